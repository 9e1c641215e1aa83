import { countyOf } from '@shouwang/modules/areas/rules.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { OpenWork } from '../contract.accounts.ts';

/** Says what somebody has not finished in the counties where he has or had posts; given by the program, which knows the modules above. */
export type OpenWorkSource = (tx: Tx, of: { accountId: string; counties: string[] }) => Promise<OpenWork[]>;

let source: OpenWorkSource = async () => [];

/** Tells accounts who knows what people have not finished. */
export function nameOpenWork(given: OpenWorkSource): void {
  source = given;
}

/** What somebody has not finished. */
export async function openWorkOf(tx: Tx, accountId: string): Promise<OpenWork[]> {
  const { area_codes } = await tx
    .selectFrom('staff.account')
    .select('area_codes')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const counties = area_codes.filter((code) => countyOf(code) === code);
  return (await source(tx, { accountId, counties })).filter(({ count }) => count > 0);
}
