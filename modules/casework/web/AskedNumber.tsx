import { useCountdown } from '@shouwang/platform/ui/hooks.ts';
import { clockFace } from '@shouwang/platform/ui/numbers.ts';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import '@shouwang/platform/ui/MaskedText.css';
import { fetchAskedNumber } from './asked-api.ts';

export type AskedNumberProps = { caseId: string; requestKey: string; mask: string | null };

/** The ID number of the person who is meant: masked until the officer asks for it, then shown for a while, on record. */
export function AskedNumber({ caseId, requestKey, mask }: AskedNumberProps) {
  const { message } = App.useApp();
  const [shown, setShown] = useState<{ value: string; seconds: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const hide = useCallback(() => setShown(null), []);
  const secondsLeft = useCountdown(shown?.seconds ?? null, hide);
  const reveal = async () => {
    setBusy(true);
    try {
      const { idNumber, expiresInSeconds } = await fetchAskedNumber(caseId, requestKey);
      if (idNumber === null) void message.warning('档案中没有这名成员的证件号码。');
      else setShown({ value: idNumber, seconds: expiresInSeconds });
    } catch (error) {
      const problem = asProblem(error);
      void message.error(problem.detail || problem.title);
    } finally {
      setBusy(false);
    }
  };
  if (mask === null) return <span className="sw-note">档案中没有证件号码，请按姓名核对后退回县级补录</span>;
  if (shown === null)
    return (
      <span className="sw-masked">
        {mask}
        <Button size="small" loading={busy} onClick={() => void reveal()}>
          查看
        </Button>
      </span>
    );
  return (
    <span className="sw-masked sw-masked-open">
      {shown.value}
      <span className="sw-masked-left">{clockFace(secondsLeft ?? 0)}</span>
      <button type="button" className="sw-masked-now" onClick={hide}>
        立即遮蔽
      </button>
    </span>
  );
}
