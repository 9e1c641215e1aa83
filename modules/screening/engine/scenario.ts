import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuck } from '@shouwang/platform/columnar/duck.ts';
import { expect } from 'vitest';
import type { Trace } from '../contract.ts';
import { aHousehold, aMember, anItemRow, COUNTY, type Row, type World, worldStatements } from '../fixtures.ts';
import type { Delivery } from './compile.ts';
import { type TableRelations, tableRelations } from './dialect.ts';
import { ITEM_CODES, type ItemCode, itemRelation } from './items.ts';
import type { CompiledPack } from './rules.compile.ts';
import { type ScreeningResult, screen } from './run.ts';
import { parquetStore, type ScreeningSession } from './session.ts';

/** Day of all scenarios. */
export const AS_OF = '2026-11-17';

type Part = (world: World) => void;

/** The household of the scenario (or its n-th). */
export function household(given: Row = {}, n = 1): Part {
  return (world) => world.households.push(aHousehold(n, given));
}

export function member(given: Row = {}, n = 1): Part {
  return (world) => world.members.push(aMember(n * 100 + world.members.length, n, given));
}

export function item(code: ItemCode, given: Row = {}, n = 1): Part {
  return (world) => {
    const rows = world.items[code] ?? [];
    world.items[code] = [...rows, anItemRow(code, n, { row_no: rows.length + 1, ...given })];
  };
}

/** A world of parts; a household without members gets one adult. */
export function worldOf(...parts: Part[]): World {
  const world: World = { households: [], members: [], items: {} };
  for (const part of parts) part(world);
  return world;
}

/** Tables of {@link worldStatements} under a suffix. */
export function worldRelations(suffix = '_t'): TableRelations {
  const items = Object.fromEntries(ITEM_CODES.map((code) => [code, `${itemRelation(code)}${suffix}`]));
  return { households: `household${suffix}`, members: `member${suffix}`, items };
}

export const ALL_DELIVERED: Delivery[] = ITEM_CODES.map((code) => ({ item: code, countyCode: COUNTY }));

/** A DuckDB session over the tables of a world. */
export async function worldSession(world: World): Promise<ScreeningSession> {
  const dir = mkdtempSync(join(tmpdir(), 'scenario-'));
  const db = await openDuck({ dir });
  for (const statement of worldStatements(world)) await db.run(statement);
  return {
    engine: 'duckdb',
    run: (sql) => db.run(sql),
    rows: (sql) => db.rows(sql),
    relations: (only, superseded) => tableRelations(worldRelations(), { only, superseded }),
    keep: (select, file) => db.run(parquetStore.write(select, file)),
    kept: parquetStore.read,
    close: () => {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Outcome extends ScreeningResult {
  traces: Trace[];
}

type Screening = { compiled: CompiledPack; deliveries: Delivery[] };
type Expectation = (outcome: Outcome) => void;

/** A screening by a pack; items that have not been delivered may be named. */
export function screened(compiled: CompiledPack, { without = [] }: { without?: ItemCode[] } = {}): Screening {
  return { compiled, deliveries: ALL_DELIVERED.filter((d) => !without.includes(d.item)) };
}

/** `await given(household(…), member(…)).when(screened(pack)).expect(hit('MED-1'))` */
export function given(...parts: Part[]) {
  return {
    when: ({ compiled, deliveries }: Screening) => ({
      expect: async (...expectations: Expectation[]): Promise<void> => {
        const outcome = await runWorld(worldOf(...parts), { compiled, deliveries });
        for (const check of expectations) check(outcome);
      },
    }),
  };
}

async function runWorld(world: World, { compiled, deliveries }: Screening): Promise<Outcome> {
  const session = await worldSession(world);
  const traces: Trace[] = [];
  try {
    const onTraces = async (batch: Trace[]) => void traces.push(...batch);
    const result = await screen(session, { compiled, asOf: AS_OF, deliveries, onTraces });
    return { ...result, traces };
  } finally {
    session.close();
  }
}

/** The household is a hit by exactly these triggers. */
export function hit(...codes: string[]): Expectation {
  return ({ hits }) => expect(hits[0]?.triggers.toSorted()).toEqual(codes.toSorted());
}

export function level(expected: 1 | 2 | 3): Expectation {
  return ({ hits }) => expect(hits[0]?.level).toBe(expected);
}

/** No hit, and nothing that matters is unknown. */
export function stable(): Expectation {
  return ({ hits, undecided, areas }) => {
    expect(hits).toEqual([]);
    expect(undecided).toEqual([]);
    expect(areas[0]?.stable).toBe(1);
  };
}

/** No hit, but these rules (among others) cannot be decided, so that the household is not called stable. */
export function undecidedBy(...codes: string[]): Expectation {
  return ({ hits, undecided, areas }) => {
    expect(hits).toEqual([]);
    expect(undecided[0]?.undecided).toEqual(expect.arrayContaining(codes));
    expect(areas[0]).toMatchObject({ stable: 0, undecided: 1 });
  };
}

/** The trace of the household, for closer looks. */
export function traced(check: (trace: Trace) => void): Expectation {
  return ({ traces }) => {
    expect(traces).toHaveLength(1);
    for (const trace of traces) check(trace);
  };
}
