import { type ReactNode, useCallback, useState } from 'react';
import { useCountdown } from './hooks.ts';
import { ReasonModal } from './ReasonModal.tsx';

/** Shows what was masked, for `seconds`. */
export type Reveal<T> = (reason: string) => Promise<{ value: T; seconds: number }>;

export type Revealed<T> = {
  /** The plain value while it is shown, otherwise null. */
  value: T | null;
  reason: string;
  secondsLeft: number | null;
  ask: () => void;
  mask: () => void;
  /** Must be rendered by the caller. */
  modal: ReactNode;
};

const PRESETS = ['入户核实准备', '电话联系本人', '核对申请材料', '上级督办核查'];

/** Unmasking with a reason, a countdown and masking again; for one value (MaskedText) or a group (RevealBar). */
export function useReveal<T>(label: string, reveal: Reveal<T>): Revealed<T> {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<{ value: T; seconds: number; reason: string } | null>(null);
  const mask = useCallback(() => setShown(null), []);
  const secondsLeft = useCountdown(shown?.seconds ?? null, mask);
  const modal = (
    <ReasonModal
      open={open}
      title={`查看${label}`}
      description="查看会记入审计，本人可以在农帮邦看到谁看过。"
      presets={PRESETS}
      okText="查看"
      onSubmit={async (reason) => setShown({ ...(await reveal(reason)), reason })}
      onClose={() => setOpen(false)}
    />
  );
  const ask = useCallback(() => setOpen(true), []);
  return { value: shown?.value ?? null, reason: shown?.reason ?? '', secondsLeft, ask, mask, modal };
}
