import { addMonths } from '@shouwang/platform/clock/days.ts';

/** First twelve hex digits of a fingerprint in groups of four. */
export function fingerprint(hash: string | null): string {
  if (!hash) return '—';
  return (
    hash
      .replace(/^sha256:/, '')
      .slice(0, 12)
      .match(/.{1,4}/g) ?? []
  ).join(' ');
}

/** `202610` as `2026 年 10 月`. */
export function monthText(period: string): string {
  return `${period.slice(0, 4)} 年 ${Number(period.slice(4))} 月`;
}

/** The months that end with a period: `2025-11 至 2026-10`. */
export function monthsUpTo(period: string, months: number): string {
  const words = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}`;
  return `${words(addMonths(period, 1 - months))} 至 ${words(period)}`;
}

/** Engines by their name for people. */
export function engineName(engine: string): string {
  return { duckdb: 'DuckDB', postgres: 'PostgreSQL' }[engine] ?? engine;
}
