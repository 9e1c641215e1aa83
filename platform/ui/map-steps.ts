import { colour, quantity } from './theme.ts';

export type MapStep = { from: number; to: number | null; fill: string; text: string };

/** Piecewise steps of a map from four rising bounds: five colours, white text only on the last two. */
export function mapSteps(bounds: readonly number[]): MapStep[] {
  return quantity.slice(0, bounds.length + 1).map((fill, index) => ({
    from: index === 0 ? Number.NEGATIVE_INFINITY : (bounds[index - 1] ?? 0),
    to: bounds[index] ?? null,
    fill,
    text: index >= 3 ? colour.onFill : colour.ink,
  }));
}

/** The step that a value falls in. */
export function stepOf(steps: readonly MapStep[], value: number): MapStep | undefined {
  return steps.find((step) => value >= step.from && (step.to === null || value < step.to));
}

/** Four bounds that cut the values into fifths, rounded to the given digits; for maps without fixed bounds. */
export function quintiles(values: readonly number[], digits = 1): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const bounds = [1, 2, 3, 4].map((fifth) =>
    Number((sorted[Math.floor((sorted.length * fifth) / 5)] ?? 0).toFixed(digits)),
  );
  return [...new Set(bounds)];
}
