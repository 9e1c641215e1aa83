import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import type { Household } from '../contract.ts';
import type { Correction } from './api.ts';
import { type FieldSpec, specsOf, valuesOf, WRITE_ONLY, wordsOf } from './correction-fields.ts';
import { useMasks } from './use-masks.ts';

export type ConflictPanelProps = {
  /** The file as the person saw it. */
  opened: Household;
  conflict: { mine: Correction; theirs: Household };
  busy: boolean;
  onSend: (correction: Correction) => Promise<void>;
  onStale: (correction: Correction) => Promise<void>;
  onDrop: () => void;
};

/** A value of the form in words; a sealed one is known by its mask only. */
function formWords(spec: FieldSpec | undefined, value: unknown, mask: string | undefined): string {
  if (spec?.kind === 'sealed') return mask ?? '未登记';
  if (spec && WRITE_ONLY.has(spec.name)) return '（已遮蔽）';
  return spec?.kind === 'money' && typeof value === 'number' ? `${value.toFixed(2)} 元` : wordsOf(spec, value);
}

/** What the person typed, in words: it is his own, so nothing of it is masked. */
function typedWords(spec: FieldSpec | undefined, value: unknown): string {
  return spec?.kind === 'sealed' && typeof value === 'string' ? value : wordsOf(spec, value);
}

/** Somebody else saved first: field by field his value and yours; a field that he did not touch keeps yours. */
export function ConflictPanel({ opened, conflict, busy, onSend, onStale, onDrop }: ConflictPanelProps) {
  const { mine, theirs } = conflict;
  const names = Object.keys(mine.changes);
  const before = valuesOf(opened, mine.memberId);
  const now = valuesOf(theirs, mine.memberId);
  const specs = specsOf(mine.memberId);
  const [oldMasks, newMasks] = [useMasks(opened, mine.memberId), useMasks(theirs, mine.memberId)];
  const touched = (name: string) =>
    JSON.stringify(before[name]) !== JSON.stringify(now[name]) || oldMasks[name] !== newMasks[name];
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>(() =>
    Object.fromEntries(names.map((name) => [name, touched(name) ? 'theirs' : 'mine'])),
  );
  const [failure, setFailure] = useState('');
  const [confirming, setConfirming] = useState(false);
  const [confirmed, setConfirmed] = useState(mine.confirmed);
  const kept = names.filter((name) => choices[name] === 'mine');

  const send = async () => {
    const correction = {
      ...mine,
      version: theirs.version,
      confirmed,
      changes: Object.fromEntries(kept.map((name) => [name, mine.changes[name]])),
    };
    try {
      await onSend(correction);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 412) return onStale(correction);
      setConfirming(problem.code === 'findings-to-confirm');
      setFailure(problem.detail || problem.title);
    }
  };
  return (
    <section className="sw-stack" aria-label="与他人的更正对照">
      <Note tone="gold">
        这一户刚被他人更新到第 {theirs.version} 版（您打开的是第 {opened.version} 版）。您填写的都在，请逐项选择。
      </Note>
      <table className="reg-conflict">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">现在的值</th>
            <th scope="col">您填写的值</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">
                {specs.get(name)?.label ?? name}
                {touched(name) && <div className="sw-note">他人已改</div>}
              </th>
              {(['theirs', 'mine'] as const).map((whose) => (
                <td key={whose}>
                  <Radio
                    checked={choices[name] === whose}
                    name={`${name}-choice`}
                    onChange={() => setChoices((all) => ({ ...all, [name]: whose }))}
                  >
                    {whose === 'theirs'
                      ? formWords(specs.get(name), now[name], newMasks[name])
                      : typedWords(specs.get(name), mine.changes[name])}
                  </Radio>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {failure && (
        <p role="alert" className="sw-field-error">
          {failure}
        </p>
      )}
      {confirming && (
        <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
          已核实，情况属实（改后新增的疑点会显示给审批人）
        </Checkbox>
      )}
      {kept.length === 0 && <p className="sw-note">都用现在的值，就不用提交，点“放弃我的更正”即可。</p>}
      <div className="reg-foot">
        <Button onClick={onDrop}>放弃我的更正</Button>
        <Button type="primary" loading={busy} disabled={kept.length === 0} onClick={() => void send()}>
          按所选提交（{kept.length} 项）
        </Button>
      </div>
    </section>
  );
}
