import { idNumberProblem } from '@shouwang/platform/crypto/id-number.ts';
import type { CatalogueField } from './rules.catalogue.ts';

/** The first thing that is wrong with a row: a stable code, and what to say about it in Chinese. */
export interface Fault {
  code: FaultCode;
  /** What is wrong. */
  reason: string;
  /** What to do about it. */
  repair: string;
}

/** Everything that can be wrong with a row, with the group under which the report counts it. */
export const FAULT_GROUPS = {
  'id-empty': 'id',
  'id-placeholder': 'id',
  'id-characters': 'id',
  'id-length': 'id',
  'id-date': 'id',
  'id-check-digit': 'id',
  'name-characters': 'text',
  required: 'required',
  'not-a-number': 'number',
  'number-unit': 'number',
  'number-thousands': 'number',
  'number-full-width': 'number',
  'number-decimals': 'number',
  'not-an-integer': 'number',
  negative: 'number',
  'out-of-range': 'number',
  'formula-error': 'number',
  'date-format': 'date',
  'date-invalid': 'date',
  'date-serial': 'date',
  'date-future': 'date',
  'date-too-old': 'date',
  'month-invalid': 'date',
  'unknown-value': 'code',
  'card-malformed': 'code',
  'credit-code-malformed': 'code',
  'text-too-long': 'text',
  encoding: 'text',
  'duplicate-row': 'duplicate',
  'document-repeated': 'duplicate',
  'columns-missing': 'line',
  'columns-extra': 'line',
  'quote-unclosed': 'line',
  'control-character': 'line',
  'line-too-long': 'line',
} as const;
export type FaultCode = keyof typeof FAULT_GROUPS;
export type FaultGroup = (typeof FAULT_GROUPS)[FaultCode];

/** Chinese names of the groups, in the order of the filter. */
export const GROUP_NAMES: Record<FaultGroup, string> = {
  id: '证件号码',
  number: '数字金额',
  date: '日期月份',
  required: '必填为空',
  code: '取值',
  text: '文字',
  duplicate: '重复',
  line: '整行',
};

/** White space and invisible signs that are cut off at both ends of every cell. */
const TRIMMED =
  ' \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff';

/** A cell as it is judged. */
export function trimCell(cell: string): string {
  let from = 0;
  let to = cell.length;
  while (from < to && TRIMMED.includes(cell.charAt(from))) from++;
  while (to > from && TRIMMED.includes(cell.charAt(to - 1))) to--;
  return cell.slice(from, to);
}

export const FORMULA_ERRORS = [
  '#REF!',
  '#N/A',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#SPILL!',
  '#CALC!',
  '#GETTING_DATA',
];
export const OLDEST_DAY = '1900-01-01';
/** Signs that are no part of a name: figures, stars of a masked name, the replacement sign of a broken encoding, formulas. */
export const NO_NAME = '[0-9０-９*＊?？#＃@=+<>\uFFFD]';
export const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** What the judgement of a cell depends on besides the cell. */
export interface CheckContext {
  /** The day on which the file came: later dates are refused. */
  receivedOn: string;
}

const fault = (code: FaultCode, reason: string, repair: string): Fault => ({ code, reason, repair });

/**
 * Judges one cell (already trimmed) against its field; null when it is good. The same judgement in SQL is generated from the same
 * catalogue; a test holds the two together.
 */
export function faultOf(field: CatalogueField, cell: string, context: CheckContext): Fault | null {
  if (field.type === 'idNumber') return idFault(cell, context.receivedOn);
  if (cell === '') return field.required ? fault('required', '必填为空', `补填${field.header}`) : null;
  if (FORMULA_ERRORS.includes(cell)) return fault('formula-error', '公式错误', '粘贴为数值后再导出');
  switch (field.type) {
    case 'name':
      return nameFault(field, cell);
    case 'date':
      return dateFault(cell, context.receivedOn);
    case 'month':
      return monthFault(cell);
    case 'money':
    case 'number':
    case 'int':
      return numberFault(field, cell);
    case 'code':
      return codeFault(field, cell);
    case 'bool':
      return ['是', '否'].includes(cell) ? null : fault('unknown-value', '只能填是或否', '改为“是”或“否”');
    case 'disabilityCard':
      return DISABILITY_CARD.test(cell)
        ? null
        : fault('card-malformed', '残疾人证号应为 20 位或 22 位', '对照证件核对后重填');
    case 'creditCode':
      return isCreditCode(cell)
        ? null
        : fault('credit-code-malformed', '统一社会信用代码不符合编码规则', '对照营业执照核对后重填');
    default:
      return textFault(field, cell);
  }
}

