/** Mixes two 32-bit numbers into one; equal inputs give equal outputs on every machine. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** 32-bit number of a text (FNV-1a), used to turn codes and seeds into starting points. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Values with weights, prepared for a draw in one pass. */
export type Weighted<T> = { values: readonly T[]; sums: Float64Array };

/** Prepares a weighted choice; weights need not sum to one. */
export function weighted<T>(pairs: ReadonlyArray<readonly [T, number]>): Weighted<T> {
  const sums = new Float64Array(pairs.length);
  let total = 0;
  pairs.forEach(([, weight], i) => {
    total += weight;
    sums[i] = total;
  });
  return { values: pairs.map(([value]) => value), sums };
}

/**
 * Small fast generator (sfc32) of repeatable chance. Every household starts its own by `restart`, so a household does
 * not depend on how many numbers the one before it has used.
 */
export class Prng {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 1;

  constructor(seed: number, stream = 0) {
    this.restart(seed, stream);
  }

  /** Starts the sequence that belongs to the pair (seed, stream). */
  restart(seed: number, stream: number): void {
    this.#a = mix(seed, stream);
    this.#b = mix(this.#a, seed);
    this.#c = mix(this.#b, stream);
    this.#d = 1;
    for (let i = 0; i < 6; i += 1) this.word();
  }

  /** Next unsigned 32-bit number. */
  word(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  /** Next number in [0, 1). */
  unit(): number {
    return this.word() / 4294967296;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.word() < probability * 4294967296;
  }

  /** Whole number in [from, to], both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  /** One value of a list that is not empty, all equally likely. */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.unit() * values.length)] as T;
  }

  /** One value of a weighted list. */
  draw<T>(from: Weighted<T>): T {
    const { values, sums } = from;
    const at = this.unit() * (sums[sums.length - 1] as number);
    let i = 0;
    while ((sums[i] as number) <= at && i < sums.length - 1) i += 1;
    return values[i] as T;
  }

  /** Roughly normal number with mean 0 and deviation 1 (sum of four, ends at about ±3.4). */
  normal(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * 1.7320508;
  }
}
