import type { Parameter, PolicyPack } from '../policy/contract.ts';
import type { ChangedValue, Effect, EffectSide, SimulationView } from './contract.simulation.ts';
import type { RiskEffect, RuleEffect, SimulatedCell } from './engine/simulate.ts';
import { levelKey } from './rules.changes.ts';
import { enclosingAreas } from './rules.ts';

const nothing = (): EffectSide => ({
  ...{ red: 0, orange: 0, yellow: 0, green: 0, undecided: 0 },
  ...{ visits: 0, belowLine: 0, gapFen: 0 },
});
const NAMES = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'green' } as const;
type Level = SimulatedCell['before'];
const isHit = (level: Level) => level !== null && level < 4;

/** What changes for the households of these cells, added up. */
export function effectOf(cells: readonly SimulatedCell[]): Effect {
  const effect: Effect = {
    households: 0,
    before: nothing(),
    after: nothing(),
    ...{ entering: 0, leaving: 0, visitsIn: 0, visitsOut: 0, raised: 0, lowered: 0, toCollect: 0, decided: 0 },
  };
  for (const cell of cells) addCell(effect, cell);
  return effect;
}

function addCell(effect: Effect, cell: SimulatedCell): void {
  const { before, after, monitored, households: n } = cell;
  effect.households += n;
  addSide(effect.before, { level: before, monitored, n, below: cell.belowBefore, gapFen: cell.gapBeforeFen });
  addSide(effect.after, { level: after, monitored, n, below: cell.belowAfter, gapFen: cell.gapAfterFen });
  if (before !== null && after === null) effect.toCollect += n;
  if (before === null && after !== null) effect.decided += n;
  addMove(effect, cell, monitored ? 0 : n);
}

/** Who comes in, who goes out, and who moves between the levels at which somebody must see him. */
function addMove(effect: Effect, { before, after, households: n }: SimulatedCell, sheets: number): void {
  if (isHit(before) && isHit(after)) {
    if (Number(after) < Number(before)) effect.raised += n;
    if (Number(after) > Number(before)) effect.lowered += n;
  } else if (isHit(after)) {
    effect.entering += n;
    effect.visitsIn += sheets;
  } else if (isHit(before)) {
    effect.leaving += n;
    effect.visitsOut += sheets;
  }
}

type Part = { level: Level; monitored: boolean; n: number; below: number; gapFen: number };

function addSide(side: EffectSide, { level, monitored, n, below, gapFen }: Part): void {
  side[level === null ? 'undecided' : NAMES[level]] += n;
  if (isHit(level) && !monitored) side.visits += n;
  side.belowLine += below;
  side.gapFen += gapFen;
}

/** The effect by area, from the city down to the villages, in the order of the codes; only areas within one. */
export function effectsByArea(cells: readonly SimulatedCell[], within: string): (Effect & { areaCode: string })[] {
  const byArea = new Map<string, SimulatedCell[]>();
  for (const cell of cells)
    for (const code of enclosingAreas(cell.areaCode)) {
      if (code.length <= within.length) continue;
      const own = byArea.get(code);
      if (own) own.push(cell);
      else byArea.set(code, [cell]);
    }
  return [...byArea]
    .map(([areaCode, own]) => ({ areaCode, ...effectOf(own) }))
    .sort((a, b) => (a.areaCode < b.areaCode ? -1 : 1));
}

/** Households by level before and after. */
export function matrixOf(cells: readonly SimulatedCell[]): SimulationView['matrix'] {
  const sums = new Map<string, SimulationView['matrix'][number]>();
  for (const { before, after, households } of cells) {
    const [from, to] = [levelKey(before), levelKey(after)];
    const cell = sums.get(`${from} ${to}`) ?? { from, to, households: 0 };
    sums.set(`${from} ${to}`, { ...cell, households: cell.households + households });
  }
  return [...sums.values()].sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
}

