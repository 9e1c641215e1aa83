import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { decodeMoment, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { type RawBuilder, sql } from 'kysely';
import type { ChangeFilter, ChangePage, HouseholdPending } from '../contract.ts';
import { type ChangeListRecord, changeRowOf } from './change.row.ts';
import { changeViewOf } from './change.view.ts';
import { namesOf, narrow } from './list.ts';
import { readPicture } from './quality.facts.ts';
import { changePolicyOf } from './quality.ts';
import { getHouseholdRecord, type HouseholdRef } from './queries.ts';
import type { MemberRecord } from './rows.ts';

/** Requests are counted up to this many; beyond, the page says that there are more. */
const COUNT_LIMIT = 10_000;
const NAMED = sql`c.*, h.household_no, h.head_name, ${namesOf('c')}`;
const FROM = sql`registry.change_request c join registry.household h on h.county_code = c.county_code and h.id = c.household_id`;

/** Requests of the actor's area, newest first, in pages that stay in place. */
export async function listChangeRequests(tx: Tx, actor: Actor, filter: ChangeFilter): Promise<ChangePage> {
  const where = sql.join(conditionsOf(actor, filter), sql` and `);
  const after = decodeMoment(filter.cursor);
  const onwards = after ? sql` and (c.proposed_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<ChangeListRecord>`select ${NAMED} from ${FROM} where ${where}${onwards}
    order by c.proposed_at desc, c.id desc limit ${filter.limit + 1}`.execute(tx);
  const counted = await sql<{ n: number; late: number }>`select count(*)::int as n,
    count(*) filter (where o.state in ('SUBMITTED', 'RETURNED') and o.due_on < ${clock.today()}::date)::int as late
    from (select c.state, c.due_on from registry.change_request c where ${where} limit ${COUNT_LIMIT + 1}) o`.execute(
    tx,
  );
  const items = rows.slice(0, filter.limit);
  const last = rows.length > filter.limit ? items.at(-1) : undefined;
  const { n, late } = counted.rows[0] ?? { n: 0, late: 0 };
  return {
    items: items.map((record) => changeRowOf(record, actor)),
    nextCursor: last ? encodeCursor([last.proposed_at.toISOString(), last.id]) : null,
    total: n > COUNT_LIMIT ? null : n,
    overdue: late,
  };
}

function conditionsOf(actor: Actor, filter: ChangeFilter): RawBuilder<unknown>[] {
  const area = narrow(actor, filter.area);
  const conditions: RawBuilder<unknown>[] = [inArea('c', area)];
  if (filter.view === 'decide') conditions.push(...toDecide(actor));
  else if (filter.state === 'open') conditions.push(sql`c.state in ('SUBMITTED', 'RETURNED')`);
  else if (filter.state !== 'all') conditions.push(sql`c.state = ${filter.state}`);
  if (filter.view === 'mine') conditions.push(sql`c.proposed_by = ${actor.accountId}`);
  if (filter.type) conditions.push(sql`c.change_type = ${filter.type}`);
  return conditions;
}

/**
 * What waits for somebody's decision: of the town what is the town's; of the county what is the county's, what a town's reviewer proposed himself, and
 * what the town left lying beyond its day. Nobody's own.
 */
function toDecide(actor: Actor): RawBuilder<unknown>[] {
  const others = sql`c.state = 'SUBMITTED' and c.proposed_by <> ${actor.accountId}`;
  if (actor.role === 'TOWN_REVIEWER') return [others, sql`c.level = 'town'`];
  if (actor.role === 'COUNTY_APPROVER')
    return [
      others,
      sql`(c.level = 'county' or c.proposed_role = 'TOWN_REVIEWER' or c.due_on < ${clock.today()}::date)`,
    ];
  return [sql`false`];
}

async function listRecord(tx: Tx, ref: HouseholdRef): Promise<ChangeListRecord | undefined> {
  const { rows } = await sql<ChangeListRecord>`select ${NAMED} from ${FROM}
    where c.county_code = ${ref.countyCode} and c.id = ${ref.id}`.execute(tx);
  return rows[0];
}

/** A request with everything that a decision needs; what tells of health only to whoever has revealed it. */
export async function getChangeRequest(tx: Tx, actor: Actor, { ref, health }: { ref: HouseholdRef; health: boolean }) {
  const record = await listRecord(tx, ref);
  if (!record) return undefined;
  const picture = await readPicture(tx, { countyCode: record.county_code, id: record.household_id });
  return changeViewOf(tx, actor, { record, picture, health, findings: true });
}

/** What waits on one household, oldest first, and until when a household whose head died names a new one. */
export async function listPendingChanges(
  tx: Tx,
  actor: Actor,
  { ref, health }: { ref: HouseholdRef; health: boolean },
): Promise<HouseholdPending & { areaCode: string }> {
  const household = await getHouseholdRecord(tx, ref);
  const picture = await readPicture(tx, ref);
  const { rows } = await sql<ChangeListRecord>`select ${NAMED} from ${FROM}
    where c.county_code = ${ref.countyCode} and c.household_id = ${ref.id} and c.state in ('SUBMITTED', 'RETURNED')
    order by c.proposed_at, c.id limit 50`.execute(tx);
  const items = [];
  for (const record of rows) items.push(await changeViewOf(tx, actor, { record, picture, health, findings: false }));
  const { change } = await changePolicyOf(tx, ref.countyCode);
  return { items, headDueOn: headDueOn(picture.members, change.deathGraceDays), areaCode: household.area_code };
}

function headDueOn(members: readonly MemberRecord[], graceDays: number): string | null {
  if (members.some((one) => one.member_status === 'current' && one.relation === '1')) return null;
  const died = members
    .filter((one) => one.relation === '1' && one.change_type === 'M21' && one.change_date !== null)
    .map((one) => one.change_date as string)
    .sort()
    .at(-1);
  return died === undefined ? null : addDays(died, graceDays);
}
