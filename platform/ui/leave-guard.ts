import { App } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useBlocker } from 'react-router';

const WORDS = {
  title: '填写的内容还没有提交',
  content: '离开后填写的内容不保留，上传的照片也要重新上传。',
  okText: '离开',
  cancelText: '继续填写',
};

/** Whoever is signed out is let go: nothing can be sent any more. */
const SIGN_IN = '/sign-in';

/** A form that says so before what was typed is lost. */
export interface LeaveGuard {
  /** Something was typed. */
  mark: () => void;
  /** It was sent. */
  clear: () => void;
  /** Does something that closes the form; asks first when something was typed. */
  leave: (go: () => void) => void;
}

/**
 * Keeps a form that was typed in from being lost by mistake: before the page is closed or reloaded the browser asks, before another page or tab is
 * opened the desk asks. Nothing typed is kept on the device, since forms hold personal data.
 */
export function useLeaveGuard(): LeaveGuard {
  const { modal } = App.useApp();
  const [typed, setTyped] = useState(false);
  const mark = useCallback(() => setTyped(true), []);
  const clear = useCallback(() => setTyped(false), []);
  const leave = useCallback(
    (go: () => void) => {
      if (typed) modal.confirm({ ...WORDS, onOk: go });
      else go();
    },
    [typed, modal],
  );
  useBeforeUnload(typed);
  useBeforeMove(typed);
  return useMemo(() => ({ mark, clear, leave }), [mark, clear, leave]);
}

function useBeforeUnload(typed: boolean) {
  useEffect(() => {
    if (!typed) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [typed]);
}

function useBeforeMove(typed: boolean) {
  const { modal } = App.useApp();
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) =>
      typed && to.pathname !== SIGN_IN && (from.pathname !== to.pathname || from.search !== to.search),
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    const asked = modal.confirm({ ...WORDS, onOk: blocker.proceed, onCancel: blocker.reset });
    return () => asked.destroy();
  }, [blocker, modal]);
}
