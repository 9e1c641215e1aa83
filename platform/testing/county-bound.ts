import pg from 'pg';

/*
 * A cluster looks for a row of a county in one place only when the statement itself says which county: row-level security alone does not tell it. What
 * PostgreSQL can derive (a county given once holds for all tables joined by it) a cluster derives too, what it cannot (a question within the list of
 * columns, a limit within a lateral) neither can. So its plan shows which tables a statement asks without their county.
 */

const OWN_CODE = /\/(modules|apps|platform)\/(?!db\/|testing\/)[^\s]*\.tsx?/;
const TESTS = /\.(test|fixture)\.tsx?|fixtures\.ts|\/prove\.ts/;
const COUNTY_DIGITS = 6;

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Statements that the program (not a test) made in scopes of a county or below, from now until `stop`. */
export function watchStatements(): { stop: () => ReadonlyMap<string, string> } {
  const seen = new Map<string, string>();
  const within = new WeakMap<pg.Client, string>();
  const original = pg.Client.prototype.query as Query;
  pg.Client.prototype.query = function watched(this: pg.Client, ...given: unknown[]) {
    const [first, second] = given as [string | { text?: string; values?: unknown[] }, unknown[] | undefined];
    const text = typeof first === 'string' ? first : (first?.text ?? '');
    if (text.startsWith('select app_enter')) {
      const [lo] = (typeof first === 'object' ? first.values : second) ?? [];
      within.set(this, String(lo));
    } else if (text === 'commit' || text === 'rollback') within.delete(this);
    else if ((within.get(this)?.length ?? 0) >= COUNTY_DIGITS && !seen.has(text)) {
      const asker = whoAsks();
      if (asker) seen.set(text, asker);
    }
    return original.apply(this, given);
  } as typeof pg.Client.prototype.query;
  return {
    stop: () => {
      pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
      return seen;
    },
  };
}

/** The first place of our own code on the way to a statement; undefined when a test asks. */
function whoAsks(): string | undefined {
  const kept = Error.stackTraceLimit;
  Error.stackTraceLimit = 60;
  const stack = new Error('asked').stack ?? '';
  Error.stackTraceLimit = kept;
  const line = stack
    .split('\n')
    .slice(1)
    .find((one) => OWN_CODE.test(one) && !one.includes('node_modules'));
  return line && !TESTS.test(line) ? (/\/((?:modules|apps|platform)\/[^\s)]*)/.exec(line)?.[1] ?? line) : undefined;
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Schema?: string;
  Alias?: string;
  Plans?: Plan[];
  [key: string]: unknown;
}

const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Filter', 'Cache Key'];

/**
 * Tells of a statement which tables it asks without the value of what they are distributed by, as `schema.table alias`. Servers before 16 cannot explain
 * a statement without its values: there nothing is told.
 */
export async function planReader(admin: pg.Client): Promise<(statement: string) => Promise<string[]>> {
  if (await isBefore16(admin)) return async () => [];
  const { rows: classes } = await admin.query<{ name: string; key: string }>(
    `select table_name as name, case class when 'index' then 'person_key' else 'county_code' end as key from sec.table_class where class in ('distributed', 'index')`,
  );
  const keys = new Map(classes.map(({ name, key }) => [name, key]));
  return async (statement) =>
    /^\s*\(?(select|with|insert|update|delete)\b/i.test(statement) ? askedEverywhere(admin, keys, statement) : [];
}

async function askedEverywhere(
  admin: pg.Client,
  keys: ReadonlyMap<string, string>,
  statement: string,
): Promise<string[]> {
  const explain = (text: string) =>
    admin.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (generic_plan, verbose, format json) ${text}`);
  const { rows } = await explain(statement).catch((error: { code?: string }) => {
    // A conflict with a partial index by a parameter is not found without its value; what is asked besides is looked at.
    if (error.code === '42P10') return explain(statement.replace(/\son conflict\b.*$/is, ''));
    throw error;
  });
  const found: string[] = [];
  const visit = (plan: Plan) => {
    const key = keys.get(`${plan.Schema}.${plan['Relation Name']}`);
    if (key && plan['Node Type'] !== 'ModifyTable' && !isBound(plan, key))
      found.push(`${plan.Schema}.${plan['Relation Name']} ${plan.Alias}`);
    for (const below of plan.Plans ?? []) visit(below);
  };
  for (const { Plan: plan } of rows[0]?.['QUERY PLAN'] ?? []) visit(plan);
  return found;
}

async function isBefore16(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ n: number }>("select current_setting('server_version_num')::int as n");
  return (rows[0]?.n ?? 0) < 160_000;
}

function isBound(plan: Plan, key: string): boolean {
  const conditions = [
    ...CONDITIONS.map((name) => String(plan[name] ?? '')),
    ...(plan.Plans ?? []).flatMap(bitmapConditions),
  ];
  const byValue = new RegExp(`^\\(*(\\w+\\.)?${key} = (\\$\\d+|'[^']*'(::\\w+)?|ANY \\((\\$|'|\\(|ARRAY).*\\))\\)*$`);
  return conditions.flatMap(allOf).some((condition) => byValue.test(condition));
}

/** The conditions of which all must hold: what stands beside an OR binds nothing. */
function allOf(condition: string): string[] {
  const text =
    /^\(.*\)$/.test(condition) && closesAt(condition, 0) === condition.length - 1 ? condition.slice(1, -1) : condition;
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    else if (depth === 0 && text.startsWith(' OR ', at)) return [];
    else if (depth === 0 && text.startsWith(' AND ', at)) {
      parts.push(text.slice(from, at));
      from = at + ' AND '.length;
    }
  }
  return [...parts, text.slice(from)];
}

function closesAt(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

const bitmapConditions = (plan: Plan): string[] =>
  plan['Node Type'].startsWith('Bitmap')
    ? [String(plan['Index Cond'] ?? ''), ...(plan.Plans ?? []).flatMap(bitmapConditions)]
    : [];
