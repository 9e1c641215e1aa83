import { z } from 'zod';
import { DIVISORS, isPeriod, MOST_MONTHS } from '../registry/income-rules.ts';
import { type PackProblem, type PackProblemCode, type Parameter, PolicyPack } from './contract.ts';
import { nearestName } from './nearest.ts';
import { checkValues } from './rules.values.ts';
import { isTree, type PackSource, type Path } from './source.ts';

export { nearestName } from './nearest.ts';
export { packDifferences, saysTheSame } from './rules.diff.ts';
export { effectiveDayIn, withEffectiveDay } from './rules.values.ts';
export { type PackSource, type Path, parsePack } from './source.ts';

type Tree = { [key: string]: unknown };

/** A pack laid together from its layers, or what is wrong with it. */
export interface Overlay {
  pack: PolicyPack | null;
  problems: PackProblem[];
  /** The layers laid together, whatever their faults. */
  merged: Tree;
  /** Makes a problem at a value of the pack, in the file of the layer that set it. */
  problemAt(path: Path, code: PackProblemCode, message: string, offset?: number): PackProblem;
}

/**
 * Lays packs over one another, the widest area first (national <- province <- city <- county). A later layer changes
 * single values by key, adds entries, or takes one out with `disabled: true`; all else is inherited.
 */
export async function overlayPacks(layers: readonly PackSource[]): Promise<Overlay> {
  const origins: Record<string, string> = {};
  const merged: Tree = {};
  for (const layer of layers) merge(merged, layer.tree, { origins, id: layer.id, path: [] });
  const locate = locator(layers, origins);
  const problems = checkLayers(layers, locate);
  const shaped = PolicyPack.safeParse(merged);
  if (!shaped.success) {
    problems.push(...shaped.error.issues.flatMap((issue) => shapeProblems(issue, merged, locate)));
    return { pack: null, problems, merged, problemAt: locate };
  }
  problems.push(...checkContent(shaped.data, locate));
  if (problems.length > 0) return { pack: null, problems, merged, problemAt: locate };
  const hash = await contentHash(shaped.data);
  return {
    pack: { ...shaped.data, hash, layers: layers.map((l) => l.id), origins },
    problems,
    merged,
    problemAt: locate,
  };
}

/** The pack that holds for an area on a day: the narrowest area that contains it, then the latest. Null when none does. */
export function packInForce<P extends { areaCode: string; effectiveFrom: string; effectiveTo?: string | undefined }>(
  packs: readonly P[],
  areaCode: string,
  day: string,
): P | null {
  const holding = packs.filter(
    (p) =>
      areaCode.startsWith(p.areaCode) &&
      p.effectiveFrom <= day &&
      (p.effectiveTo === undefined || day <= p.effectiveTo),
  );
  const order = (a: P, b: P) =>
    b.areaCode.length - a.areaCode.length ||
    (a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : 0);
  return holding.sort(order)[0] ?? null;
}

/** A parameter of the pack by its name; a name that it lacks is a fault of the program, named with the nearest right one. */
export function parameter(pack: Pick<PolicyPack, 'pack' | 'parameters'>, name: string): Parameter {
  const found = Object.hasOwn(pack.parameters, name) ? pack.parameters[name] : undefined;
  if (found) return found;
  const near = nearestName(name, Object.keys(pack.parameters));
  throw new RangeError(`Policy pack ${pack.pack} has no parameter "${name}"${near ? `; nearest: "${near}"` : ''}`);
}

/** A share as an exact fraction: `parts` out of `of`. */
export interface Ratio {
  parts: number;
  of: number;
}

const FRACTION = /^(\d{1,6})\/([1-9]\d{0,5})$/;

/** A share as it is written in the pack, without rounding: 2/3 is two thirds, 0.67 is 67 of 100. */
export function ratioParameter(pack: Pick<PolicyPack, 'pack' | 'parameters'>, name: string): Ratio {
  const { value } = parameter(pack, name);
  const [, parts, of] = FRACTION.exec(String(value)) ?? [];
  if (parts !== undefined && of !== undefined) return { parts: Number(parts), of: Number(of) };
  const decimals = String(numberParameter(pack, name)).split('.')[1]?.length ?? 0;
  return { parts: Math.round(numberParameter(pack, name) * 10 ** decimals), of: 10 ** decimals };
}

