import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPENSE_ITEM, INCOME_ITEM } from '../income-codes.ts';
import { type IncomeCounting, type IncomeLine, incomeStatement } from '../income-rules.ts';
import { ensureSnapshot } from './snapshot.ts';

const database = useTestDatabase();
const COUNTY = '440229';
const PERIOD = '202610';
const HOUSEHOLDS = 30;
const idOf = (block: string, n: number) => `01930000-0000-${block}-8000-${String(n).padStart(12, '0')}`;
let admin: pg.Client;
let position = 0;

beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(
    `insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count,
       monitoring_state, qr_token, status, version, sync_pos, changed_at)
     select $1, ('01930000-0000-7001-8000-' || lpad(n::text, 12, '0'))::uuid, '440229101201', 'WY-' || n, '某', 'm', '2', 3, 3, 3, 'NOT_COVERED', n::text, 'active', 1, 1, now()
     from generate_series(0, $2::int - 1) n`,
    [COUNTY, HOUSEHOLDS],
  );
});
afterAll(() => admin.end());

const MONTHS = ['202509', '202510', '202511', '202512', '202601', '202604', '202605', '202609', '202610', '202611'];
const day = fc
  .tuple(fc.constantFrom(...MONTHS), fc.constantFrom('01', '15', '28', '30'))
  .map(([month, of]) => `${month.slice(0, 4)}-${month.slice(4)}-${of}`);
const CODES: readonly (readonly ['in' | 'out', string])[] = [
  ...Object.keys(INCOME_ITEM).map((code) => ['in', code] as const),
  ...Object.keys(EXPENSE_ITEM).map((code) => ['out', code] as const),
  ['in', '4999'] as const,
  ['in', '1001'] as const,
  ['out', '2999'] as const,
  ['out', '1999'] as const,
];

const line: fc.Arbitrary<IncomeLine> = fc
  .record({
    code: fc.constantFrom(...CODES),
    memberId: fc.constantFrom(null, idOf('7002', 1), idOf('7002', 2)),
    amountFen: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_999_999 })),
    occurredTo: day,
    source: fc.constantFrom('declared', 'department', 'estimated', 'imported'),
    isOneOff: fc.boolean(),
    purposeBound: fc.boolean(),
    reversed: fc.boolean(),
  })
  .map(({ code: [direction, itemCode], occurredTo, ...rest }) => ({
    ...rest,
    id: crypto.randomUUID(),
    direction,
    itemCode,
    occurredFrom: occurredTo,
    occurredTo,
  }));
/** What is said again of a matter: by another source, perhaps of another person or on another day. */
const again = fc.record(
  {
    source: line.map((one) => one.source),
    memberId: line.map((one) => one.memberId),
    occurredTo: day,
    reversed: fc.boolean(),
  },
  { requiredKeys: ['source'] },
);
/** A ledger in which nearly the same matter often stands twice. */
const ledger = fc
  .array(fc.tuple(line, fc.option(again)), { maxLength: 8 })
  .map((pairs) =>
    pairs.flatMap(([one, more]): IncomeLine[] =>
      more ? [one, { ...one, ...more, id: crypto.randomUUID(), amountFen: one.amountFen + 7 }] : [one],
    ),
  );
const counting: fc.Arbitrary<Pick<IncomeCounting, 'months' | 'policy'>> = fc.record({
  months: fc.constantFrom(1, 6, 12, 13),
  policy: fc.record({ deductWorkCost: fc.boolean(), valueUnsoldStock: fc.boolean() }),
});

async function write(ledgers: readonly IncomeLine[][]): Promise<void> {
  position += 1;
  const rows = ledgers.flatMap((lines, n) => lines.map((one) => ({ ...one, household: idOf('7001', n) })));
  await admin.query('delete from registry.income_item');
  await admin.query(
    `insert into registry.income_item (county_code, id, area_code, household_id, member_id, item_code, direction, amount_fen, occurred_from, occurred_to, source,
       is_one_off, purpose_bound, reversed_by, recorded_month, recorded_at)
     select $1, r.id, '440229101201', r.household, r."memberId", r."itemCode", r.direction, r."amountFen", r."occurredFrom", r."occurredTo", r.source,
       r."isOneOff", r."purposeBound", case when r.reversed then r.id end, $3, now()
     from jsonb_to_recordset($2::jsonb) r(id uuid, household uuid, "memberId" uuid, "itemCode" text, direction text, "amountFen" bigint, "occurredFrom" date, "occurredTo" date,
       source text, "isOneOff" boolean, "purposeBound" boolean, reversed boolean)`,
    [COUNTY, JSON.stringify(rows), PERIOD],
  );
  await admin.query(
    `insert into registry.county_position (county_code, area_code, pos, household_seq) values ($1, $1, $2, 1)
     on conflict (county_code) do update set pos = excluded.pos`,
    [COUNTY, position],
  );
}

type Sums = Record<string, number | null>;

