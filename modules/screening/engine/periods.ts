import { addDays, addMonths } from '@shouwang/platform/clock/days.ts';

/** The dates that facts are counted between, all from the day on which a run looks; as SQL literals that every engine reads. */
export type Periods = Record<PeriodName, string>;

type PeriodName =
  | 'asOf'
  | 'yearStart'
  | 'monthStart'
  | 'lastMonthStart'
  | 'lastMonth'
  | 'recentFrom'
  | 'schoolBornAfter'
  | 'schoolBornUpTo'
  | 'grade9BornAfter'
  | 'childBornAfter';

/** A change counts as new for this many days. */
const RECENT_DAYS = 90;

/**
 * The day on which a run of a month looks: the month's last, and not later than the day of the run. "This year" of December's data is the old year
 * also when they are screened in January.
 */
export function lastCounted(period: string, runDay: string): string {
  const next = addMonths(period, 1);
  const last = addDays(`${next.slice(0, 4)}-${next.slice(4)}-01`, -1);
  return last < runDay ? last : runDay;
}

/** Periods that end on `day` ('YYYY-MM-DD'). */
export function periodsOf(day: string): Periods {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const lastMonth = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
  // Compulsory schooling: 6 to 15 full years on 31 August of the school year (screening rules, §9).
  const schoolYear = month >= 9 ? year : year - 1;
  return {
    asOf: date(day),
    yearStart: date(`${year}-01-01`),
    monthStart: date(`${day.slice(0, 7)}-01`),
    lastMonthStart: date(`${lastMonth}-01`),
    lastMonth: `'${lastMonth.replace('-', '')}'`,
    recentFrom: date(addDays(day, -RECENT_DAYS)),
    schoolBornAfter: date(`${schoolYear - 16}-08-31`),
    schoolBornUpTo: date(`${schoolYear - 6}-08-31`),
    grade9BornAfter: date(`${schoolYear - 17}-08-31`),
    childBornAfter: date(`${year - 16}${day.slice(4).replace('02-29', '02-28')}`),
  };
}

/** Puts the periods into SQL text that names them as `{asOf}`. */
export function withPeriods(sql: string, periods: Periods): string {
  return sql.replace(/\{(\w+)\}/g, (_, name: string) => {
    const literal = periods[name as PeriodName];
    if (literal === undefined) throw new RangeError(`Unknown period {${name}}`);
    return literal;
  });
}

function date(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`Not a day: ${day}`);
  return `date '${day}'`;
}
