import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, Button, Drawer, Form, Input } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { proposeLoginName, useAskAccount } from './accounts-api.ts';
import { type PostDraft, PostFields, toWish } from './PostFields.tsx';

type Draft = { name: string; loginName: string; posts: PostDraft[] };
const LOGIN = { pattern: /^[a-z][a-z0-9.-]{2,39}$/, message: '小写字母开头，3 到 40 位小写字母、数字、点或横线' };
const MOST_POSTS = 5;

/** Asks for an account: who, how he signs in, and the posts that he starts with. Another person agrees. */
export function AccountDrawer({ onClose }: { onClose: () => void }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Draft>();
  const [left, setLeft] = useState<ProblemError | null>(null);
  const ask = useAskAccount();
  const propose = async () => {
    const name = form.getFieldValue('name')?.trim();
    if (!name || form.isFieldTouched('loginName')) return;
    const loginName = await proposeLoginName(name).catch(() => '');
    if (loginName && !form.isFieldTouched('loginName')) form.setFieldValue('loginName', loginName);
  };
  const submit = async ({ name, loginName, posts }: Draft) => {
    setLeft(null);
    try {
      const account = await ask.mutateAsync({ name, loginName, posts: posts.map(toWish) });
      void message.success('已提出，等另一人同意');
      onClose();
      void navigate(`/accounts/${account.id}`);
    } catch (error) {
      setLeft(showProblems(form, error));
    }
  };
  return (
    <Drawer open title="申请账号" size={520} onClose={onClose} mask={{ closable: false }}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ posts: [{}] }}
        onFinish={(draft) => void submit(draft)}
      >
        <div className="sw-stack">
          {left && <Note tone="bad">{left.detail || left.title}</Note>}
          <div>
            <Form.Item name="name" label="姓名" rules={[{ required: true, message: '请填姓名' }]}>
              <Input maxLength={30} onBlur={() => void propose()} autoFocus />
            </Form.Item>
            <Form.Item
              name="loginName"
              label="登录名"
              extra="填好姓名后自动拟一个，可以改"
              rules={[{ required: true, message: '请填登录名' }, LOGIN]}
            >
              <Input maxLength={40} className="sw-mono" autoComplete="off" />
            </Form.Item>
          </div>
          <Form.List name="posts">
            {(posts, { add, remove }) => (
              <div className="sw-stack" style={{ gap: 8 }}>
                {posts.map(({ key, name }) => (
                  <div key={key} className="sw-stack" style={{ gap: 4 }}>
                    <PostFields form={form} at={['posts', name]} index={name} />
                    {posts.length > 1 && (
                      <Button size="small" type="link" onClick={() => remove(name)}>
                        去掉这个岗位
                      </Button>
                    )}
                  </div>
                ))}
                {posts.length < MOST_POSTS && (
                  <Button icon={<Icon of={Plus} />} onClick={() => add({})}>
                    再加一个岗位
                  </Button>
                )}
              </div>
            )}
          </Form.List>
          <Button type="primary" htmlType="submit" block loading={ask.isPending}>
            提出申请
          </Button>
          <p className="sw-note">
            同意后再发放登录凭据；同一人不能提出又同意。系统运维、审计和业务岗位须由不同的人担任。
          </p>
        </div>
      </Form>
    </Drawer>
  );
}
