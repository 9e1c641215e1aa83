const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/**
 * First sequence that the registry's people may have. Sequences 900-995 are used for them, 880-899 for people whom the
 * registry does not know. GB 11643 reserves nothing for tests; the high end is our own choice, see data/README.md.
 */
const RESIDENT_SEQUENCE = 900;
/** First sequence of strangers, who stand in department files only. */
export const STRANGER_SEQUENCE = 880;
const PER_GENDER = { [RESIDENT_SEQUENCE]: 48, [STRANGER_SEQUENCE]: 10 } as const;

/** Sum of the weighted digits of a piece that starts at position `from` (0-based) of the number. */
function weigh(digits: string, from: number): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) sum += (digits.charCodeAt(i) - 48) * (WEIGHTS[from + i] as number);
  return sum;
}

/** Check character of the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function checkDigit(first17: string): string {
  return CHECKS.charAt(weigh(first17, 0) % 11);
}

/** Whether 18 characters end with the right check character. Says nothing about the date inside. */
export function isIdNumber(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && checkDigit(text.slice(0, 17)) === text.charAt(17);
}

/** The days that a number needs: their count and their digits. */
type Days = { digits: readonly string[] };

/**
 * Allots numbers that are never given twice: per area code, day of birth and gender the next free sequence of the range,
 * odd for men and even for women; when the range is used up the next area code of the list follows.
 */
export class IdAllotment {
  readonly #areas: readonly string[];
  readonly #areaSums: number[];
  readonly #days: readonly string[];
  readonly #daySums: Uint8Array;
  readonly #used: Uint8Array;
  readonly #first: number;
  readonly #limit: number;

  constructor(areas: readonly string[], days: Days, first: 900 | 880 = RESIDENT_SEQUENCE) {
    this.#areas = areas;
    this.#areaSums = areas.map((area) => weigh(area, 0));
    this.#days = days.digits;
    this.#daySums = Uint8Array.from(days.digits, (digits) => weigh(digits, 6) % 11);
    this.#used = new Uint8Array(areas.length * days.digits.length * 2);
    this.#first = first;
    this.#limit = PER_GENDER[first];
  }

  /** The next number for somebody born on `day`; `prefer` is the position of the wanted area code in the list. */
  next(day: number, gender: '1' | '2', prefer = 0): string {
    const odd = gender === '1' ? 1 : 0;
    for (let step = 0; step < this.#areas.length; step += 1) {
      const area = (prefer + step) % this.#areas.length;
      const slot = (area * this.#days.length + day) * 2 + odd;
      const used = this.#used[slot] as number;
      if (used >= this.#limit) continue;
      this.#used[slot] = used + 1;
      return this.#compose(area, day, this.#first + used * 2 + odd);
    }
    throw new RangeError(`no number left for the birthday ${this.#days[day]}`);
  }

  #compose(area: number, day: number, sequence: number): string {
    const hundreds = Math.floor(sequence / 100);
    const tens = Math.floor(sequence / 10) % 10;
    const sum =
      (this.#areaSums[area] as number) + (this.#daySums[day] as number) + hundreds * 8 + tens * 4 + (sequence % 10) * 2;
    return `${this.#areas[area]}${this.#days[day]}${sequence}${CHECKS.charAt(sum % 11)}`;
  }
}
