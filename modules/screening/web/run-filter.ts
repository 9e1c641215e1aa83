import { urlField } from '@shouwang/platform/ui/url-state.ts';

/** What the household list of a run is narrowed to, as it stands in the address. */
export const runFilter = {
  area: urlField.text(),
  level: urlField.oneOf(['', '1', '2', '3', 'undecided'], ''),
  rule: urlField.text(),
  fresh: urlField.flag(),
  measure: urlField.oneOf(['rate', 'households', 'change'], 'rate'),
};
export type RunFilter = { area: string; level: '' | '1' | '2' | '3' | 'undecided'; rule: string; fresh: boolean };

/** The question to the server; empty filters are left out. */
export type HitQuery = {
  area?: string;
  level?: string;
  rule?: string;
  fresh?: 'true';
  cursor?: string;
  limit?: number;
};

/** Makes the question from the filter. Without a level only red, orange and yellow are asked for; a rule may also hold for others. */
export function hitQuery({ area, level, rule, fresh }: RunFilter, cursor?: string): HitQuery {
  return {
    ...(area ? { area } : {}),
    ...(level ? { level } : {}),
    ...(!level && !rule ? { level: 'hits' } : {}),
    ...(rule ? { rule } : {}),
    ...(fresh ? { fresh: 'true' as const } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

/** Address of a run's page with other filters; empty ones are left out, paging starts again. */
export function runLink(search: URLSearchParams, change: Record<string, string>): string {
  const next = new URLSearchParams(search);
  for (const name of ['cursor', 'page']) next.delete(name);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  const text = next.toString();
  return text ? `?${text}` : '?';
}
