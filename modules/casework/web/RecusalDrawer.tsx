import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../contract.ts';
import { useAct } from './api.ts';

/** Declares that one is a close relative of the household: from then on every step of this case is closed to one. */
export function RecusalDrawer({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const [form] = Form.useForm<{ relation: string }>();
  const { account } = useSession();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const act = useAct(view.row.id);
  const send = async ({ relation }: { relation: string }) => {
    try {
      await act.mutateAsync({
        act: 'declareRecusal',
        version: view.version,
        input: { accountId: account.id, name: account.name, relation },
      });
      onClose();
    } catch (error) {
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  return (
    <Drawer open title="登记回避" size={480} onClose={onClose} mask={{ closable: false }}>
      <Form form={form} layout="vertical" onFinish={send}>
        {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
        <p>登记后，您（{account.name}）不能再办理本件任何环节，会议上也须离场。</p>
        <Form.Item name="relation" label="与该户的关系" rules={[{ required: true, message: '请填写，例如：户主之弟' }]}>
          <Input maxLength={30} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={act.isPending}>
          登记回避
        </Button>
      </Form>
    </Drawer>
  );
}
