import type { FieldFault } from '@shouwang/platform/errors/refusal.ts';
import type { PackProblem, Parameter, PolicyPack, RiskLevel, Unit } from '../policy/contract.ts';
import { overlayPacks, type PackSource } from '../policy/rules.ts';
import type { ChangeableNumber, ChangeableRule, Changes } from './contract.simulation.ts';
import { type CompiledPack, checkPack } from './engine/rules.compile.ts';

type Content = Omit<PolicyPack, 'hash' | 'layers' | 'origins'>;

/** How far a value of a unit may be tried: beyond it there is nothing to learn but a slip of the finger. */
const MOST: Partial<Record<Unit, number>> = {
  yuan: 1_000_000,
  ratio: 10,
  count: 100,
  days: 3660,
  hours: 1000,
  months: 120,
  years: 100,
  minutes: 1440,
  metres: 100_000,
  litre: 1000,
};
const HIGHEST = 1_000_000;

/** Parameters with a number that at least one condition of the pack reads, the line first. All others act before the facts or after the screening. */
export function changeableParameters({ pack, rules }: CompiledPack): ChangeableNumber[] {
  const all = Object.entries(pack.parameters).flatMap(([code, parameter]) => {
    const readBy = rules.filter((rule) => rule.parameters.includes(code)).map((rule) => rule.label);
    if (readBy.length === 0 || typeof parameter.value !== 'number') return [];
    return [{ code, ...numberOf(parameter, parameter.value), readBy }];
  });
  const place = ({ code }: ChangeableNumber) => PLACES.findIndex((start) => code.startsWith(start));
  return all.sort((a, b) => place(a) - place(b) || a.code.localeCompare(b.code));
}

/** What people change first stands first; a stored pack has lost the order of its file. */
const PLACES = [
  'line.',
  'trigger.lineBuffer',
  'trigger.income',
  'trigger.selfPay',
  'trigger.',
  'indicator.',
  'exclusion.',
  '',
];

function numberOf({ label, unit, standing }: Parameter, value: number): Omit<ChangeableNumber, 'code' | 'readBy'> {
  return { label, value, unit, least: 0, most: Math.max(MOST[unit] ?? HIGHEST, value), standing };
}

const share = (code: string, label: string, value: number): ChangeableNumber => ({
  ...{ code, label, value, unit: 'ratio', least: 0, most: 1, standing: null },
  readBy: [],
});

/** Weights of the indicators, with their dimension; the heaviest first. */
export function changeableWeights({ pack }: CompiledPack): ChangeableNumber[] {
  return Object.entries(pack.indicators)
    .map(([code, { label, weight, dimension, standing }]) => ({
      ...share(code, label, weight),
      standing,
      readBy: [dimension],
    }))
    .sort((a, b) => b.value - a.value || a.code.localeCompare(b.code));
}

/** k, and the lower bounds of the bands that do not begin at it. */
export function changeableScores({ pack }: CompiledPack): { cutoff: ChangeableNumber; bands: ChangeableNumber[] } {
  const bands = Object.entries(pack.levels.bands).filter(([, band]) => band.atLeast !== pack.scheme.cutoff);
  return {
    cutoff: share('cutoff', '临界值', pack.scheme.cutoff),
    bands: bands.map(([code, band]) => share(code, band.label, band.atLeast)),
  };
}

/** Rules that can be switched off; triggers and hard rules with the level that they give. */
export function changeableRules({ rules }: CompiledPack): ChangeableRule[] {
  const order = ['hard', 'trigger', 'exclusion'];
  return rules
    .flatMap(({ kind, code, label, level }) => (kind === 'indicator' ? [] : [{ kind, code, label, level }]))
    .sort(
      (a, b) =>
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.level ?? 9) - (b.level ?? 9) ||
        a.code.localeCompare(b.code),
    );
}

/** A pack with changes laid over it, checked like any other pack; or what is wrong, at the field of the request. */
export async function applyChanges(
  compiled: CompiledPack,
  changes: Changes,
): Promise<{ after: CompiledPack; faults: [] } | { after: null; faults: FieldFault[] }> {
  const faults = [...valueFaults(compiled, changes), ...codeFaults(compiled, changes)];
  if (faults.length > 0) return { after: null, faults };
  return checked(changedContent(contentOf(compiled.pack), changes));
}

function contentOf({ hash: _, layers: __, origins: ___, ...content }: PolicyPack): Content {
  return structuredClone(content);
}

function changedContent(content: Content, changes: Changes): Content {
  for (const [name, value] of Object.entries(changes.parameters)) {
    const parameter = content.parameters[name];
    if (parameter) parameter.value = value;
  }
  setWeights(content, changes);
  moveBands(content, changes);
  for (const [code, level] of Object.entries(changes.levels)) {
    const rule = content.triggers[code] ?? content.levels.hard[code];
    if (rule) rule.level = level;
  }
  for (const code of changes.off)
    for (const group of [content.triggers, content.levels.hard, content.exclusions]) delete group[code];
  return content;
}

