import { ruleParts, type Side } from './rule-parts.ts';
import type { CompiledPack, CompiledRule } from './rules.compile.ts';

/** Facts that a simulation reads besides those of the rules: what the gap is worked out from, and who is monitored. */
const OWN_FACTS = ['per_capita_net_income', 'divisor_count', 'is_monitored'];
const LINE = 'line.monitoring';

/** Two packs over the facts of one run: the one by which it was made, and the one that is tried. */
export interface SimulationRequest {
  before: CompiledPack;
  after: CompiledPack;
  /** What the run put away, as a statement reads it: `session.kept(…)`. */
  facts: string;
  /** Only the households of this area; left out, all. */
  area?: string | undefined;
}

/** Names of the facts without which two packs cannot be compared. */
export function factsNeeded({ before, after }: Pick<SimulationRequest, 'before' | 'after'>): string[] {
  return [...new Set([...OWN_FACTS, ...[...before.rules, ...after.rules].flatMap((rule) => rule.facts)])];
}

/** The two packs, with the columns of one statement. */
export type Pair = Record<'before' | 'after', CompiledPack>;

/** Lets the second pack use the columns of the first wherever a condition is the same, and its own ones elsewhere. */
export function pairOf({ before, after }: Pick<SimulationRequest, 'before' | 'after'>): Pair {
  const known = new Map(before.rules.map((rule) => [rule.sql, rule.column]));
  const rules = after.rules.map((rule) => ({ ...rule, column: known.get(rule.sql) ?? `b_${rule.column}` }));
  return { before, after: { ...after, rules } };
}

/** The screened rows of both packs, with who is below each line; `told` is what the statements behind it read. */
export function screenedParts(pair: Pair, { facts, area }: SimulationRequest): string {
  if (area !== undefined && !/^\d{2,12}$/.test(area)) throw new RangeError(`Not an area: ${area}`);
  const columns = ['county_code', 'household_id', 'area_code', ...factsNeeded(pair)].join(', ');
  const where = area ? ` where substr(area_code, 1, ${area.length}) = '${area}'` : '';
  const sides: Side[] = [
    { compiled: pair.before, suffix: '' },
    { compiled: pair.after, suffix: '_b' },
  ];
  const parts = [
    `household_fact as (\n  select ${columns} from ${facts}${where}\n)`,
    ...ruleParts(sides),
    `told as (\n  select *, ${sides.flatMap(gapColumns).join(',\n    ')}\n  from screened\n)`,
  ];
  return `with ${parts.join(',\n')}`;
}

/** Whether a household is below the line, and what it lacks to it: line less income a head, times the heads, in whole fen. */
function gapColumns({ compiled, suffix }: Side): string[] {
  const line = compiled.pack.parameters[LINE]?.value;
  if (typeof line !== 'number') return [`cast(null as boolean) as below${suffix}`, `cast(0 as bigint) as gap${suffix}`];
  const lack = `cast(round((${line} - per_capita_net_income) * divisor_count * 100) as bigint)`;
  return [
    `per_capita_net_income < ${line} as below${suffix}`,
    `case when per_capita_net_income < ${line} then ${lack} else 0 end as gap${suffix}`,
  ];
}

/** A rule of both packs with its column on each side. */
export type RulePair = Pick<CompiledRule, 'kind' | 'code' | 'label'> & { a: string | null; b: string | null };

/** The rules of both packs by kind and code; a rule that one of them lacks holds nowhere there. */
export function rulePairs({ before, after }: Pair): RulePair[] {
  const key = (rule: CompiledRule) => `${rule.kind} ${rule.code}`;
  const [a, b] = [before, after].map(({ rules }) => new Map(rules.map((rule) => [key(rule), rule])));
  const all = new Map([...(a ?? []), ...(b ?? [])]);
  return [...all].map(([name, { kind, code, label }]) => ({
    ...{ kind, code, label },
    a: a?.get(name)?.column ?? null,
    b: b?.get(name)?.column ?? null,
  }));
}

/** A rule holds by one column and not by the other; undecided is not "holds". */
export function oneSide(holds: string | null, not: string | null): string {
  return holds === null ? 'false' : `${holds} and not coalesce(${not ?? 'false'}, false)`;
}

function riskOf({ pack }: CompiledPack, rule: CompiledRule): string | null {
  if (rule.kind === 'trigger') return pack.triggers[rule.code]?.risk ?? null;
  return rule.kind === 'indicator' ? (pack.indicators[rule.code]?.risk ?? null) : null;
}

/** Risk types of the rules of both packs, in the order of their codes. */
export function risksOf({ before, after }: Pair): string[] {
  const risks = [before, after].flatMap((side) => side.rules.flatMap((rule) => riskOf(side, rule) ?? []));
  return [...new Set(risks)].sort((a, b) => Number(a) - Number(b));
}

/** Columns of the rules of a risk type. */
export function riskColumns(side: CompiledPack, risk: string): string[] {
  return side.rules.filter((rule) => riskOf(side, rule) === risk).map((rule) => rule.column);
}
