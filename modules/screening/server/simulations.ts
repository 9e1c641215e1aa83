import { listHeads } from '@shouwang/modules/registry/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { type Actor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import type { z } from 'zod';
import type {
  SimulatedListRequest,
  SimulatedPage,
  SimulatedRow,
  SimulateRequest,
  SimulationView,
} from '../contract.simulation.ts';
import type { ChangeFilter, SimulatedHousehold } from '../engine/simulate.households.ts';
import { simulatedHouseholds } from '../engine/simulate.households.ts';
import {
  latestRuns,
  namesOf,
  otherSide,
  type SimulatedRun,
  simulatedArea,
  simulatedRun,
  storedSide,
  type Tried,
  viewOf,
} from './simulation.ts';
import { overFacts, tryRun } from './simulation-facts.ts';
import { withFacts } from './simulation-gate.ts';

const since = (began: number) => Math.round(performance.now() - began) / 1000;

/** What other values, or another pack, would have made of a run: over its kept facts, within the actor's area. Writes nothing. */
export async function simulateRun(actor: Actor, runId: string, request: SimulateRequest): Promise<SimulationView> {
  const began = performance.now();
  const { run, after, area } = await withScope(actor, (tx) => sidesOf(tx, actor, { runId, request }));
  const tried = await withFacts((session) => tryRun(session, run, { after, area }));
  return withScope(actor, (tx) => viewOf(tx, [tried], { area, leftOut: [], seconds: since(began) }));
}

type Sides = { runId: string; request: Pick<SimulateRequest, 'changes' | 'packId' | 'area'> };

async function sidesOf(tx: Tx, actor: Actor, { runId, request }: Sides) {
  const run = await simulatedRun(tx, runId);
  const area = simulatedArea(actor, run.countyCode, request.area);
  return { run, area, after: await otherSide(tx, actor, { ...request, run }) };
}

/**
 * The households behind a figure of a simulation, with their names; asked for in the same words as the simulation. Who looked at which list is
 * put on record.
 */
export async function listSimulatedHouseholds(
  actor: Actor,
  runId: string,
  request: SimulatedListRequest,
): Promise<z.input<typeof SimulatedPage>> {
  const { run, after, area } = await withScope(actor, (tx) => sidesOf(tx, actor, { runId, request }));
  const offset = request.cursor ? offsetOf(request.cursor) : 0;
  const page = { filter: filterOf(request), offset, limit: request.limit };
  const { rows, total } = await withFacts((session) =>
    overFacts(session, { run, after }, (facts) =>
      simulatedHouseholds(session, { before: run.before, after, facts, area }, page),
    ),
  );
  const next = offset + rows.length;
  const items = await withScope(actor, async (tx) => {
    await recordAudit(tx, actor, {
      action: 'listSimulatedHouseholds',
      areaCode: area,
      objectKey: `run:${runId}`,
      detail: { set: request.set, rule: request.rule?.code ?? null, offset, rows: rows.length, total },
    });
    return withNames(tx, run.countyCode, rows);
  });
  return { items, nextCursor: next < total && rows.length > 0 ? encodeCursor([next]) : null, total };
}

function offsetOf(cursor: string): number {
  const [offset] = decodeCursor(cursor, 1);
  const number = Number(offset);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Refusal('cursor-invalid', { status: 400, detail: '翻页位置不对，请回到第一页。' });
  return number;
}

function filterOf({ set, from, to, rule, risk }: SimulatedListRequest): ChangeFilter {
  const level = (key: typeof from): ChangeFilter['from'] =>
    key === undefined || key === 'undecided' ? key : (Number(key) as 1 | 2 | 3 | 4);
  return { set, from: level(from), to: level(to), rule, risk };
}

async function withNames(tx: Tx, countyCode: string, rows: SimulatedHousehold[]): Promise<SimulatedRow[]> {
  const heads = await listHeads(
    tx,
    countyCode,
    rows.map((row) => row.householdId),
  );
  const names = await namesOf(tx, [...new Set(rows.map((row) => row.areaCode))]);
  return rows.map((row) => {
    const head = heads.get(row.householdId);
    const isOut = row.after === null || row.after === 4;
    return {
      householdId: `${countyCode}:${row.householdId}`,
      headName: head?.headName ?? '',
      areaCode: row.areaCode,
      villageName: names.get(row.areaCode) ?? '',
      groupNo: head?.groupNo ?? null,
      isMonitored: row.monitored,
      before: row.before,
      after: row.after,
      reason: (isOut ? row.reasonBefore : row.reasonAfter).say,
      starts: row.rulesAfter.filter((code) => !row.rulesBefore.includes(code)),
      ends: row.rulesBefore.filter((code) => !row.rulesAfter.includes(code)),
      hasTrace: row.before !== 4,
    };
  });
}

/**
 * What a stored pack, whatever its state, would make of the latest run of every county of an area. Counties whose run kept no facts, or whose
 * facts the pack cannot use, are named with the reason. It manages its own transactions, and none is open while it reckons.
 */
export async function simulatePack(
  actor: Actor,
  { packId, area }: { packId: string; area: string },
): Promise<SimulationView> {
  const began = performance.now();
  const own = ownArea(actor, area);
  const asked = await withScope(actor, (tx) => packAndRuns(tx, actor, { packId, area: own }));
  const { tried, leftOut } = await tryRuns({ ...asked, area: own });
  return withScope(actor, (tx) => viewOf(tx, tried, { area: own, leftOut, seconds: since(began) }));
}

async function packAndRuns(tx: Tx, actor: Actor, { packId, area }: { packId: string; area: string }) {
  const after = await storedSide(tx, actor, packId);
  const runs = await latestRuns(tx, area);
  const counties = runs.map((run) => run.countyCode);
  return { after, runs, names: await namesOf(tx, counties) };
}

type Asked = { after: Tried['after']; runs: SimulatedRun[]; names: Map<string, string>; area: string };

function tryRuns({ after, runs, names, area }: Asked) {
  return withFacts(async (session) => {
    const tried: Tried[] = [];
    const leftOut: SimulationView['leftOut'] = [];
    for (const run of runs) {
      const own = area.length > 6 ? area : run.countyCode;
      const one = await tryRun(session, run, { after, area: own }).catch(onlyRefusal);
      if (!(one instanceof Refusal)) tried.push(one);
      else
        leftOut.push({
          areaCode: run.countyCode,
          name: names.get(run.countyCode) ?? run.countyCode,
          reason: one.detail,
        });
    }
    return { tried, leftOut };
  });
}

/** An expected no as a value; a fault goes on. */
function onlyRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

/** An area as far as it is the actor's own; refuses one that lies elsewhere. */
function ownArea(actor: Actor, area: string): string {
  if (area.startsWith(actor.areaCode)) return area;
  if (actor.areaCode.startsWith(area)) return actor.areaCode;
  throw new Refusal('area-out-of-scope', { status: 403, detail: '这个地方不在您的辖区。' });
}
