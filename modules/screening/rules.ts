import type { RiskLevel } from '../policy/contract.ts';
import type { AreaCount, RuleTrace } from './contract.ts';

export { type CompiledPack, checkPack, compilePack } from './engine/rules.compile.ts';

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
      if (sum) addTo(sum, village);
      else areas.set(areaCode, { ...copyOf(village), areaCode });
    }
  }
  return [...areas.values()].sort((a, b) => (a.areaCode < b.areaCode ? -1 : 1));
}

const copyOf = (area: AreaCount): AreaCount => ({
  ...area,
  byRule: { ...area.byRule },
  undecidedByRule: { ...area.undecidedByRule },
});

/** Adds in place: a province has some ten thousand villages, each with two counts a rule. */
function addTo(sum: AreaCount, more: AreaCount): void {
  for (const key of COUNTS) sum[key] += more[key];
  addRecord(sum.byRule, more.byRule);
  addRecord(sum.undecidedByRule, more.undecidedByRule);
}

const COUNTS = ['households', 'red', 'orange', 'yellow', 'stable', 'undecided'] as const;

function addRecord(sum: Record<string, number>, more: Record<string, number>): void {
  for (const key of Object.keys(more)) sum[key] = (sum[key] ?? 0) + (more[key] ?? 0);
}
