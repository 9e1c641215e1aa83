import { inArea } from '@shouwang/modules/areas/server/door.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import { MONITORED_STATES, type StockFlow } from '../rules.ts';

/** Monitored households of one place at one level. */
export interface StockPart {
  areaCode: string;
  state: string;
  level: number | null;
  households: number;
  persons: number;
}

/** The monitored stock of an area of one county by level and by the places below it; reads the monitored households alone. */
export async function listStock(tx: Tx, area: string, digits: number): Promise<StockPart[]> {
  const { rows } = await sql<StockPart>`
    select left(m.area_code, ${digits}::int) as "areaCode", m.monitoring_state as state, m.risk_level as level, count(*)::int as households, sum(m.registered_count)::int as persons
    from registry.v_monitored m
    where ${inArea('m', area)}
    group by 1, 2, 3`.execute(tx);
  return rows;
}

/** How the stock of an area moved month by month since a month, by the places below it. */
export async function listStockFlows(
  tx: Tx,
  { area, digits, since }: { area: string; digits: number; since: string },
): Promise<StockFlow[]> {
  const states = [...MONITORED_STATES];
  const isIn = (column: 'from_state' | 'to_state') =>
    sql`coalesce(c.${sql.raw(column)} = any (${states}::text[]), false)`;
  const { rows } = await sql<StockFlow>`
    select left(c.area_code, ${digits}::int) as "areaCode", to_char(c.changed_at at time zone 'Asia/Shanghai', 'YYYYMM') as month,
           (count(*) filter (where ${isIn('to_state')} and not ${isIn('from_state')}))::int as entered,
           (count(*) filter (where ${isIn('from_state')} and not ${isIn('to_state')}))::int as left
    from registry.v_monitoring_change c
    where ${inArea('c', area)}
      and c.changed_at >= (to_date(${since}, 'YYYYMM')::timestamp at time zone 'Asia/Shanghai')
    group by 1, 2`.execute(tx);
  return rows;
}

/** Persons registered in an area of one county: counted on an index, no row of a person is read. */
export async function countPersons(tx: Tx, area: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from registry.v_member_snapshot m
    where ${inArea('m', area)}`.execute(tx);
  return rows[0]?.n ?? 0;
}
