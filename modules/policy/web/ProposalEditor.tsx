import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { type PackProblemView, PROPOSED_FILE } from '../contract.versions.ts';
import { withEffectiveDay } from '../rules.values.ts';
import { useCheckText, usePropose } from './api.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { foldRemoved } from './difference-words.ts';
import { ProblemList } from './ProblemList.tsx';
import { YamlField } from './YamlField.tsx';

/** Where an editor starts: a text, and the version that it was taken from. */
export type ProposalStart = { title: string; yaml: string; takenFrom: string | null };

type Props = {
  start: ProposalStart;
  layerName: (id: string) => string;
  onDone: (id: string) => void;
  onClose: () => void;
};

/** The problems in a refusal: each path is file:line:column. */
function problemsIn(error: unknown): PackProblemView[] {
  return asProblem(error).fields.flatMap(({ path, code, message }) => {
    const [, file, line, column] = /^(.+):(\d+):(\d+)$/.exec(path) ?? [];
    return file === undefined ? [] : [{ file, line: Number(line), column: Number(column), code, message }];
  });
}

/** Edits the text of a pack, checks it, and hands it in as a proposal with its reason and its day. Nothing typed is lost by a refusal. */
export function ProposalEditor({ start, layerName, onDone, onClose }: Props) {
  const { message, modal } = App.useApp();
  const { today } = useSession();
  const [day, setDay] = useState(today);
  const [yaml, setYaml] = useState(() => withEffectiveDay(start.yaml, today));
  const [reason, setReason] = useState('');
  const go = useRef<(line: number, column: number) => void>(() => undefined);
  const check = useCheckText();
  const propose = usePropose();
  const refused = propose.error ? problemsIn(propose.error) : [];
  const problems = refused.length > 0 ? refused : (check.data?.problems ?? []);
  const failed = propose.error ?? check.error;
  const edit = (text: string) => {
    setYaml(text);
    propose.reset();
  };
  const changeDay = (next: string) => {
    if (next === '') return;
    setDay(next);
    edit(withEffectiveDay(yaml, next));
  };
  const leave = () => {
    if (yaml === withEffectiveDay(start.yaml, today) && reason === '') return onClose();
    modal.confirm({
      title: '放弃这次提议？',
      content: '填写的内容还没有提交，关上就没有了。',
      okText: '放弃',
      cancelText: '继续填写',
      onOk: onClose,
    });
  };
  const submit = () =>
    propose.mutate(
      {
        yaml,
        reason: reason.trim(),
        effectiveFrom: day,
        ...(start.takenFrom === null ? {} : { takenFrom: start.takenFrom }),
      },
      {
        onSuccess: ({ version }) => {
          message.success('已提议，等另一人确认');
          onDone(version.id);
        },
      },
    );
  return (
    <Drawer open title={start.title} size={980} onClose={leave} mask={{ closable: false }}>
      <div className="sw-stack">
        <Note>提议不改变现行政策；须由另一名有权的人确认后，才从生效日起执行。改动前先点“校核”，看清逐项差异。</Note>
        <YamlField
          label="政策包文本（YAML）"
          value={yaml}
          problems={problems.filter(({ file }) => file === PROPOSED_FILE)}
          onChange={edit}
          onReady={(act) => {
            go.current = act;
          }}
        />
        <ProblemList problems={problems} onGo={(line, column) => go.current(line, column)} />
        {failed && problems.length === 0 && (
          <Note tone="bad">{asProblem(failed).detail || asProblem(failed).title}</Note>
        )}
        <Form layout="vertical" className="pol-form">
          <Form.Item label="生效日" htmlFor="pol-day" extra="不早于今天；到了这一天才执行">
            <Input
              id="pol-day"
              type="date"
              style={{ width: 200 }}
              min={today}
              value={day}
              onChange={(event) => changeDay(event.target.value)}
            />
          </Form.Item>
          <Form.Item label="缘由" htmlFor="pol-reason" extra="写明依据的文件或会议，会留存在版本记录里">
            <Input.TextArea
              id="pol-reason"
              rows={2}
              maxLength={500}
              showCount
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
        </Form>
        <div className="sw-row">
          <Button loading={check.isPending} onClick={() => check.mutate({ yaml, effectiveFrom: day })}>
            校核
          </Button>
          <Button type="primary" loading={propose.isPending} disabled={reason.trim().length < 4} onClick={submit}>
            提议，待另一人确认
          </Button>
          {reason.trim().length < 4 && <span className="sw-note">缘由不少于 4 个字</span>}
        </div>
        {check.data && check.data.problems.length === 0 && (
          <section aria-label="校核结果">
            <h3>
              校核通过，与
              {check.data.against ? `${check.data.against.name}第 ${check.data.against.versionNo} 版` : '空白'}
              相比有 {foldRemoved(check.data.differences).length} 处差异
            </h3>
            <DifferenceTable label="差异" rows={check.data.differences} layerName={layerName} />
          </section>
        )}
      </div>
    </Drawer>
  );
}