/** A numeric parameter: days, yuan, ratio. A fraction such as 2/3 is read as its quotient; where it decides, use `ratioParameter`. */
export function numberParameter(pack: Pick<PolicyPack, 'pack' | 'parameters'>, name: string): number {
  const { value } = parameter(pack, name);
  const [, parts, of] = FRACTION.exec(String(value)) ?? [];
  if (parts !== undefined) return Number(parts) / Number(of);
  if (typeof value !== 'number') throw new RangeError(`Parameter "${name}" of ${pack.pack} is not a number`);
  return value;
}

/** How long a step of identification may take. */
export interface StepLimit {
  /** Name of the parameter that the pack gives the step (`steps[].limit`). */
  parameter: string;
  days: number;
}

/** The limit of a step in days, as the pack says; null where the pack sets none in days or does not know the step. The one reader of `steps[].limit`. */
export function stepLimit(pack: Pick<PolicyPack, 'pack' | 'parameters' | 'steps'>, step: string): StepLimit | null {
  const name = Object.hasOwn(pack.steps, step) ? pack.steps[step]?.limit : undefined;
  if (name === undefined || pack.parameters[name]?.unit !== 'days') return null;
  return { parameter: name, days: numberParameter(pack, name) };
}

/** JSON with sorted keys and no blanks: equal content has equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isTree(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).filter((k) => value[k] !== undefined);
  return `{${keys
    .sort()
    .map((k) => `${JSON.stringify(k)}:${canonicalJson(value[k])}`)
    .join(',')}}`;
}

/** SHA-256 of the canonical JSON, in lower-case hex. */
export async function contentHash(content: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(content)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Locate = Overlay['problemAt'];
type Layering = { origins: Record<string, string>; id: string; path: string[] };

function merge(target: Tree, over: Tree, { origins, id, path }: Layering): void {
  for (const [key, value] of Object.entries(over)) {
    if (key === '__proto__') continue;
    const here = [...path, key];
    if (isTree(value) && value.disabled === true) {
      delete target[key];
      continue;
    }
    origins[here.join('/')] = id;
    if (isTree(value)) merge(branch(target, key), value, { origins, id, path: here });
    else target[key] = value;
  }
}

/** The branch at a key, made when it is not there. */
function branch(target: Tree, key: string): Tree {
  const existing = Object.hasOwn(target, key) ? target[key] : undefined;
  if (isTree(existing)) return existing;
  const made: Tree = {};
  target[key] = made;
  return made;
}

function locator(layers: readonly PackSource[], origins: Record<string, string>): Locate {
  return (path, code, message, offset = 0) => {
    let known = [...path];
    while (known.length > 0 && origins[known.join('/')] === undefined) known = known.slice(0, -1);
    const origin = origins[known.join('/')];
    const layer = layers.find((l) => l.id === origin) ?? layers.at(-1);
    const place = layer?.at(known, known.length === path.length ? offset : 0) ?? { line: 1, column: 1 };
    return { file: layer?.file ?? '', ...place, code, message };
  };
}

function checkLayers(layers: readonly PackSource[], locate: Locate): PackProblem[] {
  const problems: PackProblem[] = [];
  for (const [i, layer] of layers.entries()) {
    const base = layers[i - 1];
    const named = layer.tree.extends;
    if (base && named !== base.id) problems.push(locate(['extends'], 'pack-layer', `本包应写 extends: ${base.id}`));
    const outside = base && !String(layer.tree.areaCode).startsWith(String(base.tree.areaCode));
    if (outside) problems.push(locate(['areaCode'], 'pack-layer', `行政区划不在上级政策包 ${base.id} 的范围内`));
  }
  return problems;
}

function shapeProblems(issue: z.core.$ZodIssue, merged: Tree, locate: Locate): PackProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => {
      const near = nearestName(key, known);
      return locate([...path, key], 'pack-unknown-key', `不认识的名称“${key}”${near ? `，是否想写“${near}”` : ''}`);
    });
  }
  if (issue.code === 'invalid_key') {
    return [locate(path, 'pack-shape', `编码“${path.at(-1)}”的写法不对：${issue.issues[0]?.message ?? ''}`)];
  }
  const missing = valueAt(merged, path) === undefined;
  if (missing) return [locate(path, 'pack-missing', `缺少“${path.join(' / ')}”`)];
  const reason = issue.code === 'custom' || issue.code === 'invalid_format' ? issue.message : '';
  return [locate(path, 'pack-shape', `“${path.join(' / ')}”的写法不对${reason ? `：${reason}` : ''}`)];
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isTree(value) ? value[key] : undefined), tree);
}

