import { addDays } from '@shouwang/platform/clock/days.ts';
import { describe, expect, test } from 'vitest';
import { type KnownSheets, type Placement, placementOf, valuesKey } from './rules.merge.ts';

const ON = '2026-12-10';
const ago = (days: number) => addDays(ON, -days);
const paid = (value: number, threshold = 20_000) =>
  valuesKey({
    comparisons: [{ label: '住院等累计自付', value, operator: '>=', threshold, unit: 'yuan' }],
  });
const hint = (level: number, values: Record<string, string>) => ({ level, values: new Map(Object.entries(values)) });
const closed = (days: number, given: Partial<NonNullable<KnownSheets['closed']>> = {}): KnownSheets => ({
  open: null,
  closed: {
    ...hint(2, { 'MED-1': paid(26_000), 'WAT-1': paid(40) }),
    closedOn: ago(days),
    resultCode: 'P1.V2',
    ...given,
  },
});
const open = (days: number): KnownSheets => ({ open: { lastHintOn: ago(days) }, closed: null });

const same = hint(2, { 'MED-1': paid(26_000) });
const cases: [what: string, known: KnownSheets, hint: ReturnType<typeof hint>, placement: Placement][] = [
  ['a household without a sheet', { open: null, closed: null }, same, 'opened'],
  ['an open sheet of today', open(0), same, 'joined'],
  ['an open sheet on the last day of the window', open(30), same, 'joined'],
  ['an open sheet a day later', open(31), same, 'renewed'],
  ['an open sheet of tomorrow, when the clock was put back', open(-1), same, 'joined'],
  ['an open sheet before a closed one', { ...closed(3), ...{ open: { lastHintOn: ago(40) } } }, same, 'renewed'],
  ['closed on the last day of the window, nothing new', closed(30), same, 'merged'],
  ['closed a day earlier', closed(31), same, 'opened'],
  ['closed, one of its two rules again', closed(5), hint(3, { 'WAT-1': paid(40) }), 'merged'],
  ['closed, milder than it was', closed(5), hint(3, { 'MED-1': paid(26_000) }), 'merged'],
  ['closed, more severe', closed(5), hint(1, { 'MED-1': paid(26_000) }), 'opened'],
  ['closed, another value', closed(5), hint(2, { 'MED-1': paid(31_000) }), 'opened'],
  ['closed, a new rule', closed(5), hint(2, { 'MED-1': paid(26_000), 'EDU-2': paid(1) }), 'opened'],
  [
    'closed, only the threshold of the pack is another',
    closed(5),
    hint(2, { 'MED-1': paid(26_000, 18_000) }),
    'merged',
  ],
  ['closed without a result: nobody has looked', closed(5, { resultCode: null }), same, 'opened'],
];

describe('where a hint belongs, with a window of 30 days', () => {
  test.each(cases)('%s', (_what, known, arriving, placement) => {
    expect(placementOf(arriving, known, { on: ON, mergeDays: 30 })).toBe(placement);
  });

  test('the window is the pack’s', () => {
    expect(placementOf(same, open(8), { on: ON, mergeDays: 7 })).toBe('renewed');
    expect(placementOf(same, closed(8), { on: ON, mergeDays: 7 })).toBe('opened');
  });

  test('values are compared as measured, whatever file and row they came from', () => {
    const values = (sources: unknown[]) => ({ comparisons: [{ value: 5, label: '停水天数' }], sources });
    expect(valuesKey(values([1]))).toBe(valuesKey(values([2])));
    expect(valuesKey({})).toBe(valuesKey({ comparisons: [] }));
    expect(valuesKey(null)).toBe('[]');
  });
});
