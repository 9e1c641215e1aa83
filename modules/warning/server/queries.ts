import { countyOf } from '@shouwang/modules/areas/rules.ts';
import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { CONFIRMED_FOLLOW_UPS, CONFIRMED_RESULTS, NEEDS_HELP, OPEN_STATES, VISIT_STATES } from '../codes.ts';
import type { Dispatch, DispatchFilter, DispatchReason, RulePrecision, SheetKind } from '../contract.ts';

type Narrowed = Omit<DispatchFilter, 'cursor' | 'limit'>;

/** Sheets `d` with the names of their places and the contact of the household. */
export function sheetRows(tx: Tx) {
  return tx
    .selectFrom('warning.dispatch as d')
    .leftJoin('areas.area as v', 'v.code', 'd.area_code')
    .leftJoin('areas.area as t', 't.code', 'v.parent_code')
    .leftJoin('registry.household as h', (join) =>
      join.onRef('h.county_code', '=', 'd.county_code').onRef('h.id', '=', 'd.household_id'),
    )
    .selectAll('d')
    .select(['v.short_name as village_name', 't.short_name as town_name', 'h.monitor_contact_name as contact_name']);
}

/** The visit of sheet `d` is late: its last day has gone by, or had when a new hint gave it another one. */
const isOverdue = (today: string) => sql<boolean>`(d.due_on < ${today}::date or d.missed_due_on is not null)`;

/** Sheet `d` is the last confirmed follow-up of its household and says that more help is needed. */
export const isOpenNeed = sql<boolean>`(d.kind = 'follow-up' and d.state = 'CLOSED' and d.result_code = ${NEEDS_HELP} and not exists (
  select from warning.dispatch later where later.county_code = d.county_code and later.household_id = d.household_id
    and later.kind = 'follow-up' and later.state = 'CLOSED' and (later.closed_on, later.id) > (d.closed_on, d.id)))`;

/** Sheets that a filter leaves. */
function sheets(tx: Tx, actor: Actor, filter: Narrowed) {
  const { area = actor.areaCode, level, state, rule, kind } = filter;
  let query = sheetRows(tx).where(inArea('d', area));
  if (kind) query = query.where('d.kind', '=', kind);
  if (filter.need) query = query.where(isOpenNeed);
  if (filter.renewed) query = query.where('d.state', 'in', VISIT_STATES).where('d.missed_due_on', 'is not', null);
  if (filter.open || filter.overdue) query = query.where('d.state', 'in', filter.overdue ? VISIT_STATES : OPEN_STATES);
  if (filter.overdue) query = query.where(isOverdue(clock.today()));
  if (level) query = query.where('d.level', '=', level);
  if (state) query = query.where('d.state', '=', state);
  if (rule) query = query.where((eb) => eb(eb.val(rule), '=', eb.fn.any('d.rule_codes')));
  return query;
}

