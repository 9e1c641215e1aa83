import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { Button, Checkbox, Form, Input } from 'antd';

/** Why it was refused, above the form. */
export function Refused({ problem }: { problem: ProblemError | null }) {
  if (!problem) return null;
  return <Note tone="bad">{problem.detail || problem.title}</Note>;
}

/** The end of every proposal: the reason, what was checked when the rules would find something, and the act. */
export function ProposalFoot({
  confirming,
  busy,
  placeholder,
}: {
  confirming: boolean;
  busy: boolean;
  placeholder: string;
}) {
  return (
    <>
      <Form.Item
        name="reason"
        label="更正事由"
        rules={[{ required: true, min: 4, whitespace: true, message: '请写明事由，至少 4 个字' }]}
      >
        <Input.TextArea rows={2} maxLength={300} showCount placeholder={placeholder} />
      </Form.Item>
      {confirming && (
        <Form.Item name="confirmed" valuePropName="checked">
          <Checkbox>已核实，情况属实（改后新增的疑点会显示给审批人）</Checkbox>
        </Form.Item>
      )}
      <div className="reg-foot">
        <span className="sw-note">由另一人审批，批准后写入并留下原值、新值、事由和两人姓名；批准前档案不变。</span>
        <Button type="primary" htmlType="submit" loading={busy}>
          提交审批
        </Button>
      </div>
    </>
  );
}
