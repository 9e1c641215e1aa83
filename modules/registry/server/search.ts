import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { personKey } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import type { SearchAnswer } from '../contract.ts';
import { prefixEnd, searchKind } from '../rules.ts';
import { namesOf, numberCondition, ofEachCounty } from './list.ts';
import { findPersons } from './persons.ts';
import { type ListRecord, toListRow } from './rows.ts';
import { phoneKey } from './sealed.ts';

const MOST = 10;
type Found = ListRecord & { matched_name: string | null };
type Hit = SearchAnswer['items'][number];

/**
 * The one search box: an ID number or a phone as a whole, a household number, a name or its initials by their beginning (any member, not only
 * the head), a village or town. Each branch is one stretch of an index within the actor's area.
 */
export async function searchEverything(tx: Tx, actor: Actor, q: string): Promise<SearchAnswer> {
  const by = searchKind(q);
  if (by !== 'name' && by !== 'pinyin') return { items: (await byNumber(tx, actor, { by, q })).map(toHit) };
  return { items: [...(await byMember(tx, actor, { by, q })).map(toHit), ...(await areasOf(tx, actor, { by, q }))] };
}

function toHit(record: Found): Hit {
  const row = toListRow(record);
  const matched =
    record.matched_name !== null && record.matched_name !== record.head_name ? `家人 ${record.matched_name}` : null;
  return {
    kind: 'household',
    id: row.id,
    title: `${row.headName}户`,
    subtitle: [matched, row.townName, row.villageName, row.householdNo].filter(Boolean).join(' · '),
    to: `/households/${row.id}`,
  };
}

const COLUMNS = sql`h.county_code, h.id, h.household_no, h.head_name, h.area_code, h.group_no, h.household_type, h.sharing_count, h.monitoring_state, h.risk_level,
  h.risk_reason, h.last_visited_on`;

async function byNumber(
  tx: Tx,
  actor: Actor,
  { by, q }: { by: 'idNumber' | 'phone' | 'householdNo'; q: string },
): Promise<Found[]> {
  const [person] = by === 'idNumber' ? await findPersons(tx, [personKey(q)]) : [];
  if (by === 'idNumber' && !person) return [];
  const such = person
    ? sql`h.county_code = ${person.household.countyCode} and h.id = ${person.household.id}`
    : sql`${by === 'phone' ? sql`h.contact_phone_key = ${phoneKey(q)}` : numberCondition(q)} and ${inArea('h', actor.areaCode)}`;
  const { rows } = await sql<Found>`select p.*, ${namesOf('p')} from (
      select ${COLUMNS}, ${person?.name ?? null}::text as matched_name from registry.household h where ${such} order by h.household_no, h.area_code limit ${MOST}) p
    order by p.household_no, p.area_code`.execute(tx);
  return rows;
}

/** Several people of a household may match: it is shown once, with the first of them. */
async function byMember(tx: Tx, actor: Actor, { by, q }: { by: 'name' | 'pinyin'; q: string }): Promise<Found[]> {
  const column = sql.raw(by === 'name' ? 'm.name' : 'm.name_pinyin');
  const prefix = by === 'name' ? q : q.toLowerCase();
  const first = sql`select m.county_code, m.household_id, m.id, ${column} as sort_key, m.area_code from registry.member m
    where m.county_code = c.county_code and m.member_status = 'current' and ${column} >= ${prefix} and ${column} < ${prefixEnd(prefix)}
      and ${inArea('m', actor.areaCode)}
    order by ${column}, m.area_code, m.household_id limit ${MOST * 3}`;
  const { rows } = await sql<Found>`select p.*, ${namesOf('p')} from (
      select ${COLUMNS}, m.name as matched_name, f.sort_key from (
        ${ofEachCounty(actor.areaCode, first)} order by l.sort_key, l.area_code, l.household_id limit ${MOST * 3}) f
      join registry.member m on m.county_code = f.county_code and m.id = f.id and ${inArea('m', actor.areaCode)}
      join registry.household h on h.county_code = m.county_code and h.id = m.household_id and ${inArea('h', actor.areaCode)}) p
    order by p.sort_key, p.area_code, p.id`.execute(tx);
  return rows.filter((row, index) => rows.findIndex((one) => one.id === row.id) === index).slice(0, MOST);
}

async function areasOf(tx: Tx, actor: Actor, { by, q }: { by: 'name' | 'pinyin'; q: string }): Promise<Hit[]> {
  const column = sql.raw(by === 'name' ? 'a.short_name collate "C"' : 'a.initials');
  const prefix = by === 'name' ? q : q.toLowerCase();
  const lo = actor.areaCode;
  const { rows } = await sql<{
    code: string;
    name: string;
    parent: string | null;
  }>`select a.code, a.short_name as name, p.short_name as parent
    from (select * from areas.area a where ${column} >= ${prefix} and ${column} < ${prefixEnd(prefix)} and a.code >= ${lo} and a.code < ${`${lo}:`} and a.valid_to is null
      order by ${column}, a.code limit ${MOST}) a
    left join areas.area p on p.code = a.parent_code order by a.level, a.code`.execute(tx);
  return rows.map((row) => ({
    kind: 'area' as const,
    id: row.code,
    title: row.name,
    subtitle: row.parent ?? '',
    to: `/households?area=${row.code}`,
  }));
}
