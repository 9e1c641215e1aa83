import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemonstrationPlan } from '@shouwang/modules/demonstration/contract.ts';
import {
  countyIsEmpty,
  loadAccounts,
  loadCounty,
  writeDepartmentMonth,
} from '@shouwang/modules/demonstration/server/load.ts';
import { requireItem, uploadDepartmentFile } from '@shouwang/modules/exchange/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { type Actor, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { putFile } from '@shouwang/platform/files/store.ts';
import { sql } from 'kysely';

/** The password that all demonstration accounts share; it is shown on the sign-in page and means nothing elsewhere. */
export const DEMONSTRATION_PASSWORD = 'shouwang-demo';

const MONTH = 'demonstration.month';
const OFFSET = 'demonstration.offsetDays';
const actor = systemActor('none', '演示');

/**
 * The demonstration county: `SHOUWANG_DEMO_HOUSEHOLDS` makes it smaller or larger; its month is the last one that was over at the first start, kept with
 * the data, so that a later start goes on with the same county.
 */
export async function demonstrationPlan(): Promise<DemonstrationPlan> {
  const month = await withScope(actor, async (tx) => {
    const kept = await readSetting(tx, MONTH);
    if (kept !== undefined) return String(kept);
    const closed = addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
    await writeSetting(tx, MONTH, closed);
    return closed;
  });
  return DemonstrationPlan.parse({
    county: '440229',
    households: Number(process.env.SHOUWANG_DEMO_HOUSEHOLDS ?? 20_000),
    seed: 1,
    month,
  });
}

/** On the first start fills the demonstration county and opens its accounts. Returns whether it did. */
export async function ensureDemonstration(onProgress?: (text: string) => void): Promise<boolean> {
  await restoreDay();
  const plan = await demonstrationPlan();
  if (!(await countyIsEmpty(plan.county))) return false;
  onProgress?.(
    `Filling the demonstration county with ${plan.households.toLocaleString('en')} generated households ...`,
  );
  await loadCounty(plan);
  await loadAccounts(plan, DEMONSTRATION_PASSWORD);
  await handInFiles(plan);
  return true;
}

/** Hands in the month's files of all departments but one: the settlements (YB-02) wait for whoever tries the product. */
async function handInFiles(plan: DemonstrationPlan): Promise<void> {
  const { folder, files } = writeDepartmentMonth(plan);
  for (const file of files.filter(({ item, name }) => item !== 'YB-02' && name.endsWith('.csv'))) {
    const office: Actor = {
      ...systemActor(plan.county, '部门数据专员'),
      role: 'COUNTY_DEPT',
      departmentCode: file.item.split('-')[0] ?? null,
    };
    const stored = await putFile(readFileSync(join(folder, file.name)), { maxBytes: 1 << 30, kinds: ['csv'] });
    await withScope(office, (tx) =>
      uploadDepartmentFile(tx, office, {
        item: requireItem(office, file.item, plan.month),
        period: plan.month,
        fileName: file.name,
        kind: 'csv',
        hash: stored.hash,
        size: stored.size,
      }),
    );
  }
}

async function readSetting(tx: Tx, name: string): Promise<unknown> {
  return (await tx.selectFrom('platform.setting').select('value').where('name', '=', name).executeTakeFirst())?.value;
}

async function writeSetting(tx: Tx, name: string, value: string | number): Promise<void> {
  await tx
    .insertInto('platform.setting')
    .values({ name, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`excluded.value` }))
    .execute();
}

async function restoreDay(): Promise<void> {
  clock.setOffsetDays(Number((await withScope(actor, (tx) => readSetting(tx, OFFSET))) ?? 0));
}

/** Moves the demonstration's day forward and remembers it for the next start. */
export async function advanceDay(days: number): Promise<void> {
  const offset = clock.offsetDays + days;
  if (offset > 400) throw new Refusal('demonstration-too-far', { detail: '演示日子最多往后走 400 天。' });
  await withScope(actor, (tx) => writeSetting(tx, OFFSET, offset));
  clock.setOffsetDays(offset);
}
