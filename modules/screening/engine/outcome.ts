import { RiskLevel } from '../../policy/contract.ts';
import type { AreaCount, Hit, UndecidedHousehold } from '../contract.ts';
import type { CompiledPack, CompiledRule, RuleKind } from './rules.compile.ts';

/** A hit or an undecided household as the engines give it back: short, and the same on both. */
export interface OutcomeRow {
  county_code: string;
  household_id: string;
  area_code: string;
  level: number | null;
  hard_level: number;
  band_level: number;
  score: number | null;
  /** One letter a rule, in the order of the pack: y holds, n does not, u undecided. */
  answers: string;
}

/** Reads what somebody must see out of the table of a run. */
export function outcomeStatement({ rules }: CompiledPack): string {
  const letters = rules.map((r) => `case when ${r.column} then 'y' when not ${r.column} then 'n' else 'u' end`);
  return `select county_code, cast(household_id as text) as household_id, area_code, level, hard_level, band_level, score,
  ${letters.join('\n  || ')} as answers
from screened_run where level is null or level < 4 order by household_id`;
}

export function readHit({ pack, rules }: CompiledPack, row: OutcomeRow): Hit {
  const held = rules.filter((_, i) => row.answers[i] === 'y');
  const codes = (kind: RuleKind) => held.filter((r) => r.kind === kind).map((r) => r.code);
  return {
    countyCode: row.county_code,
    householdId: row.household_id,
    areaCode: row.area_code,
    level: RiskLevel.parse(row.level),
    hardLevel: RiskLevel.parse(row.hard_level),
    bandLevel: RiskLevel.parse(row.band_level),
    score: row.score,
    triggers: codes('trigger'),
    hardRules: codes('hard'),
    indicators: codes('indicator'),
    undecided: undecidedCodes(rules, row),
    exclusions: codes('exclusion'),
    mainReason: mainReason(pack, held),
  };
}

export function readUndecided({ rules }: CompiledPack, row: OutcomeRow): UndecidedHousehold {
  return {
    countyCode: row.county_code,
    householdId: row.household_id,
    areaCode: row.area_code,
    undecided: undecidedCodes(rules, row),
  };
}

function undecidedCodes(rules: readonly CompiledRule[], row: OutcomeRow): string[] {
  return rules.filter((_, i) => row.answers[i] === 'u').map((r) => r.code);
}

/** The most severe rule that holds, the first in the pack among equals; else the heaviest indicator. */
export function mainReason(pack: CompiledPack['pack'], held: readonly CompiledRule[]): Hit['mainReason'] {
  const rank = (r: CompiledRule) =>
    r.level ?? (r.kind === 'indicator' ? 5 - (pack.indicators[r.code]?.weight ?? 0) : 9);
  const first = [...held].sort((a, b) => rank(a) - rank(b))[0];
  if (!first) return { code: '', say: '' };
  const rule = pack.triggers[first.code] ?? pack.levels.hard[first.code] ?? pack.indicators[first.code];
  return { code: first.code, say: rule?.say ?? '' };
}

/** Counts by village; the areas above are added up from these. */
export function areaStatement({ rules }: CompiledPack): string {
  const byRule = rules.flatMap((r) => [
    `count(*) filter (where ${r.column}) as y_${r.column}`,
    `count(*) filter (where ${r.column} is null) as u_${r.column}`,
  ]);
  const levels = [1, 2, 3, 4].map((level) => `count(*) filter (where level = ${level}) as level_${level}`);
  return `select area_code, count(*) as households, count(*) filter (where level is null) as undecided,
  ${[...levels, ...byRule].join(',\n  ')}
from screened_run group by area_code order by area_code`;
}

export function readAreas({ rules }: CompiledPack, rows: readonly Record<string, unknown>[]): AreaCount[] {
  return rows.map((row) => {
    const tally = (prefix: string) =>
      Object.fromEntries(rules.map((r) => [r.code, Number(row[`${prefix}_${r.column}`])]));
    return {
      areaCode: String(row.area_code),
      households: Number(row.households),
      red: Number(row.level_1),
      orange: Number(row.level_2),
      yellow: Number(row.level_3),
      stable: Number(row.level_4),
      undecided: Number(row.undecided),
      byRule: tally('y'),
      undecidedByRule: tally('u'),
    };
  });
}
