import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { CONFIRMED_RESULTS, OPEN_STATES, VISIT_STATES } from '../codes.ts';
import type { Dispatch, DispatchFilter, DispatchReason, RulePrecision } from '../contract.ts';

/** Work sheets in order of severity, then due day; filters as in the address bar. */
export async function listDispatches(
  tx: Tx,
  filter: DispatchFilter,
): Promise<{ items: Dispatch[]; nextCursor: string | null }> {
  let query = tx
    .selectFrom('warning.dispatch as d')
    .leftJoin('areas.area as v', 'v.code', 'd.area_code')
    .leftJoin('areas.area as t', 't.code', 'v.parent_code')
    .selectAll('d')
    .select(['v.short_name as village_name', 't.short_name as town_name']);
  const { area, level, state, rule } = filter;
  if (filter.open || filter.overdue) query = query.where('d.state', 'in', filter.overdue ? VISIT_STATES : OPEN_STATES);
  if (filter.overdue) query = query.where('d.due_on', '<', clock.today());
  if (area) query = query.where('d.area_code', '>=', area).where('d.area_code', '<', `${area}:`);
  if (level) query = query.where('d.level', '=', level);
  if (state) query = query.where('d.state', '=', state);
  if (rule) query = query.where((eb) => eb(eb.val(rule), '=', eb.fn.any('d.rule_codes')));
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
  const items = rows.slice(0, filter.limit).map((row) => ({
    id: publicId(row),
    dispatchNo: row.dispatch_no,
    householdId: publicId({ county_code: row.county_code, id: row.household_id }),
    headName: row.head_name,
    areaCode: row.area_code,
    villageName: row.village_name ?? '',
    townName: row.town_name ?? '',
    runId: row.run_id && publicId({ county_code: row.county_code, id: row.run_id }),
    level: row.level,
    reasons: row.reasons as unknown as DispatchReason[],
    state: row.state as Dispatch['state'],
    receivedOn: row.received_on,
    dueOn: row.due_on,
    caseId: row.case_id && publicId({ county_code: row.county_code, id: row.case_id }),
  }));
  return { items, nextCursor: last ? encodeCursor([last.level, last.due_on, last.id]) : null };
}

/** How many visits each rule sent out in the last months, and how many of them confirmed it; by rule, over an area. */
export async function listRulePrecision(tx: Tx, at: { area: string; months: number }): Promise<RulePrecision[]> {
  const from = `${addMonths(clock.today().slice(0, 7).replace('-', ''), -at.months).replace(/(\d{4})(\d{2})/, '$1-$2')}-01`;
  const confirmed = sql<number>`count(*) filter (where d.result_code = any (${[...CONFIRMED_RESULTS]}::text[]))`;
  const rows = await tx
    .selectFrom('warning.dispatch as d')
    .innerJoinLateral(sql<{ code: string }>`(select unnest(d.rule_codes) as code)`.as('rule'), (join) => join.onTrue())
    .select(['rule.code', (eb) => eb.fn.countAll<number>().as('checked'), confirmed.as('confirmed')])
    .where('d.area_code', '>=', at.area)
    .where('d.area_code', '<', `${at.area}:`)
    .where('d.received_on', '>=', from)
    .where('d.result_code', 'is not', null)
    .groupBy('rule.code')
    .orderBy('rule.code')
    .execute();
  return rows.map((row) => ({ code: row.code, checked: Number(row.checked), confirmed: Number(row.confirmed) }));
}

/** Open sheets of one place: how many, and how many whose visit is overdue. */
export interface SheetCount {
  areaCode: string;
  state: Dispatch['state'];
  open: number;
  overdue: number;
}

/** Open sheets of an area of one county, by state and by the places below it, whose codes have `digits` digits. Few rows: closed sheets are not read. */
export async function countOpenSheets(tx: Tx, area: string, digits: number): Promise<SheetCount[]> {
  const today = clock.today();
  const { rows } = await sql<SheetCount>`
    select left(d.area_code, ${digits}::int) as "areaCode", d.state, count(*)::int as open,
           (count(*) filter (where d.due_on < ${today}::date and d.state = any (${[...VISIT_STATES]}::text[])))::int as overdue
    from warning.dispatch d
    where d.county_code = ${area.slice(0, 6)} and d.area_code >= ${area} and d.area_code < ${`${area}:`}
      and d.state in ('RECEIVED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY')
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}
