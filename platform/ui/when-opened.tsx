import { App } from 'antd';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useDelayed } from './hooks.ts';

type Closing = (() => void) | undefined;

const BROKEN = '没有打开，请检查网络后再试一次；还不行就刷新页面';

/** What is seen while a slow line brings the part: nothing at first, then a word that is also read aloud; or the way to try again. */
function Opening({ onRetry }: { onRetry: (() => void) | null }) {
  const late = useDelayed(onRetry === null);
  if (onRetry)
    return (
      <button type="button" className="sw-act" onClick={onRetry}>
        没有打开，再试一次
      </button>
    );
  return (
    <div role="status" className={late ? 'sw-opening' : ''}>
      {late && '正在打开…'}
    </div>
  );
}

/** When the part goes away with the focus in it, the focus goes back to where it was before. */
function useFocusBack() {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
}

/**
 * A drawer, modal or form whose code is fetched when it is first opened, so that the page itself stays light:
 * `const Correction = whenOpened(() => import('./Correction.tsx').then((m) => m.Correction))`, then `{open && <Correction … />}`.
 * Fetched once; opened again it is there at once. When the line breaks it says so: a part with `onClose` closes itself and the next
 * click tries again, a part that stands in the page offers to try again. Closed, it gives the focus back to what opened it.
 */
export function whenOpened<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let fetched: ComponentType<P> | null = null;
  return function WhenOpened(props: P) {
    const { message } = App.useApp();
    const [Part, setPart] = useState(() => fetched);
    const [broken, setBroken] = useState(false);
    useFocusBack();
    const close = useRef<Closing>(undefined);
    close.current = 'onClose' in props ? (props.onClose as Closing) : undefined;
    useEffect(() => {
      if (fetched || broken) return;
      let gone = false;
      const show = (part: ComponentType<P>) => {
        fetched = part;
        if (!gone) setPart(() => part);
      };
      const giveUp = () => {
        if (gone) return;
        void message.error(BROKEN);
        setBroken(true);
        close.current?.();
      };
      load().then(show, giveUp);
      return () => {
        gone = true;
      };
    }, [broken, message]);
    return Part ? <Part {...props} /> : <Opening onRetry={broken ? () => setBroken(false) : null} />;
  };
}