/** The keys that the schema allows at a path: for the nearest right name. */
function knownKeys(path: Path): string[] {
  let schema: unknown = PolicyPack;
  for (const key of path) {
    if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else if (schema instanceof z.ZodObject) schema = (schema.shape as Tree)[key];
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** What the shape cannot say: weights that sum to 1, limits and sources that exist. */
function checkContent(pack: z.infer<typeof PolicyPack>, locate: Locate): PackProblem[] {
  const problems: PackProblem[] = [];
  const weights = Object.values(pack.indicators).reduce((sum, i) => sum + i.weight, 0);
  if (Math.abs(weights - 1) > 1e-9) {
    problems.push(locate(['indicators'], 'pack-weights', `各指标权重之和应为 1，现为 ${Number(weights.toFixed(6))}`));
  }
  for (const [code, step] of Object.entries(pack.steps)) {
    if (step.limit === undefined) continue;
    if (Object.hasOwn(pack.parameters, step.limit)) {
      if (pack.parameters[step.limit]?.unit === 'days') continue;
      problems.push(
        locate(['steps', code, 'limit'], 'pack-parameter', `步骤的时限应是以天计的参数，“${step.limit}”不是`),
      );
      continue;
    }
    const near = nearestName(step.limit, Object.keys(pack.parameters));
    const hint = near ? `，是否想写“${near}”` : '';
    problems.push(locate(['steps', code, 'limit'], 'pack-parameter', `没有参数“${step.limit}”${hint}`));
  }
  return [...problems, ...checkValues(pack, locate), ...checkCounting(pack, locate), ...checkSources(pack, locate)];
}

/** The parameters of the income counting take only what the counting understands. */
function checkCounting({ parameters }: z.infer<typeof PolicyPack>, locate: Locate): PackProblem[] {
  const faults: [name: string, fits: (value: unknown) => boolean, message: string][] = [
    ['income.periodMonths', isPeriod, `核算期应为 1 至 ${MOST_MONTHS} 的整数（月）`],
    ['income.divisor', (value) => DIVISORS.some((known) => known === value), `人均除数只能是 ${DIVISORS.join('、')}`],
    ['income.deductWorkCost', (value) => typeof value === 'boolean', '应为 true 或 false'],
    ['income.valueUnsoldStock', (value) => typeof value === 'boolean', '应为 true 或 false'],
  ];
  return faults.flatMap(([name, fits, message]) => {
    const found = parameters[name];
    return !found || fits(found.value) ? [] : [locate(['parameters', name, 'value'], 'pack-parameter', message)];
  });
}

function checkSources(pack: z.infer<typeof PolicyPack>, locate: Locate): PackProblem[] {
  const groups = {
    parameters: pack.parameters,
    indicators: pack.indicators,
    triggers: pack.triggers,
    exclusions: pack.exclusions,
  };
  return Object.entries(groups).flatMap(([group, entries]) =>
    Object.entries(entries).flatMap(([code, { standing, source }]) => {
      if (source === undefined ? standing === 'default' : Object.hasOwn(pack.sources, source)) return [];
      return [locate([group, code, 'source'], 'pack-source', sourceMessage(source, Object.keys(pack.sources)))];
    }),
  );
}

function sourceMessage(source: string | undefined, known: string[]): string {
  if (source === undefined) return '标为有依据（standing: source），却没有写 source';
  const near = nearestName(source, known);
  return `依据“${source}”不在 sources 中${near ? `，是否想写“${near}”` : ''}`;
}
