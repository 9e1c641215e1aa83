import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { type Expression, type SqlBool, sql } from 'kysely';
import { inArea, listChildren } from '../../areas/server/door.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import { findPack, findPackInForce } from '../../policy/server/door.ts';
import {
  ACT_NAMES,
  BOARD_COLUMNS,
  type Board,
  type BoardColumn,
  type CaseQuery,
  type CaseRow,
  type CaseState,
  type ReturnStep,
} from '../contract.ts';
import type { Snapshot } from '../machine.ts';
import { COLUMN_OF, dutyOf, limitDays, stepOf } from '../procedure.ts';
import { clockView } from './clock-view.ts';
import { overdueOn, resumeTo, returnTo, stillOwed } from './conditions.ts';
import { heapsOf, type PlacedHeap } from './county-counts.ts';
import type { CaseRowInDb } from './rows.ts';

/** Packs by id, each read once. */
export async function packsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, PolicyPack>> {
  const packs = new Map<string, PolicyPack>();
  for (const id of new Set(ids)) {
    const stored = await findPack(tx, id);
    if (stored) packs.set(id, stored.pack);
  }
  return packs;
}

type Named = CaseRowInDb & { village_name: string | null; town_name: string | null };

function cases(tx: Tx) {
  return tx
    .selectFrom('casework.identification as i')
    .leftJoin('areas.area as v', 'v.code', 'i.area_code')
    .leftJoin('areas.area as t', 't.code', 'v.parent_code')
    .selectAll('i')
    .select(['v.short_name as village_name', 't.short_name as town_name']);
}

/** What an ended case still asks for. */
function owedOf(row: Named): CaseRow['owed'] {
  const duty = row.closed_at === null ? null : dutyOf(row.snapshot as unknown as Snapshot);
  return duty && { title: ACT_NAMES[duty.act], dueOn: row.step_due_on };
}

/** A case as lists show it. */
function toCaseRow(row: Named, pack: PolicyPack, today: string): CaseRow {
  return {
    id: publicId(row),
    caseNo: row.case_no,
    householdId: `${row.county_code}:${row.household_id}`,
    headName: row.head_name,
    areaCode: row.area_code,
    areaName: [row.town_name, row.village_name].filter((name) => name !== null).join(' · '),
    level: row.level,
    riskTypes: row.risk_types,
    channel: row.channel,
    state: row.state as CaseState,
    step: stepOf(row.snapshot as unknown as Snapshot),
    greenChannel: row.green_channel,
    clock: clockView(row, pack, today),
    owed: owedOf(row),
  };
}

/** Keeps the cases that a filter asks for. */
function narrowed(tx: Tx, actor: Actor, { filter, today }: { filter: CaseQuery; today: string }) {
  const { area = actor.areaCode, state, level, q, household } = filter;
  let query = cases(tx).where(inArea('i', area));
  if (state) query = query.where('i.state', '=', state);
  if (level) query = query.where('i.level', '=', level);
  if (household) query = query.where('i.household_id', '=', household);
  if (q) query = query.where((eb) => eb.or([eb('i.head_name', 'like', beginsWith(q)), eb('i.case_no', '=', q)]));
  if (filter.overdue) query = query.where(overdueOn(today));
  if (filter.owed) return query.where(stillOwed);
  if (filter.column) query = query.where(inColumn(filter.column));
  if (filter.open === 'all' || state) return query;
  return query.where('i.closed_at', filter.open === 'true' ? 'is' : 'is not', null);
}

const beginsWith = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Cases of an area in the order of severity, then of the day on which the whole must be done. */
export async function listCases(
  tx: Tx,
  actor: Actor,
  filter: CaseQuery,
): Promise<{ items: CaseRow[]; nextCursor: string | null; total: number }> {
  const today = clock.today();
  let query = narrowed(tx, actor, { filter, today });
  const { total } = await query
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  if (filter.cursor) {
    const [afterLevel, afterDue, afterId] = decodeCursor(filter.cursor, 3);
    query = query.where((eb) =>
      eb(
        eb.refTuple('i.level', 'i.chain_due_on', 'i.id'),
        '>',
        eb.tuple(Number(afterLevel), String(afterDue), String(afterId)),
      ),
    );
  }
  const rows = await query
    .orderBy('i.level')
    .orderBy('i.chain_due_on')
    .orderBy('i.id')
    .limit(filter.limit + 1)
    .execute();
  const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
  const shown = rows.slice(0, filter.limit);
  const packs = await packsOf(
    tx,
    shown.map((row) => row.pack_id),
  );
  return {
    items: shown.flatMap((row) => asRow(row, packs, today)),
    nextCursor: last ? encodeCursor([last.level, last.chain_due_on, last.id]) : null,
    total: Number(total),
  };
}

