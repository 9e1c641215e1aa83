import { idNumberProblem } from '../crypto/id-number.ts';

/** What a cell must not hold: a number that points to a person. */
export type BareNumber = '证件号码' | '电话号码' | '银行账号';

const RUN = /(?<![0-9])[0-9]{11,19}[Xx]?(?![0-9Xx])/g;
/** Groups of three to four digits, as phones and cards are written: `154 0000 0000`. */
const GROUPED = /(?<![0-9])[0-9]{3,4}(?:[ -][0-9]{3,4}){2,4}(?![0-9])/g;

/** The kind of number that stands unmasked in a text, or null. The last fence before a file is made: a number found there stops the export. */
export function findBareNumber(text: string): BareNumber | null {
  if (!/[0-9０-９]{3}/.test(text)) return null;
  const folded = text.normalize('NFKC');
  const found = [
    ...(folded.match(RUN) ?? []),
    ...(folded.match(GROUPED) ?? []).map((part) => part.replace(/[ -]/g, '')),
  ];
  for (const number of found) {
    const kind = kindOf(number);
    if (kind) return kind;
  }
  return null;
}

function kindOf(number: string): BareNumber | null {
  if ((number.length === 18 || number.length === 15) && idNumberProblem(number) === null) return '证件号码';
  if (/^1[3-9][0-9]{9}$/.test(number)) return '电话号码';
  if (/^[0-9]{16,19}$/.test(number) && (number.startsWith('62') || passesLuhn(number))) return '银行账号';
  return null;
}

/** The check digit of bank cards (ISO/IEC 7812). */
function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, sign, index) => {
    const digit = Number(sign) * (index % 2 === 1 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
