import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RadioCards } from '@shouwang/platform/ui/RadioCards.tsx';
import { App, Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import type { ChangeDecision, ChangeView } from '../contract.ts';
import { useDecideChange } from './change-api.ts';
import type { Choices } from './RequestValues.tsx';
import { keyLabel, valueLabel } from './request-words.ts';

type Act = ChangeDecision['act'];
const ACTS = [
  { value: 'approve', title: '批准', note: '立即写入档案' },
  { value: 'return', title: '退回', note: '指明要改的项，由提出人修改' },
  { value: 'reject', title: '不批准', note: '写明理由，办结' },
] as const;
const DONE: Record<Act, string> = { approve: '已批准，已写入档案', return: '已退回提出人', reject: '已办结：不批准' };

/** What can be sent back besides the values. */
const PARTS = ['reason', 'documents'];

function decisionOf(
  act: Act,
  { view, choices, opinion, fields }: { view: ChangeView; choices: Choices; opinion: string; fields: string[] },
): ChangeDecision {
  const said = opinion.trim();
  if (act === 'approve')
    return { act, householdVersion: view.householdVersion, choices: { ...choices }, opinion: said || null };
  return act === 'return' ? { act, opinion: said, fields } : { act, opinion: said };
}

function blockedBy(
  act: Act | null,
  { view, choices, opinion, fields }: { view: ChangeView; choices: Choices; opinion: string; fields: string[] },
): string {
  if (act === null) return '请选审批结果';
  if (act === 'approve')
    return view.values.some(({ key, conflict }) => conflict && !choices[key]) ? '请先在上表逐项选择' : '';
  if (act === 'return' && fields.length === 0) return '请选要改的项';
  return opinion.trim().length < 4 ? '请写明理由，至少 4 个字' : '';
}

/** The decision: agree, send back naming the fields, or refuse with a reason. */
export function RequestDecision({ view, choices, onDone }: { view: ChangeView; choices: Choices; onDone: () => void }) {
  const { message } = App.useApp();
  const decide = useDecideChange();
  const [act, setAct] = useState<Act | null>(null);
  const [opinion, setOpinion] = useState('');
  const [fields, setFields] = useState<string[]>([]);
  const id = useId();
  const state = { view, choices, opinion, fields };
  const blocked = blockedBy(act, state);
  const problem = decide.error ? asProblem(decide.error) : null;
  const submit = async () => {
    if (act === null) return;
    try {
      await decide.mutateAsync({ view, decision: decisionOf(act, state) });
    } catch {
      return; // shown above the button
    }
    void message.success(DONE[act]);
    onDone();
  };
  const names = [
    ...view.values.map((value) => ({ value: value.key, label: valueLabel(value) })),
    ...PARTS.map((part) => ({ value: part, label: keyLabel(part, []) })),
  ];
  return (
    <section className="reg-decide" aria-label="审批">
      <RadioCards label="审批结果" options={ACTS} value={act} onChange={setAct} />
      {act === 'return' && (
        <fieldset className="reg-decide-fields">
          <legend>要改的项（至少选一项）</legend>
          <Checkbox.Group options={names} value={fields} onChange={(chosen) => setFields(chosen as string[])} />
        </fieldset>
      )}
      <div>
        <label htmlFor={id}>{act === 'approve' ? '意见（可不填）' : '意见'}</label>
        <Input.TextArea
          id={id}
          rows={2}
          value={opinion}
          maxLength={300}
          showCount
          onChange={(event) => setOpinion(event.target.value)}
        />
      </div>
      {problem && (
        <p role="alert" className="sw-field-error">
          {problem.detail || problem.title}
          {problem.code === 'registry-inconsistent' && ' 请退回修改。'}
        </p>
      )}
      <div className="reg-foot">
        <span className="sw-note">{blocked}</span>
        <Button
          type="primary"
          danger={act === 'reject'}
          disabled={blocked !== ''}
          loading={decide.isPending}
          onClick={() => void submit()}
        >
          提交审批结果
        </Button>
      </div>
    </section>
  );
}
