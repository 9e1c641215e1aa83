import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { Button, Form, Input } from 'antd';
import { useEffect, useState } from 'react';

export type OwnPassword = { current: string; password: string; again: string };
export type OwnPasswordFormProps = {
  first: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (values: OwnPassword) => void;
  onLeave: () => void;
};

const RULES = '不少于 10 位；大写字母、小写字母、数字、符号至少三种；不能有账号名，不能和现在的一样。';

/** The present password, the new one, and the new one again. What was typed stays after a refusal. */
export function OwnPasswordForm({ first, busy, error, onSubmit, onLeave }: OwnPasswordFormProps) {
  const [form] = Form.useForm<OwnPassword>();
  const [left, setLeft] = useState<ProblemError | null>(null);
  useEffect(() => setLeft(error ? showProblems(form, error) : null), [error, form]);
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={onSubmit} size="large">
      {left && (
        <div className="sign-in-problem">
          <Note tone="bad">{left.detail || left.title}</Note>
        </div>
      )}
      <Form.Item
        name="current"
        label={first ? '管理员发放的密码' : '现在的密码'}
        rules={[{ required: true, message: '请填现在的密码' }]}
      >
        <Input.Password autoComplete="current-password" visibilityToggle={false} autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label="新密码"
        extra={RULES}
        rules={[
          { required: true, message: '请填新密码' },
          { min: 10, message: '密码不少于 10 位' },
        ]}
      >
        <Input.Password autoComplete="new-password" visibilityToggle={false} maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label="再填一次新密码"
        dependencies={['password']}
        rules={[
          { required: true, message: '请再填一次新密码' },
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error('两次填的不一样')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" visibilityToggle={false} maxLength={200} />
      </Form.Item>
      <div className="sw-stack" style={{ gap: 8 }}>
        <Button type="primary" htmlType="submit" block loading={busy}>
          {first ? '设置密码并进入' : '修改密码'}
        </Button>
        <Button block onClick={onLeave}>
          {first ? '退出登录' : '返回'}
        </Button>
      </div>
    </Form>
  );
}
