import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { DepartmentRequest } from '../contract.ts';
import { useAct } from './api.ts';

type Values = { found: boolean; receipt: string; dataDate: string };

/** A department answers one comparison: whether it has a record, in one line, as of which day. */
export function AnswerDrawer({ request, onClose }: { request: DepartmentRequest; onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const { today } = useSession();
  const act = useAct(request.caseId);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const send = async (values: Values) => {
    try {
      const input = { ...values, key: request.key, exclusionItem: null };
      await act.mutateAsync({ act: 'answerComparison', version: request.version, input });
      onClose();
    } catch (error) {
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  return (
    <Drawer open title={`回复比对：${request.scope}`} size={480} onClose={onClose} mask={{ closable: false }}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ found: false, receipt: '无记录', dataDate: today }}
        onFinish={send}
      >
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <p className="sw-note">
          {request.memberName}，办理编号 {request.caseNo}
        </p>
        <Form.Item name="found" label="是否有记录">
          <Radio.Group
            options={[
              { value: false, label: '无记录' },
              { value: true, label: '有记录' },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="receipt"
          label="回执"
          rules={[{ required: true, message: '请用一句话说明，例如：小型货车 1 辆，2021 年登记' }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
        <Form.Item name="dataDate" label="数据日期" rules={[{ required: true, message: '请填数据截至哪一天' }]}>
          <Input type="date" max={today} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={act.isPending}>
          提交回执
        </Button>
      </Form>
    </Drawer>
  );
}
