import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { type Fact, Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import type { ReactNode } from 'react';
import type { AccountView } from '../contract.accounts.ts';
import { stateLook } from './account-words.ts';

const whoWhen = (name: string | null, at: string | null): ReactNode =>
  name && (
    <>
      {name} {at && <DateText value={at} form="minute" />}
    </>
  );

function signInWords(account: AccountView): ReactNode {
  if (!account.hasCredential) return '还没有发放';
  if (account.mustChangePassword) return <>一次性密码，待本人首次登录{whoWhen('，发放于', account.issuedAt)}</>;
  return '本人已设置密码';
}

/** Who opened the account, how it stands, how one signs in with it. */
export function AccountFacts({ account }: { account: AccountView }) {
  const facts: Fact[] = [
    { label: '登录凭据', value: signInWords(account) },
    {
      label: '最近登录',
      value: account.lastSignInAt ? <DateText value={account.lastSignInAt} form="minute" /> : '还没有登录过',
    },
    { label: '提出', value: whoWhen(account.enteredByName, account.enteredAt) ?? '命令行或演示' },
    { label: '同意', value: whoWhen(account.decidedByName, account.decidedAt) ?? '—' },
  ];
  if (account.stateByName)
    facts.push({ label: stateLook(account.state).name, value: whoWhen(account.stateByName, account.stateAt) });
  if (account.stateReason) facts.push({ label: '理由', value: account.stateReason });
  if (account.successorName) facts.push({ label: '接手', value: account.successorName });
  return (
    <Card title="账号">
      <div className="sw-stack">
        {account.own && <Note>这是您自己的账号，停用、注销和重发凭据由另一人办理。</Note>}
        {account.state === 'ACTIVE' && !account.hasCredential && (
          <Note tone="gold">账号已启用，还没有登录凭据；当面发给本人后才能登录。</Note>
        )}
        {account.state === 'LOCKED' && <Note tone="gold">久未登录已锁定。核对本人后恢复。</Note>}
        <Facts facts={facts} />
      </div>
    </Card>
  );
}
