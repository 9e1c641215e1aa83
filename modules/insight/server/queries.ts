import { findArea, listChildren } from '@shouwang/modules/areas/server/door.ts';
import { countsFor } from '@shouwang/modules/casework/server/door.ts';
import type { LevelCounts } from '@shouwang/modules/screening/contract.runs.ts';
import { DispatchState } from '@shouwang/modules/warning/contract.ts';
import { countOpenNeeds, countOpenSheets, type SheetCount } from '@shouwang/modules/warning/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { AreaOverview, MonitoredStock, OpenCount, PlaceFigures, TrendMonth } from '../contract.ts';
import { flowIn, MONITORED_STATES, monthsOf, type StockFlow, stockAtEnd, TREND_MONTHS } from '../rules.ts';
import { listFreshness } from './freshness.ts';
import { listCounts, listMonthRuns, type MonthRun, runOf } from './runs.ts';
import { countPersons, listStock, listStockFlows, type StockPart } from './stock.ts';

/** 总览 of an area of one county: the actor's own, or one inside it. Refuses `county-needed` above the county. */
export async function readOverview(tx: Tx, actor: Actor, asked: string | undefined): Promise<AreaOverview> {
  const area = await findArea(tx, areaOf(actor, asked));
  if (!area) throw notFound('这个地方');
  const today = clock.today();
  const { month, due } = monthsOf(today);
  const below = await listChildren(tx, area.code);
  const digits = below[0]?.code.length ?? area.code.length;
  const runs = await listMonthRuns(tx, area.code.slice(0, 6), TREND_MONTHS);
  const latest = runs.at(-1);
  const counts = await listCounts(tx, { area: area.code, runs, latest, digits });
  const stock = await listStock(tx, area.code, digits);
  const flows = await listStockFlows(tx, { area: area.code, digits, since: addMonths(month, 1 - TREND_MONTHS) });
  const sheets = await countOpenSheets(tx, area.code, digits);
  const { open, overdue } = await countsFor(tx, area.code);
  const whole = stockOf(stock, flows, month);
  return {
    areaCode: area.code,
    name: area.shortName,
    asOf: clock.now().toISOString(),
    today,
    duePeriod: due,
    run: latest ? runOf(latest) : null,
    levels: (latest && counts.own.get(latest.run_id)) ?? null,
    persons: await countPersons(tx, area.code),
    monitored: whole,
    sheets: {
      ...sheetSum(sheets),
      followUps: sheetSum(sheets.filter(({ kind }) => kind === 'follow-up')),
      needs: await countOpenNeeds(tx, area.code),
      byState: byState(sheets),
    },
    cases: { open, overdue },
    places: below.map(({ code, shortName }): PlaceFigures => {
      const here = <T extends { areaCode: string }>(rows: readonly T[]) => rows.filter((row) => row.areaCode === code);
      return {
        areaCode: code,
        name: shortName,
        levels: counts.below.get(code) ?? null,
        monitored: stockOf(here(stock), here(flows), month),
        sheets: sheetSum(here(sheets)),
      };
    }),
    items: await listFreshness(tx, { area: area.code, today, latest }),
    trend: runs.flatMap((run) => trendOf(run, { levels: counts.own, now: whole.households, flows })),
  };
}

/** The area of an overview: within the actor's, and not above a county. */
function areaOf(actor: Actor, asked: string | undefined): string {
  const area = asked ?? actor.areaCode;
  if (!area.startsWith(actor.areaCode)) throw new Refusal('outside-scope', { status: 403, detail: '不在您的辖区。' });
  if (area.length < 6)
    throw new Refusal('county-needed', { detail: '总览以县为单位，请在左上角选择一个县，或从各县清单里点开。' });
  return area;
}

function stockOf(parts: readonly StockPart[], flows: readonly StockFlow[], month: string): MonitoredStock {
  const sum = (level?: number | null) =>
    parts.reduce((total, part) => total + (level === undefined || part.level === level ? part.households : 0), 0);
  const households = sum();
  return {
    households,
    persons: parts.reduce((total, part) => total + part.persons, 0),
    red: sum(1),
    orange: sum(2),
    yellow: sum(3),
    green: sum(4),
    unknown: sum(null),
    lastMonth: stockAtEnd(addMonths(month, -1), households, flows),
    ...flowIn(month, flows),
    states: MONITORED_STATES.flatMap((state) => {
      const here = parts.filter((part) => part.state === state);
      return here.length > 0 ? [{ state, households: here.reduce((total, part) => total + part.households, 0) }] : [];
    }),
  };
}

function sheetSum(rows: readonly SheetCount[]): OpenCount {
  return {
    open: rows.reduce((sum, row) => sum + row.open, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

function byState(rows: readonly SheetCount[]): AreaOverview['sheets']['byState'] {
  return DispatchState.options.flatMap((state) => {
    const here = rows.filter((row) => row.state === state);
    return here.length > 0 ? [{ state, ...sheetSum(here) }] : [];
  });
}

function trendOf(
  run: MonthRun,
  { levels, now, flows }: { levels: Map<string, LevelCounts>; now: number; flows: readonly StockFlow[] },
): TrendMonth[] {
  const counted = levels.get(run.run_id);
  if (!counted) return [];
  const { id, runNo, period, finishedAt } = runOf(run);
  return [{ period, runId: id, runNo, finishedAt, levels: counted, monitored: stockAtEnd(period, now, flows) }];
}
