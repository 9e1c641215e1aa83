import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { exportParquet } from '@shouwang/platform/columnar/export.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import type { PoolClient } from 'pg';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '../contract.snapshot.ts';
import { type IncomeCounting, incomeCounting } from '../income-rules.ts';

/** The registry of a county as columnar files, at a position of its changes and for the months that a pack counts over. */
export interface Snapshot {
  pos: number;
  households: string;
  members: string;
}

/** What of a pack's counting decides the sums of a snapshot. */
type Counting = Pick<IncomeCounting, 'months' | 'policy'>;

/** What a line of the ledger goes into; a whole number, since every line is held against each of them. */
const KIND = { income: 0, expense: 10, selfPay: 20 } as const;
/** Kinds below this are counted, those from `KIND.selfPay` on stand beside the formula. */
const COUNTED = KIND.selfPay;

const sumOf = (condition: string) => `sum(i.amount_fen) filter (where ${condition})::bigint`;
const ofKind = (kind: number) => sumOf(`i.kind = ${kind}`);

/** Sums that hold only where income is on record; then a kind without a line is nought. */
const NEEDS_INCOME: Readonly<Record<string, string>> = {
  wage_fen: ofKind(KIND.income + 1),
  operating_fen: ofKind(KIND.income + 2),
  property_fen: ofKind(KIND.income + 3),
  transfer_fen: ofKind(KIND.income + 4),
  dibao_fen: sumOf(`i.kind = ${KIND.income + 4} and i.dibao`),
  operating_expense_fen: ofKind(KIND.expense + 1),
  work_cost_fen: ofKind(KIND.expense + 3),
  estimated_fen: sumOf(`i.kind < ${COUNTED} and i.estimated`),
  absolute_fen: sumOf(`i.kind < ${COUNTED}`),
};

/** Self-pay by kind: what is on record is known, also without any income; nought is said only where income is on record. */
const SELF_PAY: Readonly<Record<string, string>> = {
  self_pay_medical_fen: ofKind(KIND.selfPay + 1),
  self_pay_education_fen: ofKind(KIND.selfPay + 2),
  self_pay_other_fen: ofKind(KIND.selfPay + 3),
};

/** Standings of `registry.v_counted_income` that a pack counts. */
function countedStandings({ policy }: Counting): string {
  const standings = [
    'counted',
    ...(policy.deductWorkCost ? ['work-cost'] : []),
    ...(policy.valueUnsoldStock ? ['unsold-stock'] : []),
  ];
  return standings.map((standing) => `'${standing}'`).join(', ');
}

const firstDay = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}-01`;

/** The kind of a line: the group of its item when it is counted, self-pay by item, else nothing. Item codes begin with the digit of their group. */
function kindSql(counting: Counting): string {
  return `case
      when standing in (${countedStandings(counting)})
        then ascii(item_code) - ascii('0') + case direction when 'in' then ${KIND.income} else ${KIND.expense} end
      when standing = 'kept-apart' and direction = 'out' and item_code like '2%'
        then ${KIND.selfPay} + case item_code when '2001' then 1 when '2002' then 2 else 3 end end`;
}

/** Households with the sums of their lines in the months that the pack counts over. */
function householdSql(county: string, period: string, counting: Counting): string {
  const from = firstDay(addMonths(period, 1 - counting.months));
  const until = firstDay(addMonths(period, 1));
  const sums = Object.entries({ ...NEEDS_INCOME, ...SELF_PAY }).map(([name, sum]) => `${sum} as ${name}`);
  // `offset 0` keeps the planner from working the kind of a line out again for every sum.
  return `
    with line as (
      select household_id, amount_fen, occurred_to, item_code = '4002' as dibao, source = 'estimated' as estimated, ${kindSql(counting)} as kind
      from registry.v_counted_income where county_code = '${county}' and occurred_to >= '${from}' and occurred_to < '${until}' offset 0),
    s as (
      select i.household_id, bool_or(i.kind < ${KIND.expense}) as known, max(i.occurred_to) as income_as_of, ${sums.join(', ')}
      from line i group by i.household_id)
    select ${Object.keys(HOUSEHOLD_COLUMNS).map(columnSql).join(', ')}
    from registry.v_household_snapshot h left join s on s.household_id = h.household_id where h.county_code = '${county}'`;
}

function columnSql(column: string): string {
  if (column in NEEDS_INCOME) return `case when s.known then coalesce(s.${column}, 0) end as ${column}`;
  if (column in SELF_PAY) return `case when s.known then coalesce(s.${column}, 0) else s.${column} end as ${column}`;
  return column === 'income_as_of' ? 's.income_as_of' : `h.${column}`;
}

/** Name of the households' file: whatever changes its sums stands in it. */
function householdFile(period: string, { months, policy }: Counting): string {
  const flags = `${policy.deductWorkCost ? 'w' : ''}${policy.valueUnsoldStock ? 's' : ''}`;
  return `households-${period}-${months}${flags}.parquet`;
}

function memberSql(county: string): string {
  return `select ${Object.keys(MEMBER_COLUMNS)
    .map((column) => (column === 'health' ? "array_to_string(m.health, ',') as health" : `m.${column}`))
    .join(', ')}
    from registry.v_member_snapshot m where m.county_code = '${county}'`;
}

/**
 * The columnar snapshot of a county for the closed months that end with `period`, counted as a pack says (`incomeCounting`; left out: the usual way).
 * It is read from the registry only when something of the county changed since the last one; it holds no name, number, phone or account.
 */
export async function ensureSnapshot(
  county: string,
  period: string,
  counting: Counting = incomeCounting({}),
): Promise<Snapshot> {
  if (!/^\d{6}$/.test(period)) throw new RangeError('a period is six digits');
  return atPosition(county, async (client, { dir, pos }) => {
    const households = `${dir}/${householdFile(period, counting)}`;
    if (!existsSync(households))
      await exportParquet(client, householdSql(county, period, counting), {
        file: households,
        columns: HOUSEHOLD_COLUMNS,
      });
    return { pos, households, members: await membersAt(client, county, dir) };
  });
}

/** The members of a county at a position, as columnar file. */
export async function membersAt(client: PoolClient, county: string, dir: string): Promise<string> {
  const file = `${dir}/members.parquet`;
  if (!existsSync(file)) await exportParquet(client, memberSql(county), { file, columns: MEMBER_COLUMNS });
  return file;
}

/** Runs an export at one position of the county's changes, in one view of the data. */
export async function atPosition<T>(
  county: string,
  work: (client: PoolClient, at: { dir: string; pos: number }) => Promise<T>,
): Promise<T> {
  if (!/^\d{6}$/.test(county)) throw new RangeError('a county code is six digits');
  return withBulkLoad('snapshot', async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    // Whole counties are joined: a nested loop, chosen before statistics exist, would never end.
    await client.query('set local enable_nestloop = off');
    await client.query("set local work_mem = '128MB'");
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
