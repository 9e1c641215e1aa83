export type Anchor = 'start' | 'middle' | 'end';

/**
 * On which side of its line each label stands, so that labels neither meet nor leave the bar: two close lines
 * turn away from each other, labels at an edge turn inward. `shares` are 0 to 1, ascending.
 */
export function markAnchors(shares: readonly number[]): Anchor[] {
  return shares.map((share, index): Anchor => {
    if (share < 0.12) return 'start';
    if (share > 0.88) return 'end';
    const next = shares[index + 1];
    const before = shares[index - 1];
    if (next !== undefined && next - share < 0.4) return 'end';
    return before !== undefined && share - before < 0.4 ? 'start' : 'middle';
  });
}
