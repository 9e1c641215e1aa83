import { inCounties } from '@shouwang/modules/areas/server/door.ts';
import { findPackInForce } from '@shouwang/modules/policy/server/door.ts';
import type { ShellFacts } from '@shouwang/modules/staff/server/routes.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';

/** What the foot of every page says: the pack in force and how fresh the department data are. */
export async function shellFacts(tx: Tx, areaCode: string): Promise<ShellFacts> {
  const found = await findPackInForce(tx, areaCode, clock.today());
  const latest = await tx
    .selectFrom('exchange.import_batch as b')
    .select((eb) => eb.fn.max('b.finished_at').as('at'))
    .where(inCounties('b', areaCode))
    .where('b.state', '=', 'accepted')
    .executeTakeFirst();
  return { packName: found?.pack.title ?? null, dataAsOf: latest?.at ? dayOf(latest.at) : null };
}
