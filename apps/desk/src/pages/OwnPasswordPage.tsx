import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App } from 'antd';
import { KeyRound } from 'lucide-react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useChangePassword, useSessionQuery, useSignOut } from '../session-api.ts';
import { safeBack } from '../shell/back.ts';
import { type OwnPassword, OwnPasswordForm } from './OwnPasswordForm.tsx';
import '../shell/shell.css';
import './sign-in.css';

/** Setting a password of one's own: before anything else when somebody else made the present one, and whenever one wants to. */
export function OwnPasswordPage() {
  useTitle('设置密码');
  const { message } = App.useApp();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const { data: session, error } = useSessionQuery();
  const change = useChangePassword();
  const signOut = useSignOut();
  if (error && asProblem(error).status === 401) return <Navigate to="/sign-in" replace />;
  const first = session?.mustChangePassword ?? false;
  const back = safeBack(params.get('back'), '/');
  const submit = ({ current, password }: OwnPassword) =>
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          void message.success('密码已设置，其他会话已退出');
          void navigate(back, { replace: true });
        },
      },
    );
  const leave = () =>
    first ? signOut.mutate(undefined, { onSettled: () => void navigate('/sign-in') }) : void navigate(back);
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <section className="sign-in-form" aria-labelledby="own-password-title">
          <span className="desk-logo">
            <Icon of={KeyRound} size={20} />
          </span>
          <h1 id="own-password-title">{first ? '设置自己的密码' : '修改密码'}</h1>
          <p className="sign-in-words">
            {first
              ? '现在的密码是管理员发放的，只能用这一次。设好自己的密码后才能办理其他事项。'
              : '修改后，您在其他电脑上的会话会退出。'}
          </p>
          <OwnPasswordForm
            first={first}
            busy={change.isPending}
            error={change.error}
            onSubmit={submit}
            onLeave={leave}
          />
        </section>
      </div>
    </main>
  );
}
