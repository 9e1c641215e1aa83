import type { PackProblem, PolicyPack } from './contract.ts';
import type { Overlay } from './rules.ts';

type Locate = Overlay['problemAt'];
type Parameters = PolicyPack['parameters'];

const FRACTION = /^\d{1,6}\/[1-9]\d{0,5}$/;
/** Units that are counted in whole numbers. */
const WHOLE = new Set(['days', 'hours', 'months', 'count', 'dayOfMonth']);
/** Words that a parameter may be, as the programs that read it know them. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'publicity.calendar': ['natural', 'working'],
  'publicity.nameMaskPosted': ['none', 'middle'],
  'publicity.nameMaskWeb': ['none', 'middle'],
};
/** Parameters that only conditions of the pack read; the check of the conditions says when one is missed. */
const FREE = /^(trigger|indicator|exclusion)\./;

/** Values that no reader could use: below nought, broken days, text where a number belongs, a word that nobody knows. */
export function checkValues({ parameters }: Pick<PolicyPack, 'parameters'>, locate: Locate): PackProblem[] {
  return Object.entries(parameters).flatMap(([name, { value, unit }]) => {
    const message = faultOf(name, value, unit);
    return message === null ? [] : [locate(['parameters', name, 'value'], 'pack-parameter', message)];
  });
}

function faultOf(name: string, value: unknown, unit: string): string | null {
  const words = WORDS[name];
  if (words && !words.some((word) => word === value)) return `只能是 ${words.join('、')}`;
  if (unit === 'none') return null;
  if (typeof value === 'string' && unit === 'ratio' && FRACTION.test(value)) return null;
  if (typeof value !== 'number') return unit === 'ratio' ? '应写数字或分数（如 2/3）' : '应写数字';
  if (value < 0) return '不能小于零';
  return WHOLE.has(unit) && !Number.isInteger(value) ? '应为整数' : null;
}

/**
 * What a new version must keep of the one before, since programs read it by name: every parameter but those that only conditions read, in the
 * same unit and of the same kind.
 */
export function checkKept(
  before: { parameters: Parameters },
  after: { parameters: Parameters },
  locate: Locate,
): PackProblem[] {
  return Object.entries(before.parameters).flatMap(([name, old]) => {
    if (FREE.test(name)) return [];
    const now = Object.hasOwn(after.parameters, name) ? after.parameters[name] : undefined;
    if (!now)
      return [locate(['parameters', name], 'pack-parameter', `参数“${name}”（${old.label}）有程序在用，不能取消`)];
    if (now.unit !== old.unit)
      return [locate(['parameters', name, 'unit'], 'pack-parameter', `参数“${name}”的单位应仍为 ${old.unit}`)];
    const kind = (value: unknown) =>
      typeof value === 'boolean' ? 'boolean' : old.unit === 'none' ? typeof value : 'number';
    return kind(now.value) === kind(old.value)
      ? []
      : [locate(['parameters', name, 'value'], 'pack-parameter', `参数“${name}”的值写法与原来不同，程序读不了`)];
  });
}

const DAY_LINE = /^effectiveFrom:.*$/m;

/**
 * The text with this effective day written in its place; where there is none, in a line of its own at the end, so that no line changes its
 * number. Everything else stays as it was typed.
 */
export function withEffectiveDay(yaml: string, day: string): string {
  const line = `effectiveFrom: "${day}"`;
  if (DAY_LINE.test(yaml)) return yaml.replace(DAY_LINE, line);
  if (!/^pack:/m.test(yaml)) return yaml;
  return `${yaml}${yaml.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/** The effective day that a text names; null where it names none. */
export function effectiveDayIn(yaml: string): string | null {
  return /^effectiveFrom:\s*["']?(\d{4}-\d{2}-\d{2})/m.exec(yaml)?.[1] ?? null;
}