async function read(file: string): Promise<Map<string, Sums>> {
  const sums = Object.keys(EXPECTED).map((name) => `cast(${name} as double) as ${name}`);
  const rows = await withDuck((db) =>
    db.rows<Sums & { id: string }>(
      `select cast(household_id as text) as id, ${sums.join(', ')} from read_parquet('${file}')`,
    ),
  );
  return new Map(rows.map(({ id, ...rest }) => [String(id), rest]));
}

type Made = ReturnType<typeof incomeStatement>;
const selfPaid = (made: Made, test: (code: string) => boolean) => {
  const paid = made.lines.filter(
    ({ line, standing }) =>
      standing === 'kept-apart' && line.direction === 'out' && line.itemCode.startsWith('2') && test(line.itemCode),
  );
  const sum = paid.reduce((all, { line }) => all + line.amountFen, 0);
  return made.known || paid.length > 0 ? sum : null;
};
const counted = (made: Made, test: (line: IncomeLine) => boolean) =>
  made.lines.reduce(
    (all, { line, standing }) => (standing === 'counted' && test(line) ? all + line.amountFen : all),
    0,
  );

/** What each column of the snapshot must be by the rule. */
const EXPECTED: Record<string, (made: Made) => number | null> = {
  wage_fen: (made) => (made.known ? made.wageFen : null),
  operating_fen: (made) => (made.known ? made.operatingFen : null),
  property_fen: (made) => (made.known ? made.propertyFen : null),
  transfer_fen: (made) => (made.known ? made.transferFen : null),
  dibao_fen: (made) => (made.known ? counted(made, (one) => one.direction === 'in' && one.itemCode === '4002') : null),
  operating_expense_fen: (made) => (made.known ? made.operatingExpenseFen : null),
  work_cost_fen: (made) => (made.known ? made.workCostFen : null),
  estimated_fen: (made) => (made.known ? counted(made, (one) => one.source === 'estimated') : null),
  absolute_fen: (made) => (made.known ? counted(made, () => true) : null),
  self_pay_medical_fen: (made) => selfPaid(made, (code) => code === '2001'),
  self_pay_education_fen: (made) => selfPaid(made, (code) => code === '2002'),
  self_pay_other_fen: (made) => selfPaid(made, (code) => code !== '2001' && code !== '2002'),
};

/** First month of as many that end with the period. */
const FIRST: Record<number, string> = { 1: '202610', 6: '202605', 12: '202511', 13: '202510' };

async function compare(ledgers: readonly IncomeLine[][], of: Pick<IncomeCounting, 'months' | 'policy'>): Promise<void> {
  await write(ledgers);
  const found = await read((await ensureSnapshot(COUNTY, PERIOD, of)).households);
  for (const [n, lines] of ledgers.entries()) {
    const made = incomeStatement(lines, {
      ledger: 'antiPoverty',
      periodFrom: FIRST[of.months] ?? '',
      periodTo: PERIOD,
      divisorCount: 3,
      policy: of.policy,
    });
    const expected = Object.fromEntries(Object.entries(EXPECTED).map(([name, value]) => [name, value(made)]));
    expect(found.get(idOf('7001', n))).toEqual(expected);
  }
}

describe('the counting of the snapshot is the counting of the household page', () => {
  it('to the fen, over generated ledgers', async () => {
    const ledgers = fc.array(ledger, { minLength: HOUSEHOLDS, maxLength: HOUSEHOLDS });
    await fc.assert(fc.asyncProperty(ledgers, counting, compare), { numRuns: 25, seed: 20261122 });
  }, 120_000);

  it('knows every item of the lists, whoever says it and however it is marked', async () => {
    const base = {
      memberId: null,
      amountFen: 100,
      occurredFrom: '2026-09-01',
      occurredTo: '2026-09-30',
      reversed: false,
    } as const;
    const lines = CODES.flatMap(([direction, itemCode]) =>
      [false, true].flatMap((isOneOff) =>
        [false, true].map((purposeBound): IncomeLine[] => [
          { ...base, id: crypto.randomUUID(), direction, itemCode, isOneOff, purposeBound, source: 'declared' },
        ]),
      ),
    );
    const policy = { deductWorkCost: true, valueUnsoldStock: true };
    for (let at = 0; at < lines.length; at += HOUSEHOLDS)
      await compare(lines.slice(at, at + HOUSEHOLDS), { months: 12, policy });
  }, 60_000);

  it('says nothing of the income of a household with nothing but a bill', async () => {
    const bill: IncomeLine = {
      id: crypto.randomUUID(),
      memberId: null,
      direction: 'out',
      itemCode: '2001',
      amountFen: 1_800_000,
      occurredFrom: '2026-09-01',
      occurredTo: '2026-09-30',
      source: 'declared',
      isOneOff: false,
      purposeBound: false,
      reversed: false,
    };
    const of = { months: 12, policy: { deductWorkCost: false, valueUnsoldStock: false } };
    await write([[bill], [{ ...bill, id: crypto.randomUUID() }]]);
    const found = await read((await ensureSnapshot(COUNTY, PERIOD, of)).households);
    expect(found.get(idOf('7001', 0))).toMatchObject({
      wage_fen: null,
      transfer_fen: null,
      operating_expense_fen: null,
      self_pay_medical_fen: 1_800_000,
      self_pay_education_fen: null,
    });
  });
});
