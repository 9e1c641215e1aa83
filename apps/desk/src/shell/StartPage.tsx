import { useSession } from '@shouwang/platform/ui/session.ts';
import { Navigate } from 'react-router';
import { RefusedPage } from '../pages/RefusedPage.tsx';
import { startOf } from './nav.ts';

/** Opens the first page that the post may see. */
export function StartPage() {
  const start = startOf(useSession().permissions);
  return start ? <Navigate to={start} replace /> : <RefusedPage />;
}
