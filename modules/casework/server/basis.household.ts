import { runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import type { HouseholdRef } from '../../registry/server/door.ts';

/** The facts of a household that its module publishes, or null when it is no longer active here. */
export async function findHouseholdFacts(tx: Tx, ref: HouseholdRef): Promise<Record<string, unknown> | null> {
  const rows = await runSql<Record<string, unknown>>(
    tx,
    'select * from registry.v_household_snapshot where county_code = $1 and household_id = $2',
    [ref.countyCode, ref.id],
  );
  return rows[0] ?? null;
}
