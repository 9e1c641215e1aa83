import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '@shouwang/modules/registry/contract.snapshot.ts';
import { ITEM_CODES, ITEM_COLUMNS, type ItemCode, isDocumentItem, itemRelation } from './items.ts';

/** What the statement reads: the snapshot and the items. An item that is missing is read as an empty one. */
interface Relations<Source> {
  households: Source;
  members: Source;
  items: Partial<Record<ItemCode, Source>>;
  /** Items in which each document stands once: nothing to look for. */
  settled?: readonly ItemCode[];
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
interface ListedHouseholds {
  /** Table with the column household_id. */
  listedIn: string;
}

export type Only = OneHousehold | ListedHouseholds;

/** Tables that hold the rows of documents which later files replaced, by item: looked for once for all statements of a run. */
export type Superseded = Partial<Record<ItemCode, string>>;

interface Wanted {
  only?: Only | undefined;
  superseded?: Superseded | undefined;
}

/**
 * The only place where the two engines differ: where the rows come from. Everything above these named parts of the
 * statement is the same text for both.
 */
export function parquetRelations(from: ParquetRelations, wanted: Wanted = {}): string[] {
  const read = (files: readonly string[]) => `read_parquet([${files.map(text).join(', ')}])`;
  const delivered = ITEM_CODES.filter((item) => (from.items[item] ?? []).length > 0);
  const files = (item: ItemCode) => from.items[item] ?? [];
  return relations(
    {
      households: read(from.households),
      members: read(from.members),
      items: Object.fromEntries(delivered.map((item) => [item, readItem(item, files(item))])),
      // Within one file the exchange has refused a document that came twice.
      settled: delivered.filter((item) => files(item).length === 1 && !/[*?[]/.test(files(item)[0] ?? '')),
    },
    wanted,
  );
}

/** Files of an item, also those of the time before it had all its columns: what a file does not have is unknown. */
function readItem(item: ItemCode, files: readonly string[]): string {
  const read = `read_parquet([${files.map(text).join(', ')}], union_by_name = true)`;
  return `(select ${nulls(ITEM_COLUMNS[item])} where false union all by name select * from ${read})`;
}

/** See {@link parquetRelations}; for tables of PostgreSQL. */
export function tableRelations(from: TableRelations, wanted: Wanted = {}): string[] {
  const items = Object.entries(from.items).map(([item, table]) => [item, name(table)]);
  return relations(
    {
      households: name(from.households),
      members: name(from.members),
      items: Object.fromEntries(items),
      settled: from.settled ?? [],
    },
    wanted,
  );
}

function relations(from: Relations<string>, { only, superseded = {} }: Wanted): string[] {
  const one = only ? condition(only) : '';
  const where = one ? ` where ${one}` : '';
  // The few rows of listed households are read by many measures: looked for once.
  const kind = only && 'listedIn' in only ? 'materialized' : 'not materialized';
  return [
    part('household', `select ${Object.keys(HOUSEHOLD_COLUMNS).join(', ')}\n  from ${from.households}${where}`),
    part('member', `select ${Object.keys(MEMBER_COLUMNS).join(', ')}\n  from ${from.members}${where}`),
    ...ITEM_CODES.flatMap((item) => {
      const source = from.items[item];
      if (source === undefined) return [part(itemRelation(item), `select ${nulls(ITEM_COLUMNS[item])}\n  where false`)];
      if (isDocumentItem(item) && !from.settled?.includes(item))
        return documentParts(item, source, { one, kind, known: superseded[item] });
      return [part(itemRelation(item), rowsOf(item, source, one), kind)];
    }),
  ];
}

type Kind = 'materialized' | 'not materialized';

function part(relation: string, select: string, materialized: Kind = 'not materialized'): string {
  return `${relation} as ${materialized} (\n  ${select}\n)`;
}

function rowsOf(item: ItemCode, source: string, one: string): string {
  const columns = Object.keys(ITEM_COLUMNS[item]).join(', ');
  return `select ${columns}\n  from ${source} where household_id is not null${one ? ` and ${one}` : ''}`;
}

/**
 * Rows of documents, each document of a person once: of the files in which it comes the one of the latest month counts, among files of one
 * month the one that came last. Documents that come once, nearly all, are found by one count; only the others are put in order. A document
 * of one household may have come for the same person in another, so they are looked for among the rows of all.
 */
function documentParts(
  item: ItemCode,
  source: string,
  { one, kind, known }: { one: string; kind: Kind; known: string | undefined },
): string[] {
  const relation = itemRelation(item);
  const columns = Object.keys(ITEM_COLUMNS[item]).map((column) => `r.${column}`);
  const [every, superseded] = [`${relation}_row`, `${relation}_superseded`];
  const asked = one ? `(select * from ${every} where ${one})` : every;
  return [
    part(every, rowsOf(item, source, '')),
    ...(known ? [] : supersededParts(relation, one ? asked : null)),
    part(
      relation,
      `select ${columns.join(', ')}
  from ${asked} r left join ${known ? name(known) : superseded} s on s.county_code = r.county_code and s.batch_id = r.batch_id and s.row_no = r.row_no
  where s.row_no is null`,
      kind,
    ),
  ];
}

function supersededParts(relation: string, asked: string | null): string[] {
  const [every, repeated, superseded] = [`${relation}_row`, `${relation}_repeated`, `${relation}_superseded`];
  return [
    part(
      repeated,
      `select document_key from ${every}
  where document_key is not null${asked ? ` and document_key in (select document_key from ${asked} a)` : ''}
  group by document_key having count(*) > 1`,
      'materialized',
    ),
    part(
      superseded,
      `select county_code, batch_id, row_no from (
    select county_code, batch_id, row_no, row_number() over (
      partition by county_code, person_key, document_key order by coalesce(period, '') desc, batch_id desc, row_no) as nth
    from ${every} where document_key in (select document_key from ${repeated})
  ) d where nth > 1`,
      'materialized',
    ),
  ];
}

function condition(only: Only): string {
  if ('listedIn' in only) return `household_id in (select household_id from ${name(only.listedIn)})`;
  return `household_id = uuid ${text(uuid(only.householdId))} and county_code = ${text(only.countyCode)}`;
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

export { name as plainName };
