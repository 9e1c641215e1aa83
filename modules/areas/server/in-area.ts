import { type RawBuilder, sql } from 'kysely';

/**
 * Rows of the table that a statement calls `alias` within an area: the range over `area_code`, and from a county down its `county_code` by value, so
 * that a cluster asks the one shard that has it.
 */
export function inArea(alias: string, area: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const county = area.length >= 6 ? sql`${column('county_code')} = ${area.slice(0, 6)} and ` : sql``;
  return sql<boolean>`(${county}${column('area_code')} >= ${area} and ${column('area_code')} < ${`${area}:`})`;
}

/** Rows that belong to a county as a whole, of the counties that an area touches: those of its own county, or of all below a province or city. */
export function inCounties(alias: string, area: string): RawBuilder<boolean> {
  const column = sql.ref(`${alias}.county_code`);
  return area.length >= 6
    ? sql<boolean>`${column} = ${area.slice(0, 6)}`
    : sql<boolean>`(${column} collate "C" >= ${area} and ${column} collate "C" < ${`${area}:`})`;
}
