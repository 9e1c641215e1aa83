import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { Button, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import type { CaseView, ComparisonVerdict, Finding } from '../contract.ts';
import { useAct } from './api.ts';

type Values = { verdict: ComparisonVerdict; reason?: string };
const VERDICTS = [
  { value: 'P1.C1', label: '无不利情况' },
  { value: 'P1.C2', label: '属实' },
  { value: 'P1.C3', label: '不属实' },
  { value: 'P1.C4', label: '合理例外' },
];

/** A hit on the negative list is true, untrue or an exception; never "nothing found". */
const verdictsFor = ({ exclusionItem }: Finding) =>
  exclusionItem === null ? VERDICTS : VERDICTS.filter((one) => one.value !== 'P1.C1');

/** A person judges one receipt; an exception, or a record that is not true, has its reason. */
export function JudgeDrawer({ view, finding, onClose }: { view: CaseView; finding: Finding; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const act = useAct(view.row.id);
  const send = async ({ verdict, reason }: Values) => {
    try {
      await act.mutateAsync({
        act: 'judgeFinding',
        version: view.version,
        input: { key: finding.key, verdict, reason: reason ?? '' },
      });
      onClose();
    } catch (error) {
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  return (
    <Drawer
      open
      title={`研判：${CONSENT_SCOPE_NAMES[finding.scope]}`}
      size={480}
      onClose={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ verdict: finding.verdict ?? undefined, reason: finding.reason }}
        onFinish={send}
      >
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <p>
          {finding.memberName}：{finding.receipt}
        </p>
        <Form.Item name="verdict" label="研判结论" rules={[{ required: true, message: '请选择研判结论' }]}>
          <Radio.Group options={verdictsFor(finding)} />
        </Form.Item>
        <Form.Item name="reason" label="理由" extra="不属实和合理例外必须写明，例如：事故中损毁，11 月 6 日已注销">
          <Input.TextArea rows={3} maxLength={300} showCount />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={act.isPending}>
          确定
        </Button>
      </Form>
    </Drawer>
  );
}
