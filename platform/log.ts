import { pino } from 'pino';

/**
 * The program's log. Lines carry codes, ids of requests and counts; never names, numbers, phones or bodies.
 * Serialisers are an allow-list: an error shows its type, code and stack, not its parameters.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  serializers: {
    err: (error: unknown) => (error instanceof Error ? safeError(error) : error),
    req: (req: { id?: string; method?: string; routeOptions?: { url?: string } }) => ({
      id: req.id,
      method: req.method,
      route: req.routeOptions?.url,
    }),
    res: (res: { statusCode?: number }) => ({ status: res.statusCode }),
  },
});

/** ID numbers, telephones, accounts, certificates: messages of parsers and of the columnar engine quote the values that they choke on. */
const PERSONAL_NUMBER = /\d{7,}[Xx]?/g;

/** What of an error may be logged: PostgreSQL's message may quote values, so only its code and names are kept. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, severity } = error as Error & Record<string, unknown>;
  const fromPostgres = typeof severity === 'string' && typeof code === 'string';
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8);
  return {
    type: error.name,
    code,
    constraint,
    table,
    message: fromPostgres ? undefined : error.message.replace(PERSONAL_NUMBER, '[number]'),
    frames,
  };
}
