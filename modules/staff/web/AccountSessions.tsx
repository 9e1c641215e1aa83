import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button } from 'antd';
import type { AccountView } from '../contract.accounts.ts';
import { useEndSession } from './accounts-api.ts';

/** Sessions in which somebody is signed in now; ending one signs him out there. */
export function AccountSessions({ account }: { account: AccountView }) {
  const { message, modal } = App.useApp();
  const end = useEndSession();
  // Whoever does not keep the account is not told whether somebody is signed in.
  if (!account.own && !account.acts.includes('endAccountSession')) return null;
  const ask = (sessionId: string) =>
    modal.confirm({
      title: '结束这个会话？',
      content: '他在那台设备上会退出登录，没有提交的内容可能丢失。',
      okText: '结束',
      cancelText: '取消',
      okButtonProps: { danger: true },
      onOk: () =>
        end.mutateAsync({ id: account.id, sessionId }).catch((error: unknown) => {
          const problem = asProblem(error);
          void message.error(problem.detail || problem.title);
        }),
    });
  return (
    <Card title="在线会话">
      {account.sessions.length === 0 ? (
        <p className="sw-note">现在没有登录。</p>
      ) : (
        <ul className="acc-rows" aria-label="在线会话">
          {account.sessions.map((session) => (
            <li key={session.id}>
              <span>
                {session.postWords}
                {session.own && '（本次登录）'}
                <div className="sw-note">
                  登录 <DateText value={session.startedAt} form="minute" />
                  ，最近活动 <DateText value={session.lastSeenAt} form="minute" />
                </div>
              </span>
              {account.acts.includes('endAccountSession') && (
                <Button size="small" onClick={() => ask(session.id)}>
                  结束
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
