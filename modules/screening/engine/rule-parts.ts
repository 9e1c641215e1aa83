import type { PolicyPack } from '../../policy/contract.ts';
import type { CompiledPack, CompiledRule } from './rules.compile.ts';

/** A pack in a statement; when two stand side by side, the columns of the second end in a suffix. */
export interface Side {
  compiled: CompiledPack;
  suffix: '' | '_b';
}

/** Columns that every screened household has besides the answers of the rules. */
export const OUTCOME = ['county_code', 'household_id', 'area_code', 'level', 'hard_level', 'band_level', 'score'];

/** Weights as whole millionths, so that scores are summed exactly on every engine. */
function weightMillionths(weight: number): number {
  return Math.round(weight * 1_000_000);
}

/**
 * The second half of the statement, over `household_fact`: the answer of every rule, then weights, score and level of each side. A
 * column that two sides share is written once.
 */
export function ruleParts(sides: readonly Side[]): string[] {
  const rules = new Map(sides.flatMap(({ compiled }) => compiled.rules.map((rule) => [rule.column, rule])));
  const answers = [...rules.values()].map(
    (rule) => `-- ${rule.code} ${oneLine(rule.label)}\n    ${rule.sql} as ${rule.column}`,
  );
  const each = (columns: (side: Side) => string[]) => sides.flatMap(columns);
  return [
    part('answer', answers, 'household_fact'),
    part('weighed', each(weighing), 'answer'),
    part('scored', each(score), 'weighed'),
    part('levelled', each(levels), 'scored'),
    part('screened', each(level), 'levelled'),
  ];
}

function part(name: string, columns: string[], from: string): string {
  return `${name} as (\n  select *,\n    ${columns.join(',\n    ')}\n  from ${from}\n)`;
}

function weighing({ compiled: { pack, rules }, suffix }: Side): string[] {
  const indicators = rules.filter((r) => r.kind === 'indicator');
  const weight = (r: CompiledRule) => weightMillionths(pack.indicators[r.code]?.weight ?? 0);
  const deprived = indicators.map((r) => `case when ${r.column} then ${weight(r)} else 0 end`);
  const known = indicators.map((r) => `case when ${r.column} is null then 0 else ${weight(r)} end`);
  const separator = '\n      + ';
  return [
    `${deprived.join(separator) || '0'} as deprived_weight${suffix}`,
    `${known.join(separator) || '0'} as known_weight${suffix}`,
  ];
}

function score({ compiled: { pack }, suffix }: Side): string[] {
  const { missing, minKnown } = pack.scheme;
  const whole = missing === 'reweight' ? `cast(known_weight${suffix} as double precision)` : '1000000';
  const least = Math.max(1, weightMillionths(minKnown));
  const ratio = `cast(deprived_weight${suffix} as double precision) / ${whole}`;
  return [`case when known_weight${suffix} >= ${least} then ${ratio} end as score${suffix}`];
}

function levels({ compiled: { pack, rules }, suffix }: Side): string[] {
  const key = rules.filter((r) => r.key).map((r) => ` or ${r.column} is null`);
  return [
    `case ${[...hardLevels(rules), 'else 4'].join(' ')} end as hard_level${suffix}`,
    `case ${[...bandLevels(pack, `score${suffix}`), 'else 4'].join(' ')} end as band_level${suffix}`,
    `(score${suffix} is null${key.join('')}) as key_unknown${suffix}`,
  ];
}

function hardLevels(rules: readonly CompiledRule[]): string[] {
  return [1, 2, 3].flatMap((level) => {
    const columns = rules.filter((r) => r.level === level).map((r) => r.column);
    return columns.length > 0 ? [`when ${columns.join(' or ')} then ${level}`] : [];
  });
}

function bandLevels(pack: PolicyPack, score: string): string[] {
  const bands = Object.values(pack.levels.bands).sort((a, b) => b.atLeast - a.atLeast);
  return bands.map((b) => `when ${score} >= ${b.atLeast} - 1e-9 then ${b.level}`);
}

/** The more severe of the two; none of them and something unknown: undecided (NULL), never "stable". */
function level({ suffix }: Side): string[] {
  const hard = `hard_level${suffix}`;
  const band = `band_level${suffix}`;
  return [
    `case when ${hard} < 4 or ${band} < 4 then least(${hard}, ${band})
      when key_unknown${suffix} then null else 4 end as level${suffix}`,
  ];
}

/** A label inside an SQL comment must not end the comment. */
function oneLine(label: string): string {
  return label.replace(/[\r\n\u2028\u2029\u0085]+/g, ' ');
}
