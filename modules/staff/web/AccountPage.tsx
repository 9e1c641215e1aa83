import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { AccountView } from '../contract.accounts.ts';
import { AccountActs, type AccountAsk } from './AccountActs.tsx';
import { AccountFacts } from './AccountFacts.tsx';
import { AccountHistoryCard } from './AccountHistoryCard.tsx';
import { AccountPosts } from './AccountPosts.tsx';
import { AccountRequests } from './AccountRequests.tsx';
import { AccountSessions } from './AccountSessions.tsx';
import { loginWords, stateLook } from './account-words.ts';
import './accounts.css';
import { useAccount } from './accounts-api.ts';

const PostDrawer = whenOpened(() => import('./PostDrawer.tsx').then((m) => m.PostDrawer));
const LeaveModal = whenOpened(() => import('./LeaveModal.tsx').then((m) => m.LeaveModal));
const BecauseModal = whenOpened(() => import('./BecauseModal.tsx').then((m) => m.BecauseModal));
const HandOutModal = whenOpened(() => import('./HandOutModal.tsx').then((m) => m.HandOutModal));

/** The dialog of an act that was asked for. */
function Asked({ account, ask, onClose }: { account: AccountView; ask: AccountAsk; onClose: () => void }) {
  if (ask.act === 'requestPost') return <PostDrawer account={account} onClose={onClose} />;
  if (ask.act === 'resetCredential') return <HandOutModal account={account} onClose={onClose} />;
  if (ask.act === 'suspendAccount' || ask.act === 'closeAccount')
    return <LeaveModal account={account} act={ask.act} onClose={onClose} />;
  return <BecauseModal account={account} ask={ask} onClose={onClose} />;
}

function Account({ account }: { account: AccountView }) {
  const [ask, setAsk] = useState<AccountAsk | null>(null);
  const { kind, name } = stateLook(account.state);
  return (
    <>
      <PageHeader
        title={account.name}
        tags={<StatusTag kind={kind}>{name}</StatusTag>}
        subtitle={<span className="sw-mono">{loginWords(account.loginName)}</span>}
        trail={[{ label: '账号与岗位', to: '/accounts' }, { label: account.name }]}
        acts={<AccountActs account={account} onAsk={setAsk} />}
      />
      <div className="sw-split-8-4">
        <div className="sw-stack">
          <AccountPosts account={account} onEnd={(post) => setAsk({ act: 'endPost', post })} />
          <AccountRequests account={account} />
          <AccountHistoryCard id={account.id} />
        </div>
        <div className="sw-stack">
          <AccountFacts account={account} />
          <AccountSessions account={account} />
        </div>
      </div>
      {ask && <Asked account={account} ask={ask} onClose={() => setAsk(null)} />}
    </>
  );
}

/** One account: posts, requests, sessions, what happened, and what can be done with it. */
export function AccountPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useAccount(id);
  if (data) return <Account account={data} />;
  if (error) return <ErrorState page error={error} onRetry={() => void refetch()} />;
  return <RowsSkeleton rows={6} />;
}