/** How many sheets a filter leaves. */
export async function countDispatches(tx: Tx, actor: Actor, filter: Narrowed): Promise<number> {
  const { n } = await sheets(tx, actor, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Work sheets in order of severity, then due day; filters as in the address bar. */
export async function listDispatches(
  tx: Tx,
  actor: Actor,
  filter: DispatchFilter,
): Promise<{ items: Dispatch[]; nextCursor: string | null }> {
  let query = sheets(tx, actor, filter);
  if (filter.cursor) {
    const [afterLevel, afterDue, afterId] = decodeCursor(filter.cursor, 3);
    query = query.where((eb) =>
      eb(
        eb.refTuple('d.level', 'd.due_on', 'd.id'),
        '>',
        eb.tuple(Number(afterLevel), String(afterDue), String(afterId)),
      ),
    );
  }
  const rows = await query
    .orderBy('d.level')
    .orderBy('d.due_on')
    .orderBy('d.id')
    .limit(filter.limit + 1)
    .execute();
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  const items = rows.slice(0, filter.limit).map(toDispatch);
  return { items, nextCursor: last ? encodeCursor([last.level, last.due_on, last.id]) : null };
}

type SheetRow = Awaited<ReturnType<ReturnType<typeof sheetRows>['execute']>>[number];

/** A sheet as lists show it. */
export function toDispatch(row: SheetRow): Dispatch {
  const county_code = row.county_code;
  return {
    id: publicId(row),
    kind: row.kind as SheetKind,
    dispatchNo: row.dispatch_no,
    householdId: publicId({ county_code, id: row.household_id }),
    headName: row.head_name,
    areaCode: row.area_code,
    villageName: row.village_name ?? '',
    townName: row.town_name ?? '',
    runId: row.run_id && publicId({ county_code, id: row.run_id }),
    level: row.level,
    reasons: row.reasons as unknown as DispatchReason[],
    state: row.state as Dispatch['state'],
    receivedOn: row.received_on,
    dueOn: row.due_on,
    renewedOn: row.renewed_on,
    missedDueOn: row.missed_due_on,
    resultCode: row.result_code,
    contactName: row.contact_name,
    caseId: row.case_id && publicId({ county_code, id: row.case_id }),
  };
}

/** How many visits each rule sent out in the last months, and how many of them confirmed it; by rule, over an area. Refuses `county-needed` above a county. */
export async function listRulePrecision(tx: Tx, at: { area: string; months: number }): Promise<RulePrecision[]> {
  if (!countyOf(at.area)) throw new Refusal('county-needed', { detail: '规则精准率按县统计，请选择一个县。' });
  const from = `${addMonths(clock.today().slice(0, 7).replace('-', ''), -at.months).replace(/(\d{4})(\d{2})/, '$1-$2')}-01`;
  const results = (codes: readonly string[]) => sql`d.result_code = any (${[...codes]}::text[])`;
  const confirmed = sql<number>`count(*) filter (where case d.kind when 'follow-up' then ${results(CONFIRMED_FOLLOW_UPS)} else ${results(CONFIRMED_RESULTS)} end)`;
  const rows = await tx
    .selectFrom('warning.dispatch as d')
    .innerJoinLateral(sql<{ code: string }>`(select unnest(d.rule_codes) as code)`.as('rule'), (join) => join.onTrue())
    .select(['rule.code', (eb) => eb.fn.countAll<number>().as('checked'), confirmed.as('confirmed')])
    .where(inArea('d', at.area))
    .where('d.received_on', '>=', from)
    .where('d.result_code', 'is not', null)
    .groupBy('rule.code')
    .orderBy('rule.code')
    .execute();
  return rows.map((row) => ({ code: row.code, checked: Number(row.checked), confirmed: Number(row.confirmed) }));
}

/** Households of an area that 需加强帮扶: their last confirmed follow-up says so. */
export async function countOpenNeeds(tx: Tx, area: string): Promise<number> {
  const { n } = await tx
    .selectFrom('warning.dispatch as d')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(inArea('d', area))
    .where(isOpenNeed)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** Open sheets of one place: how many, and how many whose visit is overdue. */
export interface SheetCount {
  areaCode: string;
  kind: SheetKind;
  state: Dispatch['state'];
  open: number;
  overdue: number;
}

/** Open sheets of an area of one county, by kind, state and by the places below it, whose codes have `digits` digits. Few rows: closed sheets are not read. */
export async function countOpenSheets(tx: Tx, area: string, digits: number): Promise<SheetCount[]> {
  const today = clock.today();
  const { rows } = await sql<SheetCount>`
    select left(d.area_code, ${digits}::int) as "areaCode", d.kind, d.state, count(*)::int as open,
           (count(*) filter (where ${isOverdue(today)} and d.state = any (${[...VISIT_STATES]}::text[])))::int as overdue
    from warning.dispatch d
    where ${inArea('d', area)}
      and d.state in ('RECEIVED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY')
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  return rows;
}
