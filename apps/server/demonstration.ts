import { sql } from 'kysely';
import { countyIsEmpty, loadAccounts, loadCounty, writeDepartmentMonth } from '@shouwang/modules/demonstration/server/load.ts';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';

/** The password that all demonstration accounts share; it is shown on the sign-in page and means nothing elsewhere. */
export const DEMONSTRATION_PASSWORD = 'shouwang-demo';

/** The demonstration county of the first start; `SHOUWANG_DEMO_HOUSEHOLDS` makes it smaller or larger. */
export const DEMONSTRATION_PLAN: DemonstrationPlan = DemonstrationPlan.parse({ county: '440229', households: Number(process.env.SHOUWANG_DEMO_HOUSEHOLDS ?? 20_000), seed: 1, month: '202610' });

const actor = systemActor('none', '演示');

/** On the first start fills the demonstration county and opens its accounts. Returns whether it did. */
export async function ensureDemonstration(plan: DemonstrationPlan = DEMONSTRATION_PLAN, onProgress?: (text: string) => void): Promise<boolean> {
  await restoreDay();
  if (!(await countyIsEmpty(plan.county))) return false;
  onProgress?.(`Filling the demonstration county with ${plan.households.toLocaleString('en')} generated households ...`);
  await loadCounty(plan);
  await loadAccounts(plan, DEMONSTRATION_PASSWORD);
  writeDepartmentMonth(plan);
  return true;
}

async function restoreDay(): Promise<void> {
  const row = await withScope(actor, (tx) => tx.selectFrom('platform.setting').select('value').where('name', '=', 'demonstration.offsetDays').executeTakeFirst());
  clock.setOffsetDays(Number(row?.value ?? 0));
}

/** Moves the demonstration's day forward and remembers it for the next start. */
export async function advanceDay(days: number): Promise<void> {
  const offset = clock.offsetDays + days;
  await withScope(actor, (tx) =>
    tx
      .insertInto('platform.setting')
      .values({ name: 'demonstration.offsetDays', value: JSON.stringify(offset) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`excluded.value` }))
      .execute(),
  );
  clock.setOffsetDays(offset);
}
