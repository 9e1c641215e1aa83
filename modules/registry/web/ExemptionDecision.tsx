import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { QualityFinding } from '../contract.ts';
import { useDecideExemption } from './quality-api.ts';
import './quality.css';

export type ExemptionDecisionProps = {
  householdId: string;
  finding: QualityFinding;
  maxDays: number;
  onClose: () => void;
};

/** 同意或不同意豁免: what was found, why it is said to be right, for how long; the one who asked does not decide. */
export function ExemptionDecision({ householdId, finding, maxDays, onClose }: ExemptionDecisionProps) {
  const [form] = Form.useForm<{ opinion: string; days: number }>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [choice, setChoice] = useState<boolean | null>(null);
  const { message } = App.useApp();
  const decide = useDecideExemption(householdId);
  const { exemption } = finding;
  if (!exemption) return null;

  const send = async (agree: boolean, { opinion, days }: { opinion: string; days: number }) => {
    const about = { exemptionId: exemption.id, version: exemption.version };
    await decide.mutateAsync({ ...about, agree, opinion, ...(agree ? { days } : {}) });
    void message.success(agree ? '已同意豁免' : '没有同意豁免，请村里更正');
    onClose();
  };
  const refused = (error: unknown) => {
    if (asProblem(error).status !== 412) return setProblem(showProblems(form, error));
    void message.warning('这件申请刚刚有了变化，请重新打开。');
    onClose();
  };
  const submit = async (agree: boolean) => {
    setChoice(agree);
    const values = await form.validateFields().catch(() => null);
    if (values) await send(agree, values).catch(refused);
  };
  const busy = (agree: boolean) => decide.isPending && choice === agree;
  return (
    <Drawer open title="决定豁免" size={480} onClose={onClose} mask={{ closable: false }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ days: Math.min(exemption.days, maxDays) }}
        onValuesChange={() => setProblem(null)}
      >
        <div className="reg-offer">
          <Note>
            {finding.memberName ? `${finding.memberName}：` : ''}
            {finding.message}
          </Note>
        </div>
        <p>
          {exemption.askedByName} {exemption.askedOn} 申请豁免 {exemption.days} 天。
        </p>
        <p className="reg-quality-reason">理由：{exemption.reason}</p>
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <Form.Item name="days" label="同意豁免多少天" extra={`最长 ${maxDays} 天，可以比申请的短`}>
          <InputNumber min={1} max={maxDays} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="opinion"
          label="意见"
          rules={[{ required: true, min: 4, whitespace: true, message: '请写明意见，至少 4 个字' }]}
        >
          <Input.TextArea rows={3} maxLength={300} showCount placeholder="例如：已电话核实，情况属实" />
        </Form.Item>
        <div className="reg-foot reg-quality-foot">
          <Button onClick={() => void submit(false)} loading={busy(false)} disabled={decide.isPending}>
            不同意
          </Button>
          <Button type="primary" onClick={() => void submit(true)} loading={busy(true)} disabled={decide.isPending}>
            同意豁免
          </Button>
        </div>
      </Form>
    </Drawer>
  );
}
