import type { Tx } from '@shouwang/platform/db/scope.ts';

/** A file came into force, or was taken back. */
export interface BatchEvent {
  kind: 'accepted' | 'withdrawn';
  countyCode: string;
  batchId: string;
  itemCode: string;
  period: string;
}

type Listener = (tx: Tx, event: BatchEvent) => Promise<void>;
const listeners: Listener[] = [];

/** Lets a module above hear of files in the transaction that changes them: what it does there happens together with it or not at all. */
export function onBatchChange(listener: Listener): void {
  listeners.push(listener);
}

/** Tells everybody who listens. */
export async function announce(tx: Tx, event: BatchEvent): Promise<void> {
  for (const listener of listeners) await listener(tx, event);
}
