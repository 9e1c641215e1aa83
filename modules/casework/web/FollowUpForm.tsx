import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { FileDrop } from '@shouwang/platform/ui/FileDrop.tsx';
import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { MAX_DOCUMENT_BYTES } from '../../evidence/contract.ts';
import type { DepartmentFollowUpView } from '../contract.ts';
import { useAct } from './api.ts';
import { uploadToFollowUp } from './department-api.ts';

type Evidence = { caseId: string; value?: string[]; onChange?: (ids: string[]) => void };

/** What shows that it was done; the value are the ids of what was uploaded. */
function EvidenceField({ caseId, value = [], onChange }: Evidence) {
  return (
    <div className="sw-stack" style={{ gap: 4 }}>
      <FileDrop<{ id: string }>
        label="办理凭证"
        accept=".jpg,.jpeg,.png,.pdf"
        maxBytes={MAX_DOCUMENT_BYTES}
        multiple
        upload={uploadToFollowUp(caseId)}
        onDone={({ id }) => onChange?.([...value, id])}
      />
      {value.length > 0 && <span className="sw-note">已上传 {value.length} 份</span>}
    </div>
  );
}

/** The department says what it has done, with its evidence; the sheet is then closed and the household told. */
export function FollowUpForm({ view }: { view: DepartmentFollowUpView }) {
  const [form] = Form.useForm<{ done: string; documentIds: string[] }>();
  const { message } = App.useApp();
  const act = useAct(view.caseId);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const send = async ({ done, documentIds }: { done: string; documentIds: string[] }) => {
    try {
      await act.mutateAsync({ act: 'closeFollowUp', version: view.version, input: { done, documentIds } });
      void message.success('已办结');
    } catch (error) {
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  return (
    <Card tone="decision" title="办结跟进" note="由本部门办理" extra={<DueText daysLeft={view.daysLeft} />}>
      <Form form={form} layout="vertical" initialValues={{ done: '', documentIds: [] }} onFinish={send}>
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <Form.Item name="done" label="办理情况" rules={[{ required: true, message: '请写明办了什么、哪天办的' }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        <Form.Item
          name="documentIds"
          label="办理凭证"
          extra="例如参保记录、发放凭证的照片或扫描件"
          rules={[{ required: true, type: 'array', min: 1, message: '请上传办理凭证' }]}
        >
          <EvidenceField caseId={view.caseId} />
        </Form.Item>
        <p className="sw-note">办结后线索关闭，告知农户；镇里能看到办理情况和凭证。</p>
        <Button type="primary" htmlType="submit" block loading={act.isPending} style={{ marginTop: 12 }}>
          办结
        </Button>
      </Form>
    </Card>
  );
}
