import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { RadioCards } from '@shouwang/platform/ui/RadioCards.tsx';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { FOLLOW_UP_RESULTS, NEEDS_HELP } from '../codes.ts';
import type { FollowUpDecision, Sheet } from '../contract.ts';
import { useConfirmFollowUp } from './api.ts';

type Decision = FollowUpDecision['decision'];
type Values = { decision: Decision; opinion?: string };
type ChoiceProps = { agreed: string; value?: Decision; onChange?: (value: Decision) => void };

function DecisionChoice({ agreed, value, onChange }: ChoiceProps) {
  const options = [
    { value: 'agree' as const, title: '同意', note: agreed },
    { value: 'return' as const, title: '退回补正', note: '写明缺什么，由村里重新登记' },
  ];
  return <RadioCards label="决定" options={options} value={value ?? null} onChange={(one) => onChange?.(one)} />;
}

function agreedWords(sheet: Sheet): string {
  const result = sheet.acts.findLast(({ act }) => act === 'recordFollowUp')?.resultCode;
  if (!result) return '';
  const words = `结果“${FOLLOW_UP_RESULTS[result]}”生效，跟进单办结`;
  return result === NEEDS_HELP ? `${words}，该户列入“需加强帮扶”` : words;
}

/** 确认跟进: the town agrees, or sends the visit back with what is missing. */
export function ConfirmForm({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const { message } = App.useApp();
  const confirm = useConfirmFollowUp(sheet);
  const returns = Form.useWatch('decision', form) === 'return';
  const submit = async ({ decision, opinion }: Values) => {
    try {
      await confirm.mutateAsync(
        decision === 'return' ? { decision, opinion: opinion ?? '' } : { decision, opinion: opinion?.trim() || null },
      );
      void message.success(decision === 'agree' ? '已确认，跟进单办结' : '已退回，村里会看到原因');
      onDone();
    } catch (error) {
      setProblem(showProblems(form, error));
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      className="wrn-part"
      onValuesChange={() => setProblem(null)}
      onFinish={(values) => void submit(values)}
    >
      <h3>确认跟进</h3>
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      <Form.Item name="decision" label="决定" rules={[{ required: true, message: '请选择同意或退回' }]}>
        <DecisionChoice agreed={agreedWords(sheet)} />
      </Form.Item>
      <Form.Item
        name="opinion"
        label={returns ? '退回的原因' : '意见（可不填）'}
        rules={returns ? [{ required: true, min: 4, whitespace: true, message: '请写明缺什么，至少 4 个字' }] : []}
      >
        <Input.TextArea rows={3} maxLength={300} showCount />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
        {returns ? '退回' : '确认'}
      </Button>
    </Form>
  );
}
