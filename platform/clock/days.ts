const DAY_MS = 86_400_000;

/** The day that lies `count` natural days after `day` (both `YYYY-MM-DD`). */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Natural days from `from` to `to` (both `YYYY-MM-DD`); negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The calendar day of a moment in Asia/Shanghai (UTC+8, no daylight saving since 1991). */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** A moment in Asia/Shanghai as `YYYY-MM-DD HH:mm`. */
export function minuteOf(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The month `count` months after `month` (both `YYYYMM`). */
export function addMonths(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(4, 6)) - 1 + count;
  return `${Math.floor(index / 12)}${String((index % 12) + 1).padStart(2, '0')}`;
}
