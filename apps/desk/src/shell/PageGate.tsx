import { useMay } from '@shouwang/platform/ui/session.ts';
import { Outlet, useLocation } from 'react-router';
import { RefusedPage } from '../pages/RefusedPage.tsx';
import { entryAt } from './nav.ts';

/** Lets into a page whoever the server would let; others are told so at once, not by a broken page. */
export function PageGate() {
  const may = useMay();
  const entry = entryAt(useLocation().pathname);
  return !entry || may(entry.needs) ? <Outlet /> : <RefusedPage />;
}
