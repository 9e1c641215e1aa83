import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { QualityFinding } from '../contract.ts';
import { useAskExemption } from './quality-api.ts';
import './quality.css';

export type ExemptionDrawerProps = {
  householdId: string;
  finding: QualityFinding;
  maxDays: number;
  onClose: () => void;
};

/** 申请豁免: why a finding is right as it stands, and for how long. */
export function ExemptionDrawer({ householdId, finding, maxDays, onClose }: ExemptionDrawerProps) {
  const [form] = Form.useForm<{ reason: string; days: number }>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const { message } = App.useApp();
  const ask = useAskExemption(householdId);
  const submit = async (values: { reason: string; days: number }) => {
    try {
      await ask.mutateAsync({ key: finding.key, ...values });
      void message.success('已申请豁免，等待镇或县决定');
      onClose();
    } catch (error) {
      setProblem(showProblems(form, error));
    }
  };
  return (
    <Drawer open title="申请豁免" size={480} onClose={onClose} mask={{ closable: false }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ days: Math.min(90, maxDays) }}
        onValuesChange={() => setProblem(null)}
        onFinish={(values) => void submit(values)}
      >
        <div className="reg-offer">
          <Note>
            {finding.memberName ? `${finding.memberName}：` : ''}
            {finding.message}
          </Note>
        </div>
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <Form.Item
          name="reason"
          label="为什么属实"
          rules={[{ required: true, min: 4, whitespace: true, message: '请写明理由，至少 4 个字' }]}
        >
          <Input.TextArea rows={4} maxLength={300} showCount placeholder="例如：入户核对，老人没有电话，由村组长转告" />
        </Form.Item>
        <Form.Item
          name="days"
          label="豁免多少天"
          extra={`最长 ${maxDays} 天，到期后重新核对`}
          rules={[{ required: true, message: '请填天数' }]}
        >
          <InputNumber min={1} max={maxDays} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <div className="reg-foot reg-quality-foot">
          <span className="sw-note">由镇或县的另一人决定，理由和决定都留痕。</span>
          <Button type="primary" htmlType="submit" loading={ask.isPending}>
            提交申请
          </Button>
        </div>
      </Form>
    </Drawer>
  );
}
