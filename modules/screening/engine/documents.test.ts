import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trace } from '../contract.ts';
import { fixtureId, type Row, worldStatements } from '../fixtures.ts';
import type { ParquetRelations } from './dialect.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { startPostgres } from './postgres.fixture.ts';
import { evaluateHousehold, screen } from './run.ts';
import { ALL_DELIVERED, AS_OF, household, item, member, worldOf, worldRelations, worldSession } from './scenario.ts';
import { duckSession, postgresSession, type ScreeningSession } from './session.ts';

const pack = await wengyuanPack();
const document = (n: number) => `0195aaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;
const person = (n: number) => `f195bbbb-0000-4000-8000-${String(n).padStart(12, '0')}`;

interface Stay {
  /** Number of the document, or null in files of the time before it was kept. */
  document: number | null;
  fen: number;
  period: string;
  batch: number;
  row: number;
  person?: number;
  household?: number;
  kind?: string;
}

/** A settlement in a hospital; all of them lie in the year of the run. */
function stay({ document: no, fen, period, batch, row, ...more }: Stay, home: number) {
  const n = more.household ?? home;
  const given: Row = {
    batch_id: fixtureId('b', batch),
    row_no: row,
    person_key: person(more.person ?? home),
    kind: more.kind ?? '住院',
    settled_on: '2026-09-10',
    self_pay_fen: fen,
    insured: '参保',
    period: no === null ? null : period,
    document_key: no === null ? null : document(no),
  };
  return item('YB-02', given, n);
}

const sep = { period: '202609', batch: 9 };
const oct = { period: '202610', batch: 10 };
/** Household by household: what was delivered, what counts in yuan, and the rows that it is made of. Former poor: from 5,000 on it is a hit. */
const CASES: [string, Stay[], number, [number, number][]][] = [
  ['once', [{ document: 1, fen: 600_000, ...sep, row: 1 }], 6000, [[9, 1]]],
  [
    'in two months alike',
    [
      { document: 2, fen: 600_000, ...sep, row: 2 },
      { document: 2, fen: 600_000, ...oct, row: 2 },
    ],
    6000,
    [[10, 2]],
  ],
  [
    'corrected in the next month',
    [
      { document: 3, fen: 900_000, ...sep, row: 3 },
      { document: 3, fen: 550_000, ...oct, row: 3 },
      { document: 30, fen: 100_000, ...oct, row: 30 },
    ],
    6500,
    [
      [10, 3],
      [10, 30],
    ],
  ],
  [
    'the later month counts, though the earlier one was handed in again after it',
    [
      { document: 4, fen: 700_000, period: '202609', batch: 11, row: 4 },
      { document: 4, fen: 800_000, ...oct, row: 4 },
    ],
    8000,
    [[10, 4]],
  ],
  [
    'the same number for two persons of the household',
    [
      { document: 5, fen: 300_000, ...sep, row: 5 },
      { document: 5, fen: 300_000, ...oct, row: 5, person: 50 },
    ],
    6000,
    [
      [10, 5],
      [9, 5],
    ],
  ],
  [
    'without numbers, as in files of the time before',
    [
      { document: null, fen: 300_000, ...sep, row: 6 },
      { document: null, fen: 300_000, ...oct, row: 6 },
    ],
    6000,
    [
      [10, 6],
      [9, 6],
    ],
  ],
  [
    'turned into another kind by the correction',
    [
      { document: 7, fen: 600_000, ...sep, row: 7 },
      { document: 7, fen: 600_000, ...oct, row: 7, kind: '普通门诊' },
    ],
    0,
    [],
  ],
  [
    'delivered again for the household into which the person has moved: it counts there',
    [
      { document: 8, fen: 600_000, ...sep, row: 8 },
      { document: 8, fen: 600_000, ...oct, row: 8, household: 9 },
    ],
    0,
    [],
  ],
  ['of the person who has moved in', [], 6000, [[10, 8]]],
];

const world = worldOf(
  ...CASES.flatMap(([, stays], i) => [
    household({ household_type: '1' }, i + 1),
    member({}, i + 1),
    ...stays.map((one) => stay(one, i + 1)),
  ]),
);
const idOf = (i: number) => String(world.households[i]?.household_id);

let folder: string;
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let sessions: Record<string, ScreeningSession>;

/** The world as the exchange writes it: a file for each batch of YB-02, of each other item one, the first of them without the younger columns. */
async function writeFiles(): Promise<ParquetRelations> {
  return withDuck(
    async (db) => {
      for (const statement of worldStatements(world)) await db.run(statement);
      const write = async (select: string, name: string) => {
        await db.run(`copy (${select}) to '${join(folder, name)}.parquet' (format parquet)`);
        return join(folder, `${name}.parquet`);
      };
      const batches = await db.rows<{ id: string }>('select distinct batch_id::varchar as id from yb_02_t order by 1');
      const files = await Promise.all(
        batches.map(({ id }) => write(`select * from yb_02_t where batch_id = '${id}'`, `YB-02-${id}`)),
      );
      return {
        households: [await write('select * from household_t', 'households')],
        members: [await write('select * from member_t', 'members')],
        items: {
          'YB-02': files,
          'SL-01': [await write(`select * exclude (${YOUNGER['SL-01']}) from sl_01_t`, 'SL-01')],
        },
      };
    },
    { dir: join(folder, 'duck') },
  );
}
const YOUNGER = {
  'YB-02': 'name_differs, period, document_key',
  'SL-01': 'name_differs, fetch_distance_m, fetch_height_m, water_short',
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  postgres = await startPostgres();
  for (const statement of worldStatements(world)) await postgres.client.query(statement);
  const files = await writeFiles();
  sessions = {
    'duckdb, tables': await worldSession(world),
    'duckdb, files': await duckSession(files, { dir: join(folder, 'duck') }),
    'duckdb, files in memory': await duckSession(files, { dir: join(folder, 'duck'), resident: true }),
    postgresql: postgresSession(postgres.client, worldRelations()),
  };
}, 60_000);

afterAll(async () => {
  for (const session of Object.values(sessions)) session.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function run(session: ScreeningSession) {
  const traces = new Map<string, Trace>();
  const onTraces = async (batch: Trace[]) => {
    for (const trace of batch) traces.set(trace.householdId, trace);
  };
  const result = await screen(session, { compiled: pack, asOf: AS_OF, deliveries: ALL_DELIVERED, onTraces });
  return { result, traces };
}

const paidOf = (trace: Trace | undefined) => {
  const rule = trace?.held.find(({ code }) => code === 'MED-1');
  const rows = rule?.sources.filter(({ measure }) => measure === 'inpatient_ytd') ?? [];
  return {
    yuan: rule?.comparisons[0]?.value ?? 0,
    rows: rows.map((row): [number, number] => [Number(row.batchId.slice(-4)), row.rowNo]),
  };
};

describe.each(['duckdb, tables', 'duckdb, files', 'duckdb, files in memory', 'postgresql'])(
  'settlements on %s',
  (engine) => {
    const session = () => {
      const found = sessions[engine];
      if (!found) throw new Error(engine);
      return found;
    };

    it('count once a document: the sum, and the rows behind it that add up to it', async () => {
      const { traces } = await run(session());
      const found = CASES.map(([name], i) => ({ name, ...paidOf(traces.get(idOf(i))) }));
      const byPlace = (rows: [number, number][]) => rows.toSorted((a, b) => b[0] - a[0] || a[1] - b[1]);
      expect(found.map(({ rows, ...one }) => ({ ...one, rows: byPlace(rows) }))).toEqual(
        CASES.map(([name, , yuan, rows]) => ({ name, yuan, rows: byPlace(rows) })),
      );
    });

    it('are the same for one household alone', async () => {
      const { traces } = await run(session());
      for (const i of CASES.keys()) {
        const one = { countyCode: '440229', householdId: idOf(i) };
        const trace = await evaluateHousehold(session(), {
          compiled: pack,
          asOf: AS_OF,
          deliveries: ALL_DELIVERED,
          household: one,
        });
        expect(paidOf(trace ?? undefined)).toEqual(paidOf(traces.get(idOf(i))));
      }
    });
  },
);

describe('the results', () => {
  it('have one hash, whatever the engine', async () => {
    const hashes = new Set<string>();
    for (const session of Object.values(sessions)) hashes.add((await run(session)).result.hash);
    expect(hashes.size).toBe(1);
  });
});

describe('files of the time before', () => {
  it.each(['alone', 'beside new ones'])(
    'without the younger columns are read %s: what they do not say is unknown',
    async (how) => {
      const files = await withDuck(
        async (db) => {
          for (const statement of worldStatements(world)) await db.run(statement);
          const old = join(folder, 'old.parquet');
          await db.run(
            `copy (select * exclude (${YOUNGER['YB-02']}) from yb_02_t where batch_id = '${fixtureId('b', 9)}') to '${old}' (format parquet)`,
          );
          return how === 'alone' ? [old] : [old, join(folder, `YB-02-${fixtureId('b', 10)}.parquet`)];
        },
        { dir: join(folder, 'duck') },
      );
      const [households, members] = ['households', 'members'].map((name) => [join(folder, `${name}.parquet`)]);
      const session = await duckSession(
        { households: households ?? [], members: members ?? [], items: { 'YB-02': files } },
        { dir: join(folder, 'duck') },
      );
      const { traces } = await run(session);
      session.close();
      const yuan = CASES.slice(0, 3).map((_, i) => paidOf(traces.get(idOf(i))).yuan);
      // Nobody can tell that an old row and a new one are one settlement: both count.
      expect(yuan).toEqual(how === 'alone' ? [6000, 6000, 9000] : [6000, 12_000, 15_500]);
    },
  );
});
