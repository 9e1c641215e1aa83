import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { useRouteError } from 'react-router';

/** A page that broke, or whose program was replaced by a newer release while it was open. */
export function FaultPage() {
  const error = useRouteError();
  return <ErrorState page error={error} title="这一页没有打开" onRetry={() => window.location.reload()} />;
}
