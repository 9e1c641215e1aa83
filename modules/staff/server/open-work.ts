import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { OpenWork } from '../contract.accounts.ts';

/** Says what somebody has not finished; given by the program, which knows the modules above. */
export type OpenWorkSource = (tx: Tx, accountId: string) => Promise<OpenWork[]>;

let source: OpenWorkSource = async () => [];

/** Tells accounts who knows what people have not finished. */
export function nameOpenWork(given: OpenWorkSource): void {
  source = given;
}

/** What somebody has not finished. */
export async function openWorkOf(tx: Tx, accountId: string): Promise<OpenWork[]> {
  return (await source(tx, accountId)).filter(({ count }) => count > 0);
}
