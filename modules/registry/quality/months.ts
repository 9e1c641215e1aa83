/** The month of a day, YYYYMM. */
export const monthOf = (day: string): string => day.slice(0, 4) + day.slice(5, 7);

/** `months(a, b)`: months from one YYYYMM to another, negative when the second lies before the first. */
export function monthsBetween(from: string, to: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(4));
  return count(to) - count(from);
}
