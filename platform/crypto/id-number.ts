/** What can be wrong with an ID number; the order is the order of the checks. Stable codes. */
export type IdNumberProblem =
  | 'id-empty'
  | 'id-placeholder'
  | 'id-characters'
  | 'id-length'
  | 'id-date'
  | 'id-check-digit';

/** The Chinese sentence for each problem: what is wrong and what to do. */
export const idNumberProblemText: Record<IdNumberProblem, string> = {
  'id-empty': '证件号码为空，请补填。',
  'id-placeholder': '证件号码以999999开头，是无证占位号，请补填真实号码。',
  'id-characters': '证件号码只能是数字，末位可以是X，请对照证件核对。',
  'id-length': '证件号码应为18位，请对照证件核对。',
  'id-date': '证件号码中的出生日期不存在，请对照证件核对。',
  'id-check-digit': '证件号码校验码不符，多半有一位写错，请对照证件核对。',
};

/** GB 11643: weights of the first 17 digits; the sum modulo 11 selects the check character. */
export const CHECK_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
export const CHECK_CHARACTERS = '10X98765432';
export const PLACEHOLDER_PREFIX = '999999';

/** Runs of ten digits, the first one given: full width, legacy computing, five mathematical alphabets, segmented. */
const DIGIT_RUNS = [0xff10, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0];
/** Runs of the digits 1 to 9, the 1 given: circled. */
const ONE_TO_NINE_RUNS = [0x2460];
/** Single digits outside the runs: superscripts, subscripts, circled zero. */
const ODD_DIGITS = '⁰0₀0⓪0¹1₁1²2₂2³3₃3⁴4₄4⁵5₅5⁶6₆6⁷7₇7⁸8₈8⁹9₉9';
/** Every sign whose compatibility form (NFKC) is `x` or `X`, Roman ten among them, and small x itself. */
const SIGNS_OF_X = [
  0x78, 0x2e3, 0x2093, 0x2179, 0x24e7, 0xff58, 0x1d431, 0x1d465, 0x1d499, 0x1d4cd, 0x1d501, 0x1d535, 0x1d569, 0x1d59d,
  0x1d5d1, 0x1d605, 0x1d639, 0x1d66d, 0x1d6a1, 0x2169, 0x24cd, 0xff38, 0x1cced, 0x1d417, 0x1d44b, 0x1d47f, 0x1d4b3,
  0x1d4e7, 0x1d51b, 0x1d54f, 0x1d583, 0x1d5b7, 0x1d5eb, 0x1d61f, 0x1d653, 0x1d687, 0x1f147,
];
/** Every sign whose compatibility form is a space. */
const SPACES = [
  0xa0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x202f, 0x205f, 0x3000,
];
/** Cut off at both ends: white space and the invisible signs that spreadsheets and chat programs leave behind. */
export const TRIMMED_CHARACTERS = `\t\n\v\f\r ${String.fromCodePoint(
  0x200b,
  0x200c,
  0x200d,
  0x200e,
  0x200f,
  0x202a,
  0x202b,
  0x202c,
  0x202d,
  0x202e,
  0x2060,
  0xfeff,
)}`;

/** The part of NFKC that matters in a number: sign -> digit, X or space. One table, so that SQL folds the same way. */
export const FOLDED: ReadonlyMap<string, string> = foldingTable();

function foldingTable(): Map<string, string> {
  const table = new Map<string, string>();
  for (const start of DIGIT_RUNS) for (let d = 0; d < 10; d++) table.set(String.fromCodePoint(start + d), String(d));
  for (const start of ONE_TO_NINE_RUNS)
    for (let d = 1; d < 10; d++) table.set(String.fromCodePoint(start + d - 1), String(d));
  for (let i = 0; i < ODD_DIGITS.length; i += 2) table.set(ODD_DIGITS.charAt(i), ODD_DIGITS.charAt(i + 1));
  for (const sign of SIGNS_OF_X) table.set(String.fromCodePoint(sign), 'X');
  for (const sign of SPACES) table.set(String.fromCodePoint(sign), ' ');
  return table;
}

const NORMAL = /^[0-9]{17}[0-9X]$/;

/**
 * The one form in which an ID number is compared: compatibility forms folded (NFKC of digits, X and spaces), trimmed,
 * X in upper case, 15 digits turned into 18. Wrong numbers come back unchanged otherwise; `idNumberProblem` judges them.
 */
export function normaliseIdNumber(raw: string): string {
  if (NORMAL.test(raw)) return raw;
  let folded = '';
  for (const sign of raw) folded += FOLDED.get(sign) ?? sign;
  let from = 0;
  let to = folded.length;
  while (from < to && TRIMMED_CHARACTERS.includes(folded.charAt(from))) from++;
  while (to > from && TRIMMED_CHARACTERS.includes(folded.charAt(to - 1))) to--;
  const trimmed = folded.slice(from, to);
  if (!/^[0-9]{15}$/.test(trimmed)) return trimmed;
  const body = `${trimmed.slice(0, 6)}19${trimmed.slice(6)}`;
  return body + checkCharacter(body);
}

/** The check character of the first 17 digits (GB 11643). */
export function checkCharacter(seventeen: string): string {
  const sum = CHECK_WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen.charAt(i)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** What is wrong with an ID number, or null. With `today` (`YYYY-MM-DD`) a birth in the future is refused too. */
export function idNumberProblem(raw: string, today?: string): IdNumberProblem | null {
  const number = normaliseIdNumber(raw);
  if (number === '') return 'id-empty';
  if (number.startsWith(PLACEHOLDER_PREFIX)) return 'id-placeholder';
  if (!/^[0-9]*X?$/.test(number)) return 'id-characters';
  if (number.length !== 18) return 'id-length';
  const born = birthDate(number);
  if (!born || (today !== undefined && born > today)) return 'id-date';
  return checkCharacter(number) === number.charAt(17) ? null : 'id-check-digit';
}

/** The birth date within an 18-digit number, `YYYY-MM-DD`, or null when there is no such day (1900 to 2099). */
export function birthDate(number: string): string | null {
  const year = Number(number.slice(6, 10));
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) return null;
  return `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
}

/** Gender by the 17th digit, as the code of `gender.csv`: 1 male, 2 female. */
export function genderOf(number: string): '1' | '2' {
  return Number(number.charAt(16)) % 2 === 1 ? '1' : '2';
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
