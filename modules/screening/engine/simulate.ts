import type { RiskLevel } from '../../policy/contract.ts';
import type { RuleKind } from './rules.compile.ts';
import type { ScreeningSession } from './session.ts';
import {
  type Pair,
  pairOf,
  riskColumns,
  risksOf,
  rulePairs,
  type SimulationRequest,
  screenedParts,
} from './simulate.pair.ts';

export { factsNeeded, type SimulationRequest } from './simulate.pair.ts';

/** Households of a village that stand alike under the two packs. */
export interface SimulatedCell {
  areaCode: string;
  /** Null: a key rule cannot be decided. */
  before: RiskLevel | null;
  after: RiskLevel | null;
  /** Monitored already: their contact follows up, they get no work sheet. */
  monitored: boolean;
  households: number;
  /** Households whose income per head is below the line, and what they lack to it together, in fen. Unknown incomes are not in it. */
  belowBefore: number;
  belowAfter: number;
  gapBeforeFen: number;
  gapAfterFen: number;
  incomeUnknown: number;
}

/** Households for which a rule holds, under each pack; `starts` and `ends` are those for which only one of them says so. */
export interface RuleEffect {
  kind: RuleKind;
  code: string;
  label: string;
  before: number;
  after: number;
  starts: number;
  ends: number;
}

/** Households pointed out with at least one rule of a risk type (codes/risk_type.csv). */
export interface RiskEffect {
  risk: string;
  before: number;
  after: number;
}

export interface Simulation {
  cells: SimulatedCell[];
  rules: RuleEffect[];
  risks: RiskEffect[];
}

/**
 * Compares two packs over the facts of a run: only the rules are evaluated, each one once where the packs agree. The facts are read once, into
 * groups of households of a village that are alike in everything that is counted; what is told is added up from the groups.
 */
export async function simulate(session: ScreeningSession, request: SimulationRequest): Promise<Simulation> {
  const pair = pairOf(request);
  const columns = [...new Set([...pair.before.rules, ...pair.after.rules].map((rule) => rule.column))];
  await session.run(`drop table if exists ${GROUPS}`);
  await session.run(`create temporary table ${GROUPS} as ${groupStatement(pair, columns, request)}`);
  try {
    const cells = await session.rows<CellRow>(CELL_STATEMENT);
    const patterns = await session.rows<PatternRow>(patternStatement(columns));
    const counted = patterns.map((row) => readPattern(columns, row));
    return { cells: cells.map(readCell), rules: rulesOf(pair, counted), risks: riskEffects(pair, counted) };
  } finally {
    await session.run(`drop table if exists ${GROUPS}`);
  }
}

const GROUPS = 'simulated_groups';
/** Answers that one whole number carries: so many that every engine and every language keeps it exactly. */
const BITS = 30;

const masksOf = (columns: readonly string[]) =>
  Array.from({ length: Math.ceil(columns.length / BITS) }, (_, i) => ({
    name: `mask_${i}`,
    columns: columns.slice(i * BITS, (i + 1) * BITS),
  }));

function groupStatement(pair: Pair, columns: readonly string[], request: SimulationRequest): string {
  const masks = masksOf(columns).map(
    (mask) =>
      `${mask.columns.map((column, bit) => `case when ${column} then ${2 ** bit} else 0 end`).join('\n    + ')} as ${mask.name}`,
  );
  const keys = ['area_code', 'level', 'level_b', 'monitored', ...masksOf(columns).map(({ name }) => name)].join(', ');
  return `${screenedParts(pair, request)},
grouped as (
  select area_code, level, level_b, coalesce(is_monitored, false) as monitored, below, below_b, gap, gap_b,
    per_capita_net_income is null as unknown,
    ${masks.join(',\n    ')}
  from told
)
select ${keys}, count(*) as households, count(*) filter (where below) as below, count(*) filter (where below_b) as below_b,
  sum(gap) as gap, sum(gap_b) as gap_b, count(*) filter (where unknown) as unknown
from grouped group by ${keys}`;
}

const total = (column: string) => `cast(sum(${column}) as bigint) as ${column}`;
const CELL_STATEMENT = `select area_code, level, level_b, monitored,
  ${['households', 'below', 'below_b', 'gap', 'gap_b', 'unknown'].map(total).join(', ')}
from ${GROUPS} group by area_code, level, level_b, monitored order by area_code, level, level_b, monitored`;

function patternStatement(columns: readonly string[]): string {
  const keys = ['level', 'level_b', ...masksOf(columns).map(({ name }) => name)].join(', ');
  return `select ${keys}, ${total('households')} from ${GROUPS} group by ${keys}`;
}

type PatternRow = { level: number | null; level_b: number | null; households: number | string } & Record<
  string,
  unknown
>;

/** Households with the same levels and the same answers of all rules. */
interface Pattern {
  isHit: Record<'before' | 'after', boolean>;
  holds: ReadonlySet<string>;
  households: number;
}

function readPattern(columns: readonly string[], row: PatternRow): Pattern {
  const held = masksOf(columns).flatMap((mask) =>
    mask.columns.filter((_, bit) => (Number(row[mask.name]) & (2 ** bit)) !== 0),
  );
  const isHit = (level: number | null) => level !== null && level < 4;
  return {
    isHit: { before: isHit(row.level), after: isHit(row.level_b) },
    holds: new Set(held),
    households: Number(row.households),
  };
}

const sumOf = (patterns: readonly Pattern[], where: (pattern: Pattern) => boolean) =>
  patterns.reduce((sum, pattern) => (where(pattern) ? sum + pattern.households : sum), 0);

function rulesOf(pair: Pair, patterns: readonly Pattern[]): RuleEffect[] {
  return rulePairs(pair).map(({ kind, code, label, a, b }) => {
    const then = ({ holds }: Pattern) => a !== null && holds.has(a);
    const now = ({ holds }: Pattern) => b !== null && holds.has(b);
    return {
      ...{ kind, code, label },
      before: sumOf(patterns, then),
      after: sumOf(patterns, now),
      starts: sumOf(patterns, (pattern) => now(pattern) && !then(pattern)),
      ends: sumOf(patterns, (pattern) => then(pattern) && !now(pattern)),
    };
  });
}

function riskEffects(pair: Pair, patterns: readonly Pattern[]): RiskEffect[] {
  const under = (risk: string, side: 'before' | 'after') => {
    const columns = riskColumns(pair[side], risk);
    return sumOf(patterns, ({ isHit, holds }) => isHit[side] && columns.some((column) => holds.has(column)));
  };
  return risksOf(pair).map((risk) => ({ risk, before: under(risk, 'before'), after: under(risk, 'after') }));
}

interface CellRow {
  area_code: string;
  level: number | null;
  level_b: number | null;
  monitored: boolean;
  households: number | string;
  below: number | string;
  below_b: number | string;
  gap: number | string;
  gap_b: number | string;
  unknown: number | string;
}

function readCell(row: CellRow): SimulatedCell {
  return {
    areaCode: row.area_code,
    before: row.level as RiskLevel | null,
    after: row.level_b as RiskLevel | null,
    monitored: row.monitored,
    households: Number(row.households),
    belowBefore: Number(row.below),
    belowAfter: Number(row.below_b),
    gapBeforeFen: Number(row.gap),
    gapAfterFen: Number(row.gap_b),
    incomeUnknown: Number(row.unknown),
  };
}
