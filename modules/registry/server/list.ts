import { inArea, inCounties } from '@shouwang/modules/areas/server/door.ts';
import { personKey } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { cursorInvalid, decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { type RawBuilder, sql } from 'kysely';
import type { HouseholdFilter, HouseholdPage, HouseholdSort } from '../contract.ts';
import { prefixEnd, readHouseholdNo, searchKind } from '../rules.ts';
import { findPersons } from './persons.ts';
import { type ListRecord, toListRow } from './rows.ts';
import { phoneKey } from './sealed.ts';

/** Above this a count would cost more than it says. */
export const COUNT_LIMIT = 10_000;

type Condition = RawBuilder<boolean>;
type Order = HouseholdSort | 'pinyin';

/** A request for a page, made ready: the area, the conditions besides it, and the order in which one index gives the rows. */
interface Plan {
  area: string;
  conditions: Condition[];
  order: Order;
  level: HouseholdFilter['risk'];
  limit: number;
  cursor: string | undefined;
  /** Whether counting is cheap: an index alone decides the conditions, or the whole area is small. */
  countable: boolean;
}

/** The area of a request within the actor's: the narrower of both. Two areas that have nothing in common are refused. */
export function narrow(actor: Actor, area: string | undefined): string {
  if (area === undefined || actor.areaCode.startsWith(area)) return actor.areaCode;
  if (area.startsWith(actor.areaCode)) return area;
  throw new Refusal('outside-scope', { status: 403, detail: '不在您的辖区。' });
}

const within = (area: string): Condition => inArea('h', area);
const begins = (column: 'h.head_name' | 'h.head_pinyin', prefix: string): Condition =>
  sql<boolean>`${sql.raw(column)} >= ${prefix} and ${sql.raw(column)} < ${prefixEnd(prefix)}`;

/**
 * Names of the village and the town of rows of this name; looked up row by row, since a join would read all divisions. The town is the village's
 * parent: by the first nine digits every row would read all divisions where `left` may not pass the row-level security (PostgreSQL 15 to 17).
 */
export const namesOf = (
  rows: 'p' | 'c',
) => sql`(select short_name from areas.area where code = ${sql.raw(rows)}.area_code) as village_name,
  (select t.short_name from areas.area v join areas.area t on t.code = v.parent_code where v.code = ${sql.raw(rows)}.area_code) as town_name`;

/** Households of the actor's area, by filter, in pages that stay in place while rows are added (keyset, no offset). */
export async function listHouseholds(tx: Tx, actor: Actor, filter: HouseholdFilter): Promise<HouseholdPage> {
  const plan = await planOf(tx, actor, filter);
  return { ...(await rowsOf(tx, plan)), ...(await countOf(tx, plan)) };
}

/** A page of households without their number, for whoever reads all pages. */
export async function pageHouseholds(
  tx: Tx,
  actor: Actor,
  filter: HouseholdFilter,
): Promise<Pick<HouseholdPage, 'items' | 'nextCursor'>> {
  return rowsOf(tx, await planOf(tx, actor, filter));
}

/** How many households a filter leaves, exactly, however many: it may read the whole area. */
export async function countHouseholds(tx: Tx, actor: Actor, filter: HouseholdFilter): Promise<number> {
  const plan = await planOf(tx, actor, filter);
  const level = plan.level === undefined ? [] : [levelCondition(plan.level)];
  const where = all([...plan.conditions, within(plan.area), ...level]);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from registry.household h where ${where}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

async function rowsOf(tx: Tx, plan: Plan): Promise<Pick<HouseholdPage, 'items' | 'nextCursor'>> {
  const rows = await sql<ListRecord & { sort_key: string | number | null }>`
    select p.*, ${namesOf('p')}
    from (${pageOf(plan)}) p
    order by p.sort_key, p.area_code, p.household_no`.execute(tx);
  const items = rows.rows.slice(0, plan.limit);
  const last = rows.rows.length > plan.limit ? items.at(-1) : undefined;
  return {
    items: items.map(toListRow),
    nextCursor: last ? encodeCursor([plan.order, last.sort_key, last.area_code, last.household_no]) : null,
  };
}

async function planOf(tx: Tx, actor: Actor, filter: HouseholdFilter): Promise<Plan> {
  const searched = filter.q === undefined ? null : await searchCondition(tx, filter.q);
  const conditions: Condition[] = [sql<boolean>`h.status = 'active'`];
  if (searched) conditions.push(searched.condition);
  if (filter.type) conditions.push(sql<boolean>`h.household_type = ${filter.type}`);
  if (filter.state) conditions.push(sql<boolean>`h.monitoring_state = ${filter.state}`);
  const byLevel = filter.risk !== undefined && filter.sort === 'number' && !searched?.order;
  const plan = {
    area: narrow(actor, filter.area),
    conditions,
    order: searched?.order ?? (byLevel ? 'risk' : filter.sort),
    level: filter.risk,
    limit: filter.limit,
    cursor: filter.cursor,
    countable: !filter.type && !filter.category && filter.state !== 'NOT_COVERED',
  };
  return sized(tx, plan, filter.category);
}

/** A name or its initials decide the order too: the index that finds them gives them in that order. */
async function searchCondition(tx: Tx, q: string): Promise<{ condition: Condition; order?: Order }> {
  switch (searchKind(q)) {
    case 'idNumber': {
      const [found] = await findPersons(tx, [personKey(q)]);
      if (!found) return { condition: sql<boolean>`false` };
      const { countyCode, id } = found.household;
      return { condition: sql<boolean>`h.county_code = ${countyCode} and h.id = ${id}` };
    }
    case 'phone':
      return { condition: sql<boolean>`h.contact_phone_key = ${phoneKey(q)}` };
    case 'householdNo':
      return { condition: numberCondition(q) };
    case 'pinyin':
      return { condition: begins('h.head_pinyin', q.toLowerCase()), order: 'pinyin' };
    case 'name':
      return { condition: begins('h.head_name', q), order: 'name' };
  }
}

/** A household number by its whole or by its beginning. */
export function numberCondition(q: string): Condition {
  const no = readHouseholdNo(q);
  return 'exact' in no
    ? sql<boolean>`h.household_no = ${no.exact}`
    : sql<boolean>`h.household_no >= ${no.prefix} and h.household_no < ${prefixEnd(no.prefix)}`;
}

/** Looks whether the area is small where the plan depends on it, and adds the category in the way that suits the size. */
async function sized(tx: Tx, plan: Plan, category: HouseholdFilter['category']): Promise<Plan> {
  const base = [sql<boolean>`h.status = 'active'`, within(plan.area)];
  const small = plan.countable ? true : (await capped(tx, base)) <= COUNT_LIMIT;
  const conditions = category
    ? [...plan.conditions, await categoryCondition(tx, category, small ? plan.area : null)]
    : plan.conditions;
  return { ...plan, conditions, countable: small };
}

/**
 * In a small area the few such households are gathered first and given as a list, since the planner cannot foresee how many they are and
 * would look through them for every household; in a large area the list is walked in its order and each household asked.
 */
async function categoryCondition(
  tx: Tx,
  category: NonNullable<HouseholdFilter['category']>,
  smallArea: string | null,
): Promise<Condition> {
  if (category === 'relocated') return sql<boolean>`h.is_relocated`;
  if (category === 'noLabour') return sql<boolean>`h.no_labour_backstop`;
  const column = sql.raw(category === 'dibao' ? 'm.dibao_status' : 'm.tekun_status');
  const such = sql`m.member_status = 'current' and ${column} in ('1', '2')`;
  if (smallArea === null)
    return sql<boolean>`(select true from registry.member m where m.county_code = h.county_code and m.household_id = h.id and ${such} limit 1)`;
  const { rows } = await sql<{ household_id: string }>`
    select distinct m.household_id from registry.member m
    where ${such} and ${inArea('m', smallArea)}`.execute(tx);
  return sql<boolean>`h.id = any(${rows.map((row) => row.household_id)}::uuid[])`;
}

const COLUMNS = sql`h.county_code, h.id, h.household_no, h.head_name, h.area_code, h.group_no, h.household_type, h.sharing_count, h.monitoring_state,
  h.risk_level, h.risk_reason, h.last_visited_on`;
const NEVER = '0001-01-01';

/** The SQL of one page and a row more, in the order of the plan. */
function pageOf(plan: Plan): RawBuilder<unknown> {
  const after = plan.cursor === undefined ? null : afterOf(plan.cursor, plan.order);
  const conditions = [...plan.conditions, within(plan.area)];
  if (plan.level !== undefined && plan.order !== 'risk') conditions.push(levelCondition(plan.level));
  if (plan.order === 'risk') return byRisk(plan, conditions, after);
  if (plan.order === 'number') {
    if (after) conditions.push(sql<boolean>`(h.area_code, h.household_no) > (${after.area}, ${after.no})`);
    return sql`select ${COLUMNS}, null::text as sort_key from registry.household h where ${all(conditions)} order by h.area_code, h.household_no limit ${plan.limit + 1}`;
  }
  return byCounty(plan, { conditions, after });
}

interface After {
  key: string | number | null;
  area: string;
  no: string;
}

function afterOf(cursor: string, order: Order): After {
  const [made, key, area, no] = decodeCursor(cursor, 4);
  if (made !== order || typeof area !== 'string' || typeof no !== 'string' || key === undefined) {
    throw cursorInvalid();
  }
  return { key, area, no };
}

const all = (conditions: Condition[]) => sql.join(conditions, sql` and `);
const levelCondition = (level: NonNullable<HouseholdFilter['risk']>): Condition =>
  level === 'none' ? sql<boolean>`h.risk_level is null` : sql<boolean>`h.risk_level = ${Number(level)}`;

/** One branch for each level, red first, households without a level last: each branch is one stretch of the index. */
function byRisk(plan: Plan, conditions: Condition[], after: After | null): RawBuilder<unknown> {
  const levels = plan.level === undefined ? (['1', '2', '3', '4', 'none'] as const) : [plan.level];
  const reached = after ? (after.key === null ? 'none' : String(after.key)) : null;
  const from = reached === null ? 0 : Math.max(0, (levels as readonly string[]).indexOf(reached));
  const branches = levels.slice(from).map((level) => {
    const own = [...conditions, levelCondition(level)];
    if (after && level === reached)
      own.push(sql<boolean>`(h.area_code, h.household_no) > (${after.area}, ${after.no})`);
    return sql`(select ${COLUMNS}, h.risk_level as sort_key from registry.household h where ${all(own)} order by h.risk_level, h.area_code, h.household_no limit ${plan.limit + 1})`;
  });
  return sql`select * from (${sql.join(branches, sql` union all `)}) l order by sort_key, area_code, household_no limit ${plan.limit + 1}`;
}

/** Names and days in order: the first keys of each county by its own stretch of the index, then the first of all, then their rows. */
function byCounty(plan: Plan, from: { conditions: Condition[]; after: After | null }): RawBuilder<unknown> {
  const key = {
    name: sql`h.head_name`,
    pinyin: sql`h.head_pinyin`,
    lastVisited: sql`coalesce(h.last_visited_on, date '0001-01-01')`,
  }[plan.order as 'name' | 'pinyin' | 'lastVisited'];
  const own = [...from.conditions];
  if (from.after) {
    const type = sql.raw(plan.order === 'lastVisited' ? 'date' : 'text');
    own.push(
      sql<boolean>`(${key}, h.area_code, h.household_no) > (${checkedKey(plan.order, from.after.key)}::${type}, ${from.after.area}, ${from.after.no})`,
    );
  }
  const first = sql`select h.county_code, h.area_code, h.household_no, ${key} as sort_key from registry.household h
    where h.county_code = c.county_code and ${all(own)} order by ${key}, h.area_code, h.household_no limit ${plan.limit + 1}`;
  return sql`select ${COLUMNS}, f.sort_key from (
      ${ofEachCounty(plan.area, first)} order by l.sort_key, l.area_code, l.household_no limit ${plan.limit + 1}) f
    join registry.household h on h.county_code = f.county_code and h.household_no = f.household_no and ${within(plan.area)}`;
}

function checkedKey(order: Order, key: After['key']): string {
  const text = String(key ?? NEVER);
  if (order === 'lastVisited' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) throw cursorInvalid();
  return text;
}

/**
 * The first rows of each county that has a register, by `select`, which takes the county of `c` and limits itself: each is one stretch of an index. The
 * counties are rows of a table that is distributed as the households are, so that a cluster asks each where it lies.
 */
export const ofEachCounty = (area: string, select: RawBuilder<unknown>) => sql`
  select l.* from registry.county_position c cross join lateral (${select}) l where ${inCounties('c', area)}`;

/** Counties of an area that have a register. */
export async function countiesOf(tx: Tx, area: string): Promise<string[]> {
  if (area.length >= 6) return [area.slice(0, 6)];
  const rows = await tx
    .selectFrom('registry.county_position')
    .select('county_code')
    .where('area_code', '>=', area)
    .where('area_code', '<', `${area}:`)
    .orderBy('county_code')
    .execute();
  return rows.map((row) => row.county_code);
}

/** The exact number of rows where it is cheap: up to 10,000, and not over columns that need every row read in a large area. */
async function countOf(tx: Tx, plan: Plan): Promise<{ total: number | null; atLeast: number | null }> {
  if (!plan.countable) return { total: null, atLeast: null };
  const counties =
    plan.order === 'name' || plan.order === 'pinyin'
      ? [sql<boolean>`h.county_code = any(${await countiesOf(tx, plan.area)}::text[])`]
      : [];
  const level = plan.level === undefined ? [] : [levelCondition(plan.level)];
  const count = await capped(tx, [...plan.conditions, within(plan.area), ...counties, ...level]);
  return count > COUNT_LIMIT ? { total: null, atLeast: COUNT_LIMIT } : { total: count, atLeast: null };
}

async function capped(tx: Tx, conditions: Condition[]): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from (select 1 from registry.household h where ${all(conditions)} limit ${COUNT_LIMIT + 1}) x`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}