export const DISABILITY_CARD = /^[0-9]{17}[0-9Xx][1-7][1-4]([0-9A-Z]{2})?$/;

const ID_WORDS: Record<string, [string, string]> = {
  'id-empty': ['必填为空', '补填证件号码'],
  'id-placeholder': ['以 999999 开头，是占位号或示例', '补填真实号码；示例行请删除'],
  'id-characters': ['含有数字和 X 以外的字符', '对照证件核对后重填'],
  'id-date': ['其中的出生日期不存在', '对照证件核对后重填'],
  'id-check-digit': ['校验位不符', '核对证件后重填'],
};

function idFault(cell: string, today: string): Fault | null {
  const problem = idNumberProblem(cell, today);
  if (problem === null) return null;
  if (/^[0-9.]+E\+?[0-9]+$/i.test(cell))
    return fault(problem, '被表格变成了科学计数，末几位已丢失', '把该列设为文本格式，重新粘贴号码');
  if (problem === 'id-length') {
    const length = [...trimCell(cell)].length;
    const short = length < 18;
    return fault(
      problem,
      short ? `只有 ${length} 位` : `多出 ${length - 18} 位`,
      short ? '对照证件补全为 18 位' : '对照证件去掉多出的数字',
    );
  }
  const [reason, repair] = ID_WORDS[problem] ?? ['有误', '核对证件后重填'];
  return fault(problem, reason, repair);
}

function nameFault(field: CatalogueField, cell: string): Fault | null {
  if (new RegExp(NO_NAME, 'u').test(cell))
    return fault('name-characters', '姓名含有数字、星号或乱码', '填与证件一致的全名');
  return textFault(field, cell);
}

function textFault(field: CatalogueField, cell: string): Fault | null {
  if (cell.includes('\uFFFD')) return fault('encoding', '含有乱码', '用 UTF-8 重新导出后核对');
  if ([...cell].length > field.maxLength) return fault('text-too-long', `超过 ${field.maxLength} 个字`, '缩短后重填');
  return null;
}

/** Whether a text is a calendar day, `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dateFault(cell: string, receivedOn: string): Fault | null {
  if (isDay(cell)) {
    if (cell < OLDEST_DAY) return fault('date-too-old', '早于 1900 年', '核对年份');
    return cell > receivedOn ? fault('date-future', `晚于推送日 ${receivedOn}`, '核对年月') : null;
  }
  const parts =
    /^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?( [0-9:.]+)?$/.exec(cell) ??
    /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(cell);
  if (parts) return brokenDate(parts);
  if (/^[0-9]{5}(\.[0-9]+)?$/.test(cell)) {
    const day = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(cell)) * 86_400_000).toISOString().slice(0, 10);
    return fault('date-serial', `是表格的日期序号，即 ${day}`, `改为 ${day}，或把该列设为日期格式再导出`);
  }
  return fault('date-format', '不是日期', '写成 2026-10-03 这样的年-月-日');
}

function brokenDate(parts: RegExpExecArray): Fault {
  const [year, month, day] = parts.slice(1, 4).map((part) => Number(part)) as [number, number, number];
  if (month < 1 || month > 12) return fault('date-invalid', '月份无效', '核对后改为 YYYY-MM-DD');
  if (day < 1 || day > daysOf(year, month))
    return fault('date-invalid', `${month} 月没有 ${day} 日`, '核对后改为 YYYY-MM-DD');
  const written = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return fault('date-format', '日期写法不统一', `改为 ${written}`);
}

function monthFault(cell: string): Fault | null {
  if (/^[0-9]{4}(0[1-9]|1[0-2])$/.test(cell) && cell >= '190001' && cell <= '209912') return null;
  return fault('month-invalid', '不是有效的月份', '写成 202610 这样的 6 位数字');
}

/** How a good number is written: digits, and as many decimals as the type has. */
export const NUMBER_FORM: Record<'money' | 'number' | 'int', string> = {
  money: '[0-9]{1,12}(\\.[0-9]{1,2})?',
  number: '[0-9]{1,9}(\\.[0-9]{1,6})?',
  int: '[0-9]{1,9}',
};

