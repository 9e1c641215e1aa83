import type { RiskLevel } from '../policy/contract.ts';
import type { AreaCount, RuleTrace } from './contract.ts';

export { type AfInput, type AfMeasure, alkireFoster, type MissingPolicy } from './engine/alkire-foster.ts';
export { type CompiledPack, checkPack, compilePack } from './engine/rules.compile.ts';

/** Names of codes/risk_level.csv. */
export const LEVEL_NAMES: Record<RiskLevel, string> = {
  1: '红（高）',
  2: '橙（较高）',
  3: '黄（一般）',
  4: '绿（稳定）',
};

const INVITATION: Record<1 | 2 | 3, string> = {
  1: '请马上安排两名干部上门核实，先把眼前的事解决好。',
  2: '请两名干部上门看一看，是不是需要帮一把。',
  3: '请近期走访时一并了解。',
};

/**
 * The conclusion in plain Chinese, fit to be read aloud: the two most severe reasons and what to do. It names no person,
 * illness, number or amount, and it proposes a visit, not a decision.
 */
export function conclusion(level: RiskLevel | null, held: readonly Pick<RuleTrace, 'kind' | 'say'>[]): string {
  if (level === null) return '这户还有关键情况不清楚，请上门问明白，现在不能算稳定。';
  if (level === 4) return '按现有数据，没有需要上门核实的理由。';
  const reasons = [...new Set(held.filter((h) => h.kind !== 'exclusion').map((h) => h.say))].slice(0, 2);
  return `${reasons.join('')}${INVITATION[level]}`;
}

/** Area codes that contain an area, from the province (2 digits) down to the area itself. */
export function enclosingAreas(areaCode: string): string[] {
  return [2, 4, 6, 9, 12].filter((digits) => digits <= areaCode.length).map((digits) => areaCode.slice(0, digits));
}

/** Adds the counts of villages up to towns, counties, cities and the province; sorted by area code. */
export function rollUp(villages: readonly AreaCount[]): AreaCount[] {
  const areas = new Map<string, AreaCount>();
  for (const village of villages) {
    for (const areaCode of enclosingAreas(village.areaCode)) {
      const sum = areas.get(areaCode);
      areas.set(areaCode, sum ? added(sum, village) : { ...village, areaCode });
    }
  }
  return [...areas.values()].sort((a, b) => (a.areaCode < b.areaCode ? -1 : 1));
}

function added(sum: AreaCount, more: AreaCount): AreaCount {
  return {
    areaCode: sum.areaCode,
    households: sum.households + more.households,
    red: sum.red + more.red,
    orange: sum.orange + more.orange,
    yellow: sum.yellow + more.yellow,
    stable: sum.stable + more.stable,
    undecided: sum.undecided + more.undecided,
    byRule: addedRecords(sum.byRule, more.byRule),
    undecidedByRule: addedRecords(sum.undecidedByRule, more.undecidedByRule),
  };
}

function addedRecords(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}
