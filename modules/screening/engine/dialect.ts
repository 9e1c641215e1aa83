import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '@shouwang/modules/registry/contract.snapshot.ts';
import { ITEM_CODES, ITEM_COLUMNS, type ItemCode, itemRelation } from './items.ts';

/** What the statement reads: the snapshot and the items. An item that is missing is read as an empty one. */
export interface Relations<Source> {
  households: Source;
  members: Source;
  items: Partial<Record<ItemCode, Source>>;
}

/** Parquet files or globs. */
export type ParquetRelations = Relations<readonly string[]>;
/** Tables or views, as they are written in SQL ("registry.v_household_snapshot"). */
export type TableRelations = Relations<string>;

/** One household, when only that one is screened. */
export interface OneHousehold {
  countyCode: string;
  householdId: string;
}

/** The households that a run has pointed out, when only their facts are wanted. */
export interface ListedHouseholds {
  /** Table with the column household_id. */
  listedIn: string;
}

export type Only = OneHousehold | ListedHouseholds;

/**
 * The only place where the two engines differ: where the rows come from. Everything above these named parts of the
 * statement is the same text for both.
 */
export function parquetRelations(from: ParquetRelations, only?: Only): string[] {
  const read = (files: readonly string[]) => `read_parquet([${files.map(text).join(', ')}])`;
  return relations(
    {
      households: read(from.households),
      members: read(from.members),
      items: mapItems(from.items, (f) => (f.length ? read(f) : undefined)),
    },
    only,
  );
}

/** See {@link parquetRelations}; for tables of PostgreSQL. */
export function tableRelations(from: TableRelations, only?: Only): string[] {
  return relations(
    { households: name(from.households), members: name(from.members), items: mapItems(from.items, name) },
    only,
  );
}

function relations(from: Relations<string>, only?: Only): string[] {
  const one = only ? condition(only) : '';
  const where = one ? ` where ${one}` : '';
  const part = (relation: string, columns: string, rest: string) =>
    `${relation} as not materialized (\n  select ${columns}\n  ${rest}\n)`;
  return [
    part('household', Object.keys(HOUSEHOLD_COLUMNS).join(', '), `from ${from.households}${where}`),
    part('member', Object.keys(MEMBER_COLUMNS).join(', '), `from ${from.members}${where}`),
    ...ITEM_CODES.map((item) => {
      const source = from.items[item];
      const columns = ITEM_COLUMNS[item];
      if (source === undefined) return part(itemRelation(item), nulls(columns), 'where false');
      return part(
        itemRelation(item),
        Object.keys(columns).join(', '),
        `from ${source} where household_id is not null${one ? ` and ${one}` : ''}`,
      );
    }),
  ];
}

function condition(only: Only): string {
  if ('listedIn' in only) return `household_id in (select household_id from ${name(only.listedIn)})`;
  return `household_id = uuid ${text(uuid(only.householdId))} and county_code = ${text(only.countyCode)}`;
}

function mapItems<A, B>(
  items: Partial<Record<ItemCode, A>>,
  fn: (a: A) => B | undefined,
): Partial<Record<ItemCode, B>> {
  const entries = ITEM_CODES.flatMap((item) => {
    const source = items[item];
    const mapped = source === undefined ? undefined : fn(source);
    return mapped === undefined ? [] : [[item, mapped] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<ItemCode, B>>;
}

function nulls(columns: Record<string, string>): string {
  return Object.entries(columns)
    .map(([column, type]) => `cast(null as ${type}) as ${column}`)
    .join(', ');
}

/** A table name of one or two plain identifiers; anything else is a fault of the program. */
function name(table: string): string {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(table)) throw new RangeError(`Not a plain table name: ${table}`);
  return table;
}

function uuid(id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new RangeError(`Not a uuid: ${id}`);
  return id;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
