import { useMedia } from '@shouwang/platform/ui/hooks.ts';
import { type Session, SessionContext } from '@shouwang/platform/ui/session.ts';
import { breakpoint } from '@shouwang/platform/ui/theme.ts';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import { SideNav } from './SideNav.tsx';
import './shell.css';
import { StepUpGate } from './StepUpGate.tsx';
import { TopBar } from './TopBar.tsx';

const NavDrawer = lazy(() => import('./NavDrawer.tsx').then((m) => ({ default: m.NavDrawer })));

/** Side, top bar and page. The side folds below 1280 and becomes a drawer on a phone. */
export function ShellFrame({ session, children }: { session: Session; children: ReactNode }) {
  const phone = useMedia(`(max-width: ${breakpoint.phone - 1}px)`);
  const folded = useMedia(`(max-width: ${breakpoint.foldSide - 1}px)`) && !phone;
  const { pathname } = useLocation();
  // Remembered with the address it was opened at: going somewhere closes the drawer.
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <SessionContext value={session}>
      <StepUpGate />
      <a className="desk-skip" href="#page">
        跳到正文
      </a>
      <div className={`desk${folded ? ' desk-folded' : ''}`}>
        {!phone && <SideNav folded={folded} />}
        {phone && openAt === pathname && (
          <Suspense>
            <NavDrawer onClose={() => setOpenAt(null)} />
          </Suspense>
        )}
        <div className="desk-main">
          <TopBar onMenu={phone ? () => setOpenAt(pathname) : undefined} />
          <main id="page" className="desk-page" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
    </SessionContext>
  );
}
