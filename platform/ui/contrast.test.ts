import { expect, test } from 'vitest';
import { colour, cssVariables } from './theme.ts';

/** Relative luminance of `#RRGGBB` as WCAG defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['ink3', 'paper'],
  ['ink3', 'side'],
  ['ink3', 'card'],
  ['ink2', 'lineInner'],
  ['green', 'card'],
  ['green', 'greenTint'],
  ['onFill', 'green'],
  ['onFill', 'greenHover'],
  ['onFill', 'red'],
  ['goldText', 'goldTint'],
  ['redText', 'redTint'],
  ['orangeText', 'orangeTint'],
  ['yellowText', 'yellowTint'],
  ['safeText', 'safeTint'],
  ['ink', 'quantity3'],
  ['onFill', 'quantity4'],
] as const)('%s on %s is readable (4.5 : 1)', (text, ground) => {
  expect(contrast(colour[text], colour[ground])).toBeGreaterThanOrEqual(4.5);
});

test('tokens become custom properties', () => {
  const variables = cssVariables();
  expect(variables['--sw-green-tint-2']).toBe(colour.greenTint2);
  expect(variables['--sw-radius-card']).toBe('8px');
});