function asRow(row: Named, packs: Map<string, PolicyPack>, today: string): CaseRow[] {
  const pack = packs.get(row.pack_id);
  return pack ? [toCaseRow(row, pack, today)] : [];
}

/** One case of the actor's area as a list row, or undefined. */
export async function findCaseRow(tx: Tx, at: { countyCode: string; id: string }): Promise<CaseRow | undefined> {
  const row = await cases(tx).where('i.county_code', '=', at.countyCode).where('i.id', '=', at.id).executeTakeFirst();
  return row && asRow(row, await packsOf(tx, [row.pack_id]), clock.today())[0];
}

/** The condition that a case stands in a column of the board; made from the same table as the board itself. */
function inColumn(column: BoardColumn): Expression<SqlBool> {
  const states = (Object.keys(COLUMN_BY_STATE) as CaseState[]).filter((state) => COLUMN_BY_STATE[state] === column);
  const steps = (['VERIFYING', 'CONSENTED', 'COMPARING', 'EVALUATED', 'PUBLICISED'] as const).filter(
    (step) => COLUMN_OF[step] === column,
  );
  return sql<SqlBool>`(i.state = any(${states}::text[]) or (i.state = 'SUSPENDED' and ${resumeTo} = any(${states}::text[]))
    or ((i.state = 'RETURNED' or (i.state = 'SUSPENDED' and ${resumeTo} = 'RETURNED')) and ${returnTo} = any(${steps}::text[])))`;
}

const PLAIN_STATES = [
  'RECEIVED',
  'DISPATCHED',
  'VERIFYING',
  'VERIFIED',
  'DEPT_FOLLOWUP',
  'STARTED',
  'CONSENTED',
  'COMPARING',
  'COMPARED',
  'EVALUATED',
  'PUBLICISED',
  'OBJECTED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
  'APPROVED',
  'ANNOUNCED',
] as const;
const columnOf = (state: CaseState, back: ReturnStep | null, resume: CaseState | null): BoardColumn =>
  COLUMN_OF[stepOf({ state, context: { returnTo: back, resumeTo: resume } as Snapshot['context'] })];
const COLUMN_BY_STATE = Object.fromEntries(
  PLAIN_STATES.map((state) => [state, columnOf(state, null, null)]),
) as Partial<Record<CaseState, BoardColumn>>;

/** Open cases of an area by the divisions below it and by step, with what is overdue and the median of days in the step. No persons. */
export async function readBoard(tx: Tx, area: string): Promise<Board> {
  const today = clock.today();
  const children = await listChildren(tx, area);
  const digits = children[0]?.code.length ?? area.length;
  const { of: heaps, countedAt } = await heapsOf(tx, area, digits);
  const placed = heaps.map((heap) => ({
    heap,
    column: columnOf(heap.state as CaseState, heap.back as ReturnStep | null, heap.resume as CaseState | null),
  }));
  const pack = (await findPackInForce(tx, area, today))?.pack;
  const known = children.map((child) => ({ code: child.code, name: child.shortName }));
  const strangers = [...new Set(heaps.map((heap) => heap.place))].filter(
    (code) => !known.some((place) => place.code === code),
  );
  const places = [...known, ...strangers.map((code) => ({ code, name: code === area ? '本村' : code }))];
  const sum = (list: readonly { heap: PlacedHeap }[]) => list.reduce((total, { heap }) => total + heap.count, 0);
  return {
    columns: (Object.keys(BOARD_COLUMNS) as BoardColumn[]).map((key) => {
      const here = placed.filter((one) => one.column === key);
      return {
        key,
        title: BOARD_COLUMNS[key],
        limitDays: pack ? limitDays(pack, key) : null,
        count: sum(here),
        medianDays: median(here.map(({ heap }) => heap)),
      };
    }),
    rows: places.map(({ code, name }) => ({
      areaCode: code,
      name,
      cells: (Object.keys(BOARD_COLUMNS) as BoardColumn[]).map((column) => {
        const here = placed.filter((one) => one.column === column && one.heap.place === code);
        return { column, count: sum(here), overdue: sum(here.filter(({ heap }) => heap.overdue)) };
      }),
    })),
    total: sum(placed),
    overdue: sum(placed.filter(({ heap }) => heap.overdue)),
    countedAt,
  };
}

/** The middle of days that are given with how often each occurs; null for none. */
function median(heaps: readonly Pick<PlacedHeap, 'days' | 'count'>[]): number | null {
  const sorted = [...heaps].sort((a, b) => a.days - b.days);
  const total = sorted.reduce((sum, heap) => sum + heap.count, 0);
  if (total === 0) return null;
  const at = (position: number) => {
    let seen = 0;
    for (const heap of sorted) {
      seen += heap.count;
      if (seen > position) return heap.days;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
