import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Button } from 'antd';
import { VERB_WORDS } from './account-words.ts';
import { useAccountHistory } from './accounts-api.ts';

/** What happened to an account and was done with its sign-in, newest first. */
export function AccountHistoryCard({ id }: { id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccountHistory(id);
  const events = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title="记录" note="取自审计，不能修改">
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <RowsSkeleton rows={4} />}
      {data && events.length === 0 && <p className="sw-note">还没有记录。</p>}
      <ul className="acc-rows" aria-label="记录">
        {events.map((event) => (
          <li key={event.id}>
            <span>
              {VERB_WORDS[event.action] ?? event.action}
              {event.detail && `：${event.detail}`}
              {event.reason && <div className="sw-note">理由：{event.reason}</div>}
            </span>
            <span className="sw-note">
              {event.actorName} · {event.roleName} · <DateText value={event.at} form="minute" />
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          更早的记录
        </Button>
      )}
    </Card>
  );
}
