/** How one value of the page's state is read from and written to the address bar. */
export type UrlField<T> = { fallback: T; read: (raw: string) => T | undefined; write: (value: T) => string };
type UrlFields = Readonly<Record<string, UrlField<never>>>;
export type UrlValues<F> = { [K in keyof F]: F[K] extends UrlField<infer T> ? T : never };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Makers of fields. A value equal to its fallback is not written, so that a plain page has a plain address. */
export const urlField = {
  text: (fallback = ''): UrlField<string> => ({ fallback, read: (raw) => raw, write: (value) => value }),
  int: (fallback = 0): UrlField<number> => ({
    fallback,
    read: (raw) => (/^-?\d{1,9}$/.test(raw) ? Number(raw) : undefined),
    write: String,
  }),
  flag: (): UrlField<boolean> => ({
    fallback: false,
    read: (raw) => raw === '1',
    write: (value) => (value ? '1' : ''),
  }),
  day: (fallback = ''): UrlField<string> => ({
    fallback,
    read: (raw) => (DAY.test(raw) ? raw : undefined),
    write: (value) => value,
  }),
  oneOf: <const T extends string>(values: readonly T[], fallback: T): UrlField<T> => ({
    fallback,
    read: (raw) => values.find((value) => value === raw),
    write: (value) => value,
  }),
  list: (): UrlField<readonly string[]> => ({
    fallback: [],
    read: (raw) => raw.split(',').filter((part) => part !== ''),
    write: (value) => value.join(','),
  }),
};

/** The state that an address stands for; unreadable values fall back silently. */
export function readUrlState<F extends Record<string, unknown>>(fields: F, params: URLSearchParams): UrlValues<F> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields as unknown as UrlFields)) {
    const raw = params.get(name);
    values[name] = raw === null ? field.fallback : (field.read(raw) ?? field.fallback);
  }
  return values as UrlValues<F>;
}

/** The address after a change. Foreign parameters stay; paging starts again unless it is itself changed. */
export function writeUrlState<F extends Record<string, unknown>>(
  fields: F,
  params: URLSearchParams,
  change: Partial<UrlValues<F>>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('cursor');
  next.delete('page');
  for (const [name, value] of Object.entries(change)) {
    const field = (fields as unknown as Record<string, UrlField<unknown>>)[name];
    if (!field) continue;
    const raw = field.write(value);
    if (raw === '' || raw === field.write(field.fallback)) next.delete(name);
    else next.set(name, raw);
  }
  return next;
}
