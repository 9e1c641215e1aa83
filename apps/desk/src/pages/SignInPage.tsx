import { useTitle } from '@shouwang/platform/ui/hooks.ts';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Form } from 'antd';
import { Sprout } from 'lucide-react';
import { useNavigate, useSearchParams } from 'react-router';
import { type DemonstrationAccount, type SignIn, useDemonstrationAccounts, useSignIn } from '../session-api.ts';
import { safeBack } from '../shell/back.ts';
import { DemonstrationAccounts } from './DemonstrationAccounts.tsx';
import { SignInForm } from './SignInForm.tsx';
import '../shell/shell.css';
import './sign-in.css';

/** Login name, password and the six digits of the second factor. In demonstration mode the accounts stand beside it. */
export function SignInPage() {
  useTitle('登录');
  const [form] = Form.useForm<SignIn>();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const { data: accounts, refetch } = useDemonstrationAccounts();
  // The six digits change every 30 seconds: they are asked for at the click.
  const fill = async (account: DemonstrationAccount) => {
    const { data: fresh } = await refetch();
    const { loginName, password, code } = fresh?.find((other) => other.loginName === account.loginName) ?? account;
    form.setFieldsValue({ loginName, password, code });
  };
  const enter = (values: SignIn) =>
    signIn.mutate(values, { onSuccess: () => void navigate(safeBack(params.get('back'), '/'), { replace: true }) });
  return (
    <main className="sign-in">
      <div className={`sign-in-box${accounts?.length ? ' sign-in-wide' : ''}`}>
        <section className="sign-in-form" aria-labelledby="sign-in-title">
          <span className="desk-logo">
            <Icon of={Sprout} size={20} />
          </span>
          <h1 id="sign-in-title">守望</h1>
          <p className="sign-in-words">防止返贫致贫监测与服务平台</p>
          <SignInForm form={form} busy={signIn.isPending} error={signIn.error} onSubmit={enter} />
        </section>
        {accounts && accounts.length > 0 && (
          <DemonstrationAccounts accounts={accounts} onPick={(account) => void fill(account)} />
        )}
      </div>
    </main>
  );
}
