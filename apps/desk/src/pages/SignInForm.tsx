import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { Button, Form, type FormInstance, Input } from 'antd';
import type { SignIn } from '../session-api.ts';

export type SignInFormProps = {
  form: FormInstance<SignIn>;
  busy: boolean;
  error: unknown;
  onSubmit: (values: SignIn) => void;
};

const CODE = [{ pattern: /^\d{6}$/, message: '动态码是 6 位数字，例如 382 915 只填 382915' }];

const WRONG = '账号、密码或动态码不对，请核对后再试。动态码每 30 秒更换一次。';

/** The three fields of signing in. What was typed stays after a refusal. */
export function SignInForm({ form, busy, error, onSubmit }: SignInFormProps) {
  const problem = error ? asProblem(error) : null;
  const wrong = problem?.status === 401;
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={onSubmit} size="large">
      {problem && (
        <div className="sign-in-problem">
          <Note tone="bad">
            {problem.detail || (wrong ? WRONG : problem.title)}
            {!wrong && problem.requestId && ` 编号 ${problem.requestId}`}
          </Note>
        </div>
      )}
      <Form.Item name="loginName" label="账号" rules={[{ required: true, message: '请填账号' }]}>
        <Input autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填密码' }]}>
        <Input.Password autoComplete="current-password" visibilityToggle={false} />
      </Form.Item>
      <Form.Item
        name="code"
        label="动态码"
        rules={[{ required: true, message: '请填 6 位动态码' }, ...CODE]}
        validateTrigger="onBlur"
        extra="打开手机上的验证器，填当前 6 位数字"
      >
        <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy}>
        登录
      </Button>
    </Form>
  );
}
