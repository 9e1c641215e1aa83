import type { RiskLevel } from '../../policy/contract.ts';
import type { Hit } from '../contract.ts';
import { mainReason } from './outcome.ts';
import type { CompiledPack } from './rules.compile.ts';
import type { ScreeningSession } from './session.ts';
import {
  oneSide,
  type Pair,
  pairOf,
  riskColumns,
  rulePairs,
  type SimulationRequest,
  screenedParts,
} from './simulate.pair.ts';

/** Which households a list of a simulation shows. */
const CHANGE_SETS = {
  entering: 'not coalesce(level < 4, false) and level_b < 4',
  leaving: 'level < 4 and not coalesce(level_b < 4, false)',
  raised: 'level < 4 and level_b < level',
  lowered: 'level_b < 4 and level_b > level',
  toCollect: 'level is not null and level_b is null',
  decided: 'level is null and level_b is not null',
  before: 'level < 4',
  after: 'level_b < 4',
  visitsBefore: 'level < 4 and not coalesce(is_monitored, false)',
  visitsAfter: 'level_b < 4 and not coalesce(is_monitored, false)',
  visitsIn: 'not coalesce(level < 4, false) and level_b < 4 and not coalesce(is_monitored, false)',
  visitsOut: 'level < 4 and not coalesce(level_b < 4, false) and not coalesce(is_monitored, false)',
  undecidedBefore: 'level is null',
  undecidedAfter: 'level_b is null',
  belowBefore: 'below',
  belowAfter: 'below_b',
  belowNew: 'below_b and not coalesce(below, false)',
  all: 'true',
} as const;
type ChangeSet = keyof typeof CHANGE_SETS;

export interface ChangeFilter {
  set: ChangeSet;
  /** Levels under the two packs; 'undecided' for those that cannot be judged. */
  from?: RiskLevel | 'undecided' | undefined;
  to?: RiskLevel | 'undecided' | undefined;
  /** A rule that holds on one side, or on one side only. */
  rule?: { code: string; holds: 'before' | 'after' | 'starts' | 'ends' } | undefined;
  /** A risk type under which the household is pointed out. */
  risk?: { code: string; holds: 'before' | 'after' } | undefined;
}

/** A household under the two packs. */
export interface SimulatedHousehold {
  householdId: string;
  areaCode: string;
  before: RiskLevel | null;
  after: RiskLevel | null;
  monitored: boolean;
  /** Codes of the rules that hold, without the negative list. */
  rulesBefore: string[];
  rulesAfter: string[];
  reasonBefore: Hit['mainReason'];
  reasonAfter: Hit['mainReason'];
}

/** The households that a filter leaves, most severe first, by area; facts never change, so that an offset is a safe place to go on. Behind the last
 * household there is nothing to count: total 0. */
export async function simulatedHouseholds(
  session: ScreeningSession,
  request: SimulationRequest,
  { filter, offset, limit }: { filter: ChangeFilter; offset: number; limit: number },
): Promise<{ rows: SimulatedHousehold[]; total: number }> {
  const pair = pairOf(request);
  const where = [CHANGE_SETS[filter.set], ...filterSql(pair, filter)].join(' and ');
  const from = `${screenedParts(pair, request)}\n`;
  const rows =
    await session.rows<HouseholdRow>(`${from}select cast(household_id as text) as household_id, area_code, level, level_b,
  coalesce(is_monitored, false) as monitored, ${letters(pair.before)} as answers, ${letters(pair.after)} as answers_b, count(*) over () as total
from told where ${where}
order by least(coalesce(level, 9), coalesce(level_b, 9)), area_code, household_id limit ${limit} offset ${offset}`);
  return { rows: rows.map((row) => readHousehold(pair, row)), total: Number(rows[0]?.total ?? 0) };
}

function filterSql(pair: Pair, { from, to, rule, risk }: ChangeFilter): string[] {
  const at = (column: string, level: ChangeFilter['from']) =>
    level === undefined ? [] : [level === 'undecided' ? `${column} is null` : `${column} = ${level}`];
  return [
    ...at('level', from),
    ...at('level_b', to),
    ...(rule ? [ruleSql(pair, rule)] : []),
    ...(risk
      ? [
          `(${riskColumns(pair[risk.holds], risk.code).join(' or ') || 'false'}) and level${risk.holds === 'after' ? '_b' : ''} < 4`,
        ]
      : []),
  ];
}

function ruleSql(pair: Pair, { code, holds }: NonNullable<ChangeFilter['rule']>): string {
  const found = rulePairs(pair).find((rule) => rule.code === code);
  const a = found?.a ?? null;
  const b = found?.b ?? null;
  if (holds === 'before') return a ?? 'false';
  if (holds === 'after') return b ?? 'false';
  return holds === 'starts' ? oneSide(b, a) : oneSide(a, b);
}

interface HouseholdRow {
  household_id: string;
  area_code: string;
  level: number | null;
  level_b: number | null;
  monitored: boolean;
  answers: string;
  answers_b: string;
  total: number | string;
}

function letters({ rules }: CompiledPack): string {
  return rules.map((rule) => `case when ${rule.column} then 'y' else 'n' end`).join(' || ');
}

function readHousehold(pair: Pair, row: HouseholdRow): SimulatedHousehold {
  const held = ({ rules }: CompiledPack, answers: string) =>
    rules.filter((rule, i) => answers[i] === 'y' && rule.kind !== 'exclusion');
  const before = held(pair.before, row.answers);
  const after = held(pair.after, row.answers_b);
  return {
    householdId: row.household_id,
    areaCode: row.area_code,
    before: row.level as RiskLevel | null,
    after: row.level_b as RiskLevel | null,
    monitored: row.monitored,
    rulesBefore: before.map((rule) => rule.code),
    rulesAfter: after.map((rule) => rule.code),
    reasonBefore: mainReason(pair.before.pack, before),
    reasonAfter: mainReason(pair.after.pack, after),
  };
}