function numberFault(field: CatalogueField, cell: string): Fault | null {
  const type = field.type as keyof typeof NUMBER_FORM;
  if (new RegExp(`^${NUMBER_FORM[type]}$`).test(cell)) {
    const [low, high] = field.range ?? [0, 999_999_999_999];
    const value = Number(cell);
    return value < low || value > high ? fault('out-of-range', `应在 ${low} 至 ${high} 之间`, '核对数值和单位') : null;
  }
  const plain = cell.replace(/[０-９．，－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  const slip = NUMBER_SLIPS.find(({ found }) => found(cell, plain));
  return slip
    ? slip.say({ cell, plain, field })
    : fault('not-a-number', '不是数字', field.required ? '只填数字' : '只填数字，没有就留空');
}

interface Slip {
  found: (cell: string, plain: string) => boolean;
  say: (about: { cell: string; plain: string; field: CatalogueField }) => Fault;
}

/** The usual ways in which numbers are written wrongly, the first that fits is said. `plain`: full-width figures made narrow. */
const NUMBER_SLIPS: Slip[] = [
  {
    found: (_, plain) => /^-[0-9.,]+$/.test(plain),
    say: () => fault('negative', '小于 0', '退费、冲销请另报，不填负数'),
  },
  {
    found: (cell, plain) => plain !== cell && /^[0-9.,]+$/.test(plain),
    say: ({ plain }) => fault('number-full-width', '用了全角数字', `改为半角 ${plain.replaceAll(',', '')}`),
  },
  {
    found: (cell) => /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(cell),
    say: ({ cell }) => fault('number-thousands', '带有千分位逗号', `去掉逗号，改为 ${cell.replaceAll(',', '')}`),
  },
  { found: (cell) => /^[0-9]+\.[0-9]+$/.test(cell), say: ({ field }) => tooFine(field) },
  {
    found: (_, plain) => /^[¥￥$]?\s*-?[0-9][0-9.,]*\s*[^0-9.,]{0,6}$/.test(plain),
    say: () => fault('number-unit', '不是数字', '只填数字，去掉单位和逗号'),
  },
];

function tooFine({ type }: CatalogueField): Fault {
  if (type === 'int') return fault('not-an-integer', '应为整数', '改为整数');
  return fault('number-decimals', '小数位过多', type === 'money' ? '四舍五入到分' : '最多保留六位小数');
}

/** What may be written in a column of allowed values: the words and their codes. */
export function allowedValues(field: CatalogueField): string[] {
  return [...new Set([...Object.keys(field.values ?? {}), ...Object.values(field.values ?? {})])];
}

function codeFault(field: CatalogueField, cell: string): Fault | null {
  if (allowedValues(field).includes(cell)) return null;
  const words = Object.keys(field.values ?? {});
  return fault(
    'unknown-value',
    '不在允许的取值内',
    `改为：${words.slice(0, 7).join('、')}${words.length > 7 ? ' 等，见模板' : ''}`,
  );
}

/** GB 32100: 17 signs with weights, check sign modulo 31. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  const sum = CREDIT_WEIGHTS.reduce((total, weight, i) => total + weight * CREDIT_SIGNS.indexOf(code.charAt(i)), 0);
  return CREDIT_SIGNS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}
