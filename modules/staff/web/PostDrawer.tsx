import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import type { AccountView } from '../contract.accounts.ts';
import { useAskPost } from './accounts-api.ts';
import { type PostDraft, PostFields, toWish } from './PostFields.tsx';

/** Asks for a further post of somebody who has an account; another person agrees. */
export function PostDrawer({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { message } = App.useApp();
  const [form] = Form.useForm<PostDraft>();
  const [left, setLeft] = useState<ProblemError | null>(null);
  const ask = useAskPost();
  const submit = async (draft: PostDraft) => {
    setLeft(null);
    try {
      await ask.mutateAsync({ account, wish: toWish(draft) });
      void message.success('已提出，等另一人同意');
      onClose();
    } catch (error) {
      setLeft(showProblems(form, error));
    }
  };
  return (
    <Drawer open title={`为${account.name}申请岗位`} size={520} onClose={onClose} mask={{ closable: false }}>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(draft) => void submit(draft)}>
        <div className="sw-stack">
          {left && <Note tone="bad">{left.detail || left.title}</Note>}
          <PostFields form={form} at={[]} />
          <Button type="primary" htmlType="submit" block loading={ask.isPending}>
            提出申请
          </Button>
          <p className="sw-note">另一人同意后生效；在那之前他的岗位不变。</p>
        </div>
      </Form>
    </Drawer>
  );
}
