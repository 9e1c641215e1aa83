/** What is done with a unit whose indicators are not all known. */
type MissingPolicy = 'drop' | 'reweight' | 'not-deprived';

/** A table of indicators: one row a household, one column an indicator; null means unknown. */
export interface AfInput {
  /** Weights of the indicators; they sum to 1. */
  weights: readonly number[];
  /** k: poor when the score reaches it. */
  cutoff: number;
  missing: MissingPolicy;
  rows: readonly AfRow[];
}

export interface AfRow {
  deprived: readonly (boolean | null)[];
  /** Persons for whom the row stands; 1 counts households. */
  persons?: number;
}

/** The Alkire-Foster measures of a table. All shares; contributions sum to 1 (or are all 0 when nobody is poor). */
export interface AfMeasure {
  /** Population counted, dropped rows left out. */
  population: number;
  /** Share of poor persons. */
  headcount: number;
  /** Mean score of the poor. */
  intensity: number;
  /** M0 = headcount × intensity. */
  m0: number;
  /** Share of persons who are poor and deprived, by indicator. */
  censored: number[];
  /** Share of persons who are deprived, by indicator, poor or not. */
  uncensored: number[];
  /** w_j × censored_j / M0. With re-weighting, w_j is the weight that the row gave the indicator. */
  contributions: number[];
  /** Score of each row; null for a dropped one. */
  scores: (number | null)[];
  /** Rows left out for missing indicators, in persons. */
  dropped: number;
}

const TOLERANCE = 1e-9;

/**
 * Alkire-Foster counting, exactly: c_i = Σ w_j g_ij; poor if c_i ≥ k (tolerance 1e-9); H share of poor persons; A mean
 * score of the poor; M0 = H × A. Weights apply to persons. Source: Alkire and Foster (2011).
 */
export function alkireFoster({ weights, cutoff, missing, rows }: AfInput): AfMeasure {
  checkWeights(weights);
  const sums = newSums(weights.length);
  const scores = rows.map((row) => {
    const persons = row.persons ?? 1;
    const scored = scoreRow(row.deprived, { weights, missing });
    if (!scored) {
      sums.dropped += persons;
      return null;
    }
    addRow(sums, { row, persons, scored, poor: scored.score >= cutoff - TOLERANCE });
    return scored.score;
  });
  return { ...measureOf(sums), scores };
}

/** Splits a table by subgroup and measures each part; M0 of the whole is the population-weighted mean of the parts. */
export function alkireFosterBy<G>(
  input: Omit<AfInput, 'rows'> & { rows: readonly (AfRow & { group: G })[] },
): Map<G, AfMeasure> {
  const groups = new Map<G, (AfRow & { group: G })[]>();
  for (const row of input.rows) {
    const list = groups.get(row.group);
    if (list) list.push(row);
    else groups.set(row.group, [row]);
  }
  return new Map([...groups].map(([group, rows]) => [group, alkireFoster({ ...input, rows })]));
}

interface Scored {
  score: number;
  /** Weight of each indicator in this row. */
  weights: number[];
}

function scoreRow(
  deprived: readonly (boolean | null)[],
  { weights, missing }: { weights: readonly number[]; missing: MissingPolicy },
): Scored | null {
  if (deprived.length !== weights.length) throw new RangeError('A row must have one value for each weight');
  const complete = deprived.every((d) => d !== null);
  if (!complete && missing === 'drop') return null;
  const known = weights.reduce((sum, w, j) => sum + (deprived[j] === null ? 0 : w), 0);
  if (known <= 0 && missing === 'reweight') return null;
  const scale = missing === 'reweight' && !complete ? 1 / known : 1;
  const scaled = weights.map((w, j) => (deprived[j] === null ? 0 : w * scale));
  return { score: scaled.reduce((sum, w, j) => sum + (deprived[j] ? w : 0), 0), weights: scaled };
}

interface Sums {
  population: number;
  poor: number;
  score: number;
  dropped: number;
  censored: number[];
  uncensored: number[];
  weighted: number[];
}

function newSums(count: number): Sums {
  const zeros = () => new Array<number>(count).fill(0);
  return { population: 0, poor: 0, score: 0, dropped: 0, censored: zeros(), uncensored: zeros(), weighted: zeros() };
}

function addRow(
  sums: Sums,
  { row, persons, scored, poor }: { row: AfRow; persons: number; scored: Scored; poor: boolean },
): void {
  sums.population += persons;
  if (poor) {
    sums.poor += persons;
    sums.score += persons * scored.score;
  }
  for (const [j, deprived] of row.deprived.entries()) {
    if (!deprived) continue;
    sums.uncensored[j] = (sums.uncensored[j] ?? 0) + persons;
    if (!poor) continue;
    sums.censored[j] = (sums.censored[j] ?? 0) + persons;
    sums.weighted[j] = (sums.weighted[j] ?? 0) + persons * (scored.weights[j] ?? 0);
  }
}

function measureOf(sums: Sums): Omit<AfMeasure, 'scores'> {
  const share = (part: number) => (sums.population > 0 ? part / sums.population : 0);
  return {
    population: sums.population,
    headcount: share(sums.poor),
    intensity: sums.poor > 0 ? sums.score / sums.poor : 0,
    m0: share(sums.score),
    censored: sums.censored.map(share),
    uncensored: sums.uncensored.map(share),
    contributions: sums.weighted.map((w) => (sums.score > 0 ? w / sums.score : 0)),
    dropped: sums.dropped,
  };
}

function checkWeights(weights: readonly number[]): void {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.some((w) => !(w > 0)) || Math.abs(sum - 1) > TOLERANCE)
    throw new RangeError(`Weights must be positive and sum to 1, not ${sum}`);
}
