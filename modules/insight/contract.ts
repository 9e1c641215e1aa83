import { LevelCounts } from '@shouwang/modules/screening/contract.runs.ts';
import { COUNTY_ROLES, PROVINCE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { DispatchState } from '@shouwang/modules/warning/contract.ts';
import { AreaCode, Day, Moment, Month, type Permissions, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';

/** The run from which levels come: the last one that is done. */
export const ClosedRun = z.object({
  id: PublicId,
  runNo: z.string(),
  period: Month,
  packName: z.string(),
  startedAt: Moment,
  finishedAt: Moment,
  dispatchedAt: Moment.nullable(),
  missingItems: z.array(z.string()),
  /** There was no run before it: nothing can be new or cleared. */
  isFirst: z.boolean(),
});
export type ClosedRun = z.infer<typeof ClosedRun>;

/** 监测对象: households that are monitored now and whose risk is not eliminated. Levels are those of the latest run. */
export const MonitoredStock = z.object({
  households: z.int(),
  persons: z.int(),
  red: z.int(),
  orange: z.int(),
  yellow: z.int(),
  green: z.int(),
  /** Not screened yet, or a key rule cannot be decided. */
  unknown: z.int(),
  /** The same stock on the last day of the last month. */
  lastMonth: z.int(),
  /** Taken in, and left, since the first day of this month. */
  entered: z.int(),
  left: z.int(),
  /** By monitoring state (states CASE): those lists exist one by one. */
  states: z.array(z.object({ state: z.string(), households: z.int() })),
});
export type MonitoredStock = z.infer<typeof MonitoredStock>;

/** How much is still open, and how much of it is late. */
export const OpenCount = z.object({ open: z.int(), overdue: z.int() });
export type OpenCount = z.infer<typeof OpenCount>;

/** One place below the area: levels of the run, monitored stock, open work sheets. */
export const PlaceFigures = z.object({
  areaCode: AreaCode,
  name: z.string(),
  levels: LevelCounts.nullable(),
  monitored: MonitoredStock,
  sheets: OpenCount,
});
export type PlaceFigures = z.infer<typeof PlaceFigures>;

/** How fresh a department item is: the file of the month that is due, or the last one there was. */
export const ItemFreshness = z.object({
  code: z.string(),
  name: z.string(),
  departmentName: z.string(),
  standing: z.enum(['arrived', 'waiting', 'late', 'never']),
  daysLate: z.int(),
  period: Month.nullable(),
  dataDate: Day.nullable(),
  rows: z.int().nullable(),
  batchId: PublicId.nullable(),
  /** The month whose file the run read; null when it had none. */
  usedPeriod: Month.nullable(),
});
export type ItemFreshness = z.infer<typeof ItemFreshness>;

/** One month of the trend: the last closed run of the month, and the monitored stock at the end of that month. */
export const TrendMonth = z.object({
  period: Month,
  runId: PublicId,
  runNo: z.string(),
  finishedAt: Moment,
  levels: LevelCounts,
  monitored: z.int(),
});
export type TrendMonth = z.infer<typeof TrendMonth>;

/** 总览: stock and flow of one area of one county. Every figure says where it comes from and as of when. */
export const AreaOverview = z.object({
  areaCode: AreaCode,
  name: z.string(),
  /** The moment of everything that is counted now: persons, monitored, sheets, cases. */
  asOf: Moment,
  today: Day,
  /** Month that is due from the departments. */
  duePeriod: Month,
  run: ClosedRun.nullable(),
  levels: LevelCounts.nullable(),
  persons: z.int(),
  monitored: MonitoredStock,
  /** Sheets of both kinds; `followUps` are those for the contacts of monitored households. */
  sheets: OpenCount.extend({
    followUps: OpenCount,
    /** 需加强帮扶: households whose last confirmed follow-up says so. */
    needs: z.int(),
    byState: z.array(OpenCount.extend({ state: DispatchState })),
  }),
  cases: OpenCount,
  places: z.array(PlaceFigures),
  items: z.array(ItemFreshness),
  trend: z.array(TrendMonth),
});
export type AreaOverview = z.infer<typeof AreaOverview>;

/** One county as a province or a city sees it: its last closed run. Read from results, never from live rows. */
export const CountyFigures = z.object({ areaCode: AreaCode, name: z.string(), run: ClosedRun, levels: LevelCounts });
export type CountyFigures = z.infer<typeof CountyFigures>;

const LEADERS = [...PROVINCE_ROLES, 'CITY_LEAD', ...COUNTY_ROLES, 'TOWN_REVIEWER'] as const;

export const permissions = {
  getAreaOverview: LEADERS,
  listCountyFigures: LEADERS,
} as const satisfies Permissions;

/** Expected refusals of this module. */
export const InsightRefusal = z.enum(['county-needed', 'outside-scope']);
export type InsightRefusal = z.infer<typeof InsightRefusal>;
