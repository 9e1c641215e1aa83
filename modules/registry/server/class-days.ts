import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';

/** Under this key stands the day on which the household was registered. */
export const REGISTERED = 'registration';

/** The day on which the class of each member was last written, by member, and the day of registration. */
export type ClassDays = ReadonlyMap<string, string>;

/** The days of the classes of some households of a county, by household; one of which nothing is on record is missing. */
export async function classDaysOf(
  tx: Tx,
  { countyCode, ids }: { countyCode: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, ClassDays>> {
  const { rows } = await sql<{ household_id: string; key: string; at: Date }>`
    select c.household_id, case when c.source = ${REGISTERED} then ${REGISTERED} else c.subject_id::text end as key, max(c.changed_at) as at
    from registry.household_change c
    where c.county_code = ${countyCode} and c.household_id = any(${[...ids]}::uuid[])
      and (c.source = ${REGISTERED} or (c.subject = 'member' and c.diff ? 'studentStatus'))
    group by 1, 2`.execute(tx);
  const days = new Map<string, Map<string, string>>();
  for (const { household_id, key, at } of rows) {
    const known = days.get(household_id) ?? new Map<string, string>();
    days.set(household_id, known.set(key, dayOf(at)));
  }
  return days;
}
