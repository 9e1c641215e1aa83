/** First day that the calendar knows; people are not older. */
const FIRST_YEAR = 1900;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** Days of a month, leap years included. */
function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] as number);
}

/** Moves a month YYYYMM by a number of months. */
export function addMonths(month: string, delta: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(4)) - 1 + delta;
  return `${Math.floor(count / 12)}${two((count % 12) + 1)}`;
}

/** First day of a month as YYYY-MM-DD. */
export function firstDay(month: string): string {
  return `${month.slice(0, 4)}-${month.slice(4)}-01`;
}

/** Last day of a month as YYYY-MM-DD. */
export function lastDay(month: string): string {
  const year = Number(month.slice(0, 4));
  return `${month.slice(0, 4)}-${month.slice(4)}-${daysInMonth(year, Number(month.slice(4)))}`;
}

/**
 * Table of all days from 1900-01-01 to the end of the reference month, with the texts that people and files need, so
 * that a date costs one array access. Days are numbers counted from 0.
 */
export class Calendar {
  readonly month: string;
  /** YYYY-MM-DD by day. */
  readonly iso: string[] = [];
  /** YYYYMMDD by day. */
  readonly digits: string[] = [];
  readonly year: Int16Array;
  /** Month × 100 + day of the month, by day. */
  readonly monthDay: Int16Array;
  /** Last day of the reference month. */
  readonly today: number;
  readonly #years: number[] = [];

  constructor(month: string) {
    this.month = month;
    const lastYear = Number(month.slice(0, 4));
    const year: number[] = [];
    const monthDay: number[] = [];
    for (let y = FIRST_YEAR; y <= lastYear; y += 1) {
      this.#years[y] = year.length;
      for (let m = 1; m <= (y === lastYear ? Number(month.slice(4)) : 12); m += 1) {
        for (let d = 1; d <= daysInMonth(y, m); d += 1) {
          year.push(y);
          monthDay.push(m * 100 + d);
          this.iso.push(`${y}-${two(m)}-${two(d)}`);
          this.digits.push(`${y}${two(m)}${two(d)}`);
        }
      }
    }
    this.year = Int16Array.from(year);
    this.monthDay = Int16Array.from(monthDay);
    this.today = year.length - 1;
  }

  /** Full years on the last day of the reference month. */
  age(day: number): number {
    return this.#fullYears(day, this.today);
  }

  /** Full years on the 31 August before the school year of the reference month (it begins in September): the age that decides the school year. */
  schoolAge(day: number): number {
    const refYear = this.year[this.today] as number;
    const passed = (this.monthDay[this.today] as number) > 831;
    const years = (passed ? refYear : refYear - 1) - (this.year[day] as number);
    return (this.monthDay[day] as number) > 831 ? years - 1 : years;
  }

  /** A day of birth for somebody of this age; `unit` in [0, 1) chooses within the year. */
  birthDay(age: number, unit: number): number {
    const day = Math.floor(this.today - (age + unit) * 365.2425);
    return Math.max(0, day);
  }

  /** The day `days` before the end of the reference month as YYYY-MM-DD. */
  daysAgo(days: number): string {
    return this.iso[this.today - days] as string;
  }

  #fullYears(day: number, at: number): number {
    const years = (this.year[at] as number) - (this.year[day] as number);
    return (this.monthDay[at] as number) < (this.monthDay[day] as number) ? years - 1 : years;
  }
}
