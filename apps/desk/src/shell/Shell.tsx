import { onSignedOut } from '@shouwang/platform/ui/api.ts';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { useSessionQuery } from '../session-api.ts';
import { backTo, passwordFrom } from './back.ts';
import { ShellFrame } from './ShellFrame.tsx';

/** Sends the reader to the sign-in page when the server no longer knows him, and back afterwards. */
function useSignedOutWatch() {
  const navigate = useNavigate();
  useEffect(() => {
    onSignedOut(() => void navigate(backTo(window.location)));
  }, [navigate]);
}

/** The frame of every page behind the sign-in. */
export function Shell() {
  useSignedOutWatch();
  const location = useLocation();
  const { data: session, error, refetch } = useSessionQuery();
  if (session?.mustChangePassword) return <Navigate to={passwordFrom(location)} replace />;
  if (session) {
    return (
      <ShellFrame session={session}>
        <Outlet />
      </ShellFrame>
    );
  }
  if (!error) return <RowsSkeleton rows={8} />;
  if (asProblem(error).status === 401) return <Navigate to={backTo(location)} replace />;
  return <ErrorState page error={error} title="系统没有连上" onRetry={() => void refetch()} />;
}
