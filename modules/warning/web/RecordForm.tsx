import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { RadioCards } from '@shouwang/platform/ui/RadioCards.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { MAX_DOCUMENT_BYTES } from '../../evidence/contract.ts';
import { FOLLOW_UP_RESULTS } from '../codes.ts';
import type { FollowUpRecord, FollowUpResult, Sheet } from '../contract.ts';
import { uploadToSheet, useRecordFollowUp } from './api.ts';
import { WentFields } from './WentFields.tsx';

const NOTES: Readonly<Record<FollowUpResult, string>> = {
  'P4.F1': '困难属实，现有帮扶不够；列入“需加强帮扶”',
  'P4.F3': '困难属实，已经有措施在办',
  'P4.F4': '困难已经解决，不需要另外帮扶',
  'P4.F5': '部门数据或登记与实际不符；请写明错在哪里',
  'P4.F6': '人不在、联系不上或不是这一户',
};
const RESULTS = (Object.keys(FOLLOW_UP_RESULTS) as FollowUpResult[]).map((value) => ({
  value,
  title: FOLLOW_UP_RESULTS[value],
  note: NOTES[value],
}));

type Values = Omit<FollowUpRecord, 'substituteReason' | 'photoIds' | 'companions'> & {
  substituteReason?: string;
  companions?: string[];
};
type ChoiceProps = { value?: FollowUpResult; onChange?: (value: FollowUpResult) => void };

function ResultChoice({ value, onChange }: ChoiceProps) {
  return <RadioCards label="结果" options={RESULTS} value={value ?? null} onChange={(one) => onChange?.(one)} />;
}

function Photos({ id, photoIds, onChange }: { id: string; photoIds: string[]; onChange: (ids: string[]) => void }) {
  return (
    <Form.Item label="照片（可不传）" extra={photoIds.length > 0 ? `已上传 ${photoIds.length} 张` : undefined}>
      <FileDrop<{ id: string }>
        label="把走访照片拖到这里，或点这里选择"
        accept=".jpg,.jpeg,.png"
        maxBytes={MAX_DOCUMENT_BYTES}
        multiple
        upload={uploadToSheet(id)}
        onDone={(done) => onChange([...photoIds, done.id])}
      />
    </Form.Item>
  );
}

/** 登记跟进: what the contact found, when, who went. It then waits for the town. */
export function RecordForm({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [photoIds, setPhotoIds] = useState<string[]>([]);
  const { message } = App.useApp();
  const { today } = useSession();
  const record = useRecordFollowUp(sheet);
  const submit = async ({ substituteReason, companions = [], ...values }: Values) => {
    try {
      // The field of the reason is there only while the contact is missing.
      await record.mutateAsync({ ...values, companions, substituteReason: substituteReason ?? null, photoIds });
      void message.success('已登记，等镇里确认');
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
      initialValues={{ visitedOn: today }}
      onValuesChange={() => setProblem(null)}
      onFinish={(values) => void submit(values)}
    >
      <h3>登记跟进</h3>
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      <Form.Item name="resultCode" label="结果" rules={[{ required: true, message: '请选择结果' }]}>
        <ResultChoice />
      </Form.Item>
      <Form.Item name="visitedOn" label="走访日期" rules={[{ required: true, message: '请填走访日期' }]}>
        <Input type="date" min={sheet.row.receivedOn} max={today} style={{ width: 200 }} />
      </Form.Item>
      <WentFields sheet={sheet} />
      <Form.Item
        name="reason"
        label="情况"
        rules={[{ required: true, min: 4, whitespace: true, message: '请写明情况，至少 4 个字' }]}
      >
        <Input.TextArea rows={4} maxLength={500} showCount placeholder="例如：老人又住院，医疗救助已报，还缺照料的人" />
      </Form.Item>
      <Photos id={sheet.row.id} photoIds={photoIds} onChange={setPhotoIds} />
      <Button type="primary" htmlType="submit" block loading={record.isPending}>
        提交镇里确认
      </Button>
    </Form>
  );
}
