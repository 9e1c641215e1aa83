import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import type { Household } from '../contract.ts';
import type { Subject } from './api.ts';
import { usePending } from './change-api.ts';

const PendingCard = whenOpened(() => import('./PendingCard.tsx').then((m) => m.PendingCard));

/** 待审批的更正: what is proposed of this household and does not count yet; nothing when nothing waits. */
export function PendingStrip({
  household,
  onCorrect,
}: {
  household: Household;
  onCorrect: (subject: Subject) => void;
}) {
  const may = useMay();
  const { data, error, refetch } = usePending(household.id, may('listPendingChanges'));
  if (error && !data) return <ErrorState error={error} title="待审批的更正没有取到" onRetry={() => void refetch()} />;
  if (!data || (data.items.length === 0 && data.headDueOn === null)) return null;
  return <PendingCard pending={data} onCorrect={onCorrect} />;
}