function setWeights({ indicators }: Content, { weights }: Changes): void {
  for (const [code, weight] of Object.entries(weights)) {
    const indicator = indicators[code];
    if (weight === 0) delete indicators[code];
    else if (indicator) indicator.weight = weight;
  }
}

function moveBands({ scheme, levels: { bands } }: Content, changes: Changes): void {
  for (const band of Object.values(bands))
    if (changes.cutoff !== undefined && band.atLeast === scheme.cutoff) band.atLeast = changes.cutoff;
  if (changes.cutoff !== undefined) scheme.cutoff = changes.cutoff;
  for (const [code, atLeast] of Object.entries(changes.bands)) {
    const band = bands[code];
    if (band) band.atLeast = atLeast;
  }
}

/** Values that cannot be: not known, out of their limits, or weights that do not make 1. */
function valueFaults(compiled: CompiledPack, changes: Changes): FieldFault[] {
  const { cutoff, bands } = changeableScores(compiled);
  const groups: [string, readonly ChangeableNumber[], Record<string, number>][] = [
    ['parameters', changeableParameters(compiled), changes.parameters],
    ['weights', changeableWeights(compiled), changes.weights],
    ['bands', bands, changes.bands],
  ];
  const faults = groups.flatMap(([group, known, given]) =>
    Object.entries(given).flatMap(([code, value]) => {
      const path = `changes.${group}.${code}`;
      const found = known.find((one) => one.code === code);
      if (!found) return [fault(path, 'not-changeable', unknownText(compiled, group, code))];
      return outside(found, value) ? [fault(path, 'out-of-range', rangeText(found))] : [];
    }),
  );
  if (changes.cutoff !== undefined && (outside(cutoff, changes.cutoff) || changes.cutoff === 0))
    faults.push(fault('changes.cutoff', 'out-of-range', '临界值应大于 0，不大于 1'));
  return faults.length > 0 ? faults : weightFaults(compiled, changes);
}

const fault = (path: string, code: string, message: string): FieldFault => ({ path, code, message });
const outside = ({ least, most }: ChangeableNumber, value: number) => !(value >= least && value <= most);
const rangeText = ({ label, least, most }: ChangeableNumber) =>
  `${label}应在 ${least.toLocaleString('zh-CN')} 到 ${most.toLocaleString('zh-CN')} 之间`;

function unknownText({ pack }: CompiledPack, group: string, code: string): string {
  const label = group === 'parameters' && Object.hasOwn(pack.parameters, code) ? pack.parameters[code]?.label : null;
  if (label) return `“${label}”不在筛查条件里，改它不影响留存的事实；要改请重新筛查`;
  return `这批筛查的政策包里没有“${code}”`;
}

function weightFaults({ pack }: CompiledPack, { weights }: Changes): FieldFault[] {
  const all = Object.entries(pack.indicators).map(([code, { weight }]) => weights[code] ?? weight);
  const sum = all.reduce((total, weight) => total + weight, 0);
  if (Math.abs(sum - 1) < 1e-9) return [];
  return [fault('changes.weights', 'weights-sum', `各指标权重之和应为 1，现为 ${Number(sum.toFixed(6))}`)];
}

/** Rules that are not in the pack, or that have no level of their own. */
function codeFaults(compiled: CompiledPack, { off, levels }: Changes): FieldFault[] {
  const known = new Map(changeableRules(compiled).map((rule) => [rule.code, rule]));
  const missing = (code: string) => `这批筛查的政策包里没有能这样改的规则“${code}”`;
  return [
    ...off.flatMap((code, i) => (known.has(code) ? [] : [fault(`changes.off.${i}`, 'not-changeable', missing(code))])),
    ...Object.keys(levels).flatMap((code) =>
      known.get(code)?.level ? [] : [fault(`changes.levels.${code}`, 'not-changeable', missing(code))],
    ),
  ];
}

/** The contract, the rules of packs and the condition language have the last word, as over a file of the policy folder. */
async function checked(content: Content): ReturnType<typeof applyChanges> {
  const paths: string[] = [];
  const source: PackSource = {
    file: '',
    id: content.pack,
    tree: content as unknown as PackSource['tree'],
    // There is no file: the place of a problem is the number of its path.
    at: (path) => ({ line: paths.push(path.join('.')), column: 1 }),
  };
  const { compiled, problems } = checkPack(await overlayPacks([source]));
  if (compiled) return { after: compiled, faults: [] };
  return { after: null, faults: problems.map((problem) => placed(problem, paths)) };
}

function placed({ line, code, message }: PackProblem, paths: readonly string[]): FieldFault {
  const path = paths[line - 1] ?? '';
  return fault(path ? `changes.${path.replace(/\.value$/, '')}` : 'changes', code, message);
}

/** Level codes that a household may move between, as a request and an answer name them. */
export function levelKey(level: RiskLevel | null): '1' | '2' | '3' | '4' | 'undecided' {
  return level === null ? 'undecided' : (String(level) as '1' | '2' | '3' | '4');
}
