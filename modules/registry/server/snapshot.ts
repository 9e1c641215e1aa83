import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { exportParquet } from '@shouwang/platform/columnar/export.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import type { PoolClient } from 'pg';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '../contract.snapshot.ts';

/** The registry of a county as columnar files, at a position of its changes and for twelve months. */
export interface Snapshot {
  pos: number;
  households: string;
  members: string;
}

/** Income items that the anti-poverty ledger does not count (codes/income_item.csv: N, P without the pack's flag, and group 9). */
const NOT_COUNTED = "('2004', '2005', '4011', '4012', '4013', '4014', '9001', '9002')";

const sumOf = (condition: string) => `sum(i.amount_fen) filter (where ${condition})::bigint`;
const income = (group: string) =>
  sumOf(`i.direction = 'in' and i.item_code like '${group}%' and i.item_code not in ${NOT_COUNTED}`);
const expense = (pattern: string) => sumOf(`i.direction = 'out' and ${pattern}`);

/** Households with the sums of their income lines of the twelve months; no line at all means that nothing is known, not zero. */
function householdSql(county: string, period: string): string {
  const from = `${addMonths(period, -11).slice(0, 4)}-${addMonths(period, -11).slice(4)}-01`;
  const until = `${addMonths(period, 1).slice(0, 4)}-${addMonths(period, 1).slice(4)}-01`;
  const known = (sum: string) => `case when s.household_id is null then null else coalesce(s.${sum}, 0) end as ${sum}`;
  const sums = [
    'wage_fen',
    'operating_fen',
    'property_fen',
    'transfer_fen',
    'dibao_fen',
    'operating_expense_fen',
    'self_pay_medical_fen',
    'self_pay_education_fen',
    'self_pay_other_fen',
    'estimated_fen',
    'absolute_fen',
  ];
  const plain = Object.keys(HOUSEHOLD_COLUMNS).filter((column) => !sums.includes(column) && column !== 'income_as_of');
  return `
    with line as (select * from registry.v_income_snapshot i where i.county_code = '${county}' and i.occurred_to >= '${from}' and i.occurred_to < '${until}'),
    s as (
      select i.household_id, ${income('1')} as wage_fen, ${income('2')} as operating_fen, ${income('3')} as property_fen, ${income('4')} as transfer_fen,
        ${sumOf("i.direction = 'in' and i.item_code = '4002'")} as dibao_fen, ${expense("i.item_code like '1%'")} as operating_expense_fen,
        ${expense("i.item_code = '2001'")} as self_pay_medical_fen, ${expense("i.item_code = '2002'")} as self_pay_education_fen,
        ${expense("i.item_code like '2%' and i.item_code not in ('2001', '2002')")} as self_pay_other_fen,
        ${sumOf("i.source = 'estimated'")} as estimated_fen, sum(i.amount_fen)::bigint as absolute_fen, max(i.occurred_to) as income_as_of
      from line i group by i.household_id)
    select ${Object.keys(HOUSEHOLD_COLUMNS)
      .map((column) =>
        plain.includes(column) ? `h.${column}` : column === 'income_as_of' ? 's.income_as_of' : known(column),
      )
      .join(', ')}
    from registry.v_household_snapshot h left join s on s.household_id = h.household_id where h.county_code = '${county}'`;
}

function memberSql(county: string): string {
  return `select ${Object.keys(MEMBER_COLUMNS)
    .map((column) => (column === 'health' ? "array_to_string(m.health, ',') as health" : `m.${column}`))
    .join(', ')}
    from registry.v_member_snapshot m where m.county_code = '${county}'`;
}

/**
 * The columnar snapshot of a county for the twelve months that end with `period`. It is read from the registry only when something of the
 * county changed since the last one; it holds no name, number, phone or account.
 */
export async function ensureSnapshot(county: string, period: string): Promise<Snapshot> {
  if (!/^\d{6}$/.test(period)) throw new RangeError('a period is six digits');
  return atPosition(county, async (client, { dir, pos }) => {
    const households = `${dir}/households-${period}.parquet`;
    if (!existsSync(households))
      await exportParquet(client, householdSql(county, period), { file: households, columns: HOUSEHOLD_COLUMNS });
    return { pos, households, members: await membersAt(client, county, dir) };
  });
}

/** The members of a county alone, for matching by person key; the same file as in the snapshot. */
export function ensureMemberSnapshot(county: string): Promise<string> {
  return atPosition(county, (client, { dir }) => membersAt(client, county, dir));
}

async function membersAt(client: PoolClient, county: string, dir: string): Promise<string> {
  const file = `${dir}/members.parquet`;
  if (!existsSync(file)) await exportParquet(client, memberSql(county), { file, columns: MEMBER_COLUMNS });
  return file;
}

/** Runs an export at one position of the county's changes, in one view of the data. */
async function atPosition<T>(
  county: string,
  work: (client: PoolClient, at: { dir: string; pos: number }) => Promise<T>,
): Promise<T> {
  if (!/^\d{6}$/.test(county)) throw new RangeError('a county code is six digits');
  return withBulkLoad('snapshot', async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    // Whole counties are joined: a nested loop, chosen before statistics exist, would never end.
    await client.query('set local enable_nestloop = off');
    const position = await client.query<{ pos: number }>(
      'select pos from registry.county_position where county_code = $1',
      [county],
    );
    const pos = position.rows[0]?.pos ?? 0;
    const dir = dataPath('snapshot', county, String(pos));
    if (!position.rowCount) rmSync(dir, { recursive: true, force: true }); // nothing counts the changes yet
    mkdirSync(dir, { recursive: true });
    const made = await work(client, { dir, pos });
    dropOlder(county, pos);
    return made;
  });
}

/** Snapshots before the last one are dropped; a run that still reads the last one can finish. */
function dropOlder(county: string, pos: number): void {
  const earlier = readdirSync(dataPath('snapshot', county)).filter((name) => /^\d+$/.test(name) && Number(name) < pos);
  for (const name of earlier.sort((a, b) => Number(b) - Number(a)).slice(1))
    rmSync(dataPath('snapshot', county, name), { recursive: true, force: true });
}
