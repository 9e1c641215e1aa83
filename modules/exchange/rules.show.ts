import { maskIdNumber, maskName } from '@shouwang/platform/crypto/mask.ts';
import type { CatalogueField } from './rules.catalogue.ts';

/** A value as it may be shown in the report: personal columns masked, ID numbers and telephones masked wherever they stand. */
export function showValue(field: CatalogueField | null, cell: string): string {
  const plain = shorten(cell);
  if (field?.type === 'name') return plain === '' ? '' : shorten(maskName(plain));
  if (field?.personal) return maskIdNumber(plain);
  return maskNumbers(plain);
}

/** Long numbers (ID numbers, accounts) and telephones in a text, masked. */
export function maskNumbers(value: string): string {
  return value
    .replace(/[0-9]{15,}[Xx]?/g, maskIdNumber)
    .replace(/(?<![0-9])1[3-9][0-9]{9}(?![0-9])/g, (phone) => `${phone.slice(0, 3)}****${phone.slice(-4)}`);
}

function shorten(cell: string): string {
  const signs = [...cell.replace(CONTROL, ' ')];
  return signs.length > 60 ? `${signs.slice(0, 59).join('')}…` : signs.join('');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
const CONTROL = /[\u0000-\u001f\u007f\ud800-\udfff]/gu;

type Marks = [number, number][];

const whole = (shown: string): Marks => [[0, shown.length]];
const last =
  (signs: number) =>
  (shown: string): Marks => [[Math.max(0, shown.length - signs), shown.length]];
const other =
  (form: RegExp) =>
  (shown: string): Marks => {
    const odd = [...shown.matchAll(form)].map((found): [number, number] => [
      found.index,
      found.index + found[0].length,
    ]);
    return odd.length > 0 ? odd : whole(shown);
  };

function wrongMonth(shown: string): Marks {
  const month = /^[0-9]{4}[-/.年]?([0-9]{1,2})[-/.月]?[0-9]{1,2}/.exec(shown)?.[1];
  if (month === undefined || (Number(month) >= 1 && Number(month) <= 12)) return whole(shown);
  const from = shown.indexOf(month, 4);
  return [[from, from + month.length]];
}

const MARKERS: Record<string, (shown: string) => Marks> = {
  'id-check-digit': last(1),
  'id-length': last(3),
  'id-characters': other(/[^0-9*Xx]+/g),
  'number-unit': other(/[^0-9.]+/g),
  'number-thousands': other(/[^0-9.]+/g),
  'date-invalid': wrongMonth,
};

/** Which signs of a shown value are wrong: [from, to) in characters, to be marked in the report. */
export function marksOf(code: string, shown: string): Marks {
  return shown === '' ? [] : (MARKERS[code] ?? whole)(shown);
}