/** Rules of several runs added up by kind and code. */
export function addedRules(all: readonly RuleEffect[]): RuleEffect[] {
  const sums = new Map<string, RuleEffect>();
  for (const one of all) {
    const key = `${one.kind} ${one.code}`;
    const sum = sums.get(key);
    sums.set(
      key,
      sum
        ? {
            ...sum,
            before: sum.before + one.before,
            after: sum.after + one.after,
            starts: sum.starts + one.starts,
            ends: sum.ends + one.ends,
          }
        : one,
    );
  }
  return [...sums.values()];
}

/** Risk types of several runs added up. */
export function addedRisks(all: readonly RiskEffect[]): RiskEffect[] {
  const sums = new Map<string, RiskEffect>();
  for (const { risk, before, after } of all) {
    const sum = sums.get(risk);
    sums.set(risk, { risk, before: (sum?.before ?? 0) + before, after: (sum?.after ?? 0) + after });
  }
  return [...sums.values()].sort((a, b) => Number(a.risk) - Number(b.risk));
}

const UNITS: Partial<Record<Parameter['unit'], string>> = {
  yuan: ' 元',
  days: ' 天',
  hours: ' 小时',
  months: ' 个月',
  years: ' 年',
  minutes: ' 分钟',
  metres: ' 米',
  litre: ' 升',
};

function parameterText({ value, unit }: Parameter): string {
  const text = typeof value === 'number' ? value.toLocaleString('zh-CN', { maximumFractionDigits: 6 }) : String(value);
  return `${text}${UNITS[unit] ?? ''}`;
}

type Said = Map<string, { label: string; text: string }>;

/** Everything of a pack that the screening reads, by path, in words. */
function saidBy(pack: PolicyPack): Said {
  const said: Said = new Map();
  for (const [name, parameter] of Object.entries(pack.parameters))
    said.set(`parameters.${name}`, { label: parameter.label, text: parameterText(parameter) });
  for (const [code, { label, weight, when }] of Object.entries(pack.indicators)) {
    said.set(`weights.${code}`, { label: `${label}的权重`, text: String(weight) });
    said.set(`when.${code}`, { label: `${label}的条件`, text: when });
  }
  said.set('cutoff', { label: '临界值', text: String(pack.scheme.cutoff) });
  said.set('missing', { label: '缺指标的算法', text: `${pack.scheme.missing} ${pack.scheme.minKnown}` });
  for (const [code, { label, atLeast, level }] of Object.entries(pack.levels.bands))
    said.set(`bands.${code}`, { label, text: `得分 ${atLeast} 起为${LEVELS[level]}` });
  for (const [code, { label, when, level, key }] of Object.entries(pack.triggers)) {
    said.set(`levels.${code}`, { label: `${label} ${code}`, text: `${LEVELS[level]}${key ? '，判断不了就补采' : ''}` });
    said.set(`when.${code}`, { label: `${label} ${code} 的条件`, text: when });
  }
  for (const [code, { label, when, level }] of Object.entries(pack.levels.hard)) {
    said.set(`levels.${code}`, { label: `${label} ${code}`, text: LEVELS[level] });
    said.set(`when.${code}`, { label: `${label} ${code} 的条件`, text: when });
  }
  for (const [code, { label, when }] of Object.entries(pack.exclusions))
    said.set(`when.${code}`, { label: `负面清单 ${label} ${code}`, text: when });
  return said;
}

const LEVELS = { 1: '红', 2: '橙', 3: '黄', 4: '绿' } as const;

/** Values that differ between two packs; null on the side that does not have it. Conditions of a rule that comes or goes are not told beside it. */
export function changedValues(before: PolicyPack, after: PolicyPack): ChangedValue[] {
  const [a, b] = [saidBy(before), saidBy(after)];
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  const differing = paths.filter((path) => a.get(path)?.text !== b.get(path)?.text);
  const comesOrGoes = (path: string) => a.has(path) !== b.has(path);
  return differing.flatMap((path) => {
    const code = path.slice(path.indexOf('.') + 1);
    const told = path.startsWith('when.') && [`levels.${code}`, `weights.${code}`].some(comesOrGoes);
    const label = a.get(path)?.label ?? b.get(path)?.label ?? path;
    return told ? [] : [{ path, label, before: a.get(path)?.text ?? null, after: b.get(path)?.text ?? null }];
  });
}
