import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPackFolder } from '../../policy/load.ts';
import { overlayPacks, parsePack } from '../../policy/rules.ts';
import { fixtureId } from '../fixtures.ts';
import { screeningStatement, simulationStatement } from './compile.ts';
import { tableRelations } from './dialect.ts';
import { ITEM_CODES, itemRelation } from './items.ts';
import { wengyuanPack } from './pack.fixture.ts';
import { checkPack, compilePack } from './rules.compile.ts';
import { evaluateHousehold, screen } from './run.ts';
import { ALL_DELIVERED, AS_OF, household, item, member, worldOf, worldRelations, worldSession } from './scenario.ts';
import { duckSession } from './session.ts';

const pack = await wengyuanPack();
const folder = new URL('../../../policies', import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), 'compile-'));
afterAll(() => rmSync(dir, { recursive: true }));

const world = worldOf(
  household({ household_type: '1', wage_fen: 3_900_000 }, 1),
  member({}, 1),
  item('YB-02', { kind: '住院', settled_on: '2026-05-05', self_pay_fen: 700_000, insured: '参保' }, 1),
  household({}, 2),
  member({ medical_insured: null }, 2),
  household({ safe_water: null }, 3),
  member({}, 3),
);

async function overlaid(county: string) {
  const { sources } = readPackFolder(folder);
  const base = sources.filter((s) => s.id === 'guangdong-2021');
  const own = parsePack(
    `pack: test\ntitle: 试\nareaCode: '440229'\nextends: guangdong-2021\neffectiveFrom: '2022-01-01'\n${county}`,
    'test.yaml',
  );
  return checkPack(await overlayPacks([...base, ...(own.source ? [own.source] : [])]));
}

describe('a pack with a wrong condition', () => {
  it('is refused at file, line and column, with the nearest right name', async () => {
    const { compiled, problems } = await overlaid(
      'triggers:\n  FIN-1: { when: loan_overdue_day >= trigger.FIN1.overdueDays }\n',
    );
    expect(compiled).toBeNull();
    expect(problems).toEqual([
      {
        file: 'test.yaml',
        line: 7,
        column: 18,
        code: 'pack-condition',
        message: '没有“loan_overdue_day”这个事实或参数，是否想写“loan_overdue_days”',
      },
    ]);
  });

  it('is refused when a parameter that a condition of the base needs is taken out', async () => {
    const { problems } = await overlaid('parameters:\n  trigger.MED2: { disabled: true }\n');
    expect(problems[0]).toMatchObject({
      file: 'guangdong-2021.yaml',
      code: 'pack-condition',
      message: expect.stringContaining('trigger.MED2'),
    });
    expect(problems[0]?.line).toBeGreaterThan(100);
  });
});

describe('the statement', () => {
  it('is one statement with named parts, thresholds written in', () => {
    const sql = screeningStatement({
      compiled: pack,
      asOf: AS_OF,
      deliveries: ALL_DELIVERED,
      relations: tableRelations(worldRelations()),
    });
    const order = [
      'household as',
      'yb_02_fact as',
      'person_fact as',
      'household_fact as',
      'answer as',
      'scored as',
      'screened as',
    ];
    const places = order.map((part) => sql.indexOf(`${part} `));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(sql).toContain('-- PLT-1-LINE 收入接近监测线\n    per_capita_net_income < 10560 as t_plt_1_line');
    expect(sql).not.toContain(';');
  });

  it('cannot be broken out of by a label, a county or a household', async () => {
    const hostile = structuredClone(pack.pack);
    const trigger = hostile.triggers['FIN-1'];
    if (trigger) trigger.label = '逾期\n 1 as x, (select 1) as y; drop table household_t; --';
    const input = {
      compiled: compilePack(hostile),
      asOf: AS_OF,
      deliveries: ALL_DELIVERED,
      relations: tableRelations(worldRelations()),
    };
    expect(screeningStatement(input)).toMatch(
      /-- FIN-1 逾期 {2}1 as x, \(select 1\) as y; drop table household_t; --\n/,
    );
    expect(() => screeningStatement({ ...input, deliveries: [{ item: 'YB-02', countyCode: "4402'9" }] })).toThrow(
      RangeError,
    );
    expect(() => screeningStatement({ ...input, asOf: "2026-11-17'" })).toThrow(RangeError);
    expect(() =>
      tableRelations(worldRelations(), { only: { countyCode: '440229', householdId: "x' or true" } }),
    ).toThrow(RangeError);
    expect(() => tableRelations({ households: 'a; drop', members: 'b', items: {} })).toThrow(RangeError);
  });

  it('simulates another threshold over kept facts with the result of a full run', async () => {
    const other = structuredClone(pack.pack);
    const threshold = other.parameters['trigger.MED1.exPoor'];
    if (threshold) threshold.value = 8000;
    const session = await worldSession(world);
    const input = { asOf: AS_OF, deliveries: ALL_DELIVERED, relations: session.relations() };
    await session.run(`create table kept as ${screeningStatement({ ...input, compiled: pack })}`);
    const select = 'select cast(household_id as text) as id, level, score, t_med_1 from RUN order by 1';
    const full = await session.rows(
      select.replace('RUN', `(${screeningStatement({ ...input, compiled: compilePack(other) })}) x`),
    );
    const simulated = await session.rows(
      select.replace('RUN', `(${simulationStatement(compilePack(other), 'kept')}) x`),
    );
    const before = await session.rows<{ t_med_1: boolean }>(select.replace('RUN', 'kept'));
    session.close();
    expect(simulated).toEqual(full);
    expect(before[0]?.t_med_1).toBe(true);
    expect(simulated[0]).toMatchObject({ t_med_1: false });
  });
});

describe('over parquet files', () => {
  it('gives the result of the tables, with items that are not there unknown', async () => {
    const tables = await worldSession(world);
    const files = (relation: string) => [join(dir, `${relation}.parquet`)];
    for (const relation of ['household', 'member', ...ITEM_CODES.map(itemRelation)]) {
      await tables.run(`copy ${relation}_t to '${files(relation)[0]}' (format parquet)`);
    }
    const from = { households: files('household'), members: files('member'), items: { 'YB-02': files('yb_02') } };
    const deliveries = ALL_DELIVERED.filter((d) => d.item === 'YB-02');
    const request = { compiled: pack, asOf: AS_OF, deliveries };
    const expected = await screen(tables, request);
    const one = { ...request, household: { countyCode: '440229', householdId: fixtureId('h', 1) } };
    const trace = await evaluateHousehold(tables, one);
    tables.close();
    for (const resident of [false, true]) {
      const session = await duckSession(from, { dir, resident });
      expect(await screen(session, request)).toEqual(expected);
      expect(await evaluateHousehold(session, one)).toEqual(trace);
      session.close();
    }
    expect(trace?.held.map((r) => r.code)).toContain('MED-1');
    expect(expected.hits).toHaveLength(1);
    expect(expected.undecided.map((u) => u.householdId)).toEqual([fixtureId('h', 3)]);
  });
});
