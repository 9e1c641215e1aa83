import { describe, expect, test } from 'vitest';
import type { AreaOverview, MonitoredStock, PlaceFigures } from '../contract.ts';
import { isBusy } from './busy.ts';
import { figuresOf } from './figures.ts';
import { changeWords, hitsLink, sheetsLink, stockLink } from './links.ts';

const stock: MonitoredStock = {
  households: 3,
  persons: 9,
  red: 1,
  orange: 2,
  yellow: 0,
  green: 0,
  unknown: 0,
  lastMonth: 5,
  entered: 0,
  left: 2,
  states: [{ state: 'MONITORED', households: 3 }],
};
const overview: AreaOverview = {
  areaCode: '440229',
  name: '翁源县',
  asOf: '2026-11-22T09:00:00.000Z',
  today: '2026-11-22',
  duePeriod: '202610',
  run: null,
  levels: null,
  persons: 9,
  monitored: stock,
  sheets: { open: 4, overdue: 1, followUps: { open: 1, overdue: 0 }, needs: 0, byState: [] },
  cases: { open: 4, overdue: 0 },
  places: [],
  items: [],
  trend: [],
};
const run = { id: '440229:01930000-0000-7000-8000-000000000001' };

describe('a figure opens the list behind it', () => {
  test('hits of the whole county, of a town, of a level', () => {
    expect(hitsLink(run, '440229')).toBe(`/screening/${run.id}`);
    expect(hitsLink(run, '440229109', '1')).toBe(`/screening/${run.id}?area=440229109&level=1`);
    expect(hitsLink(run, '440229', 'undecided')).toBe(`/screening/${run.id}?level=undecided`);
  });

  test('monitored households of one state; over several states there is no such list', () => {
    expect(stockLink(stock, '440229109', '1')).toBe('/households?area=440229109&state=MONITORED&risk=1');
    const several = { ...stock, states: [...stock.states, { state: 'REENTERED', households: 1 }] };
    expect(stockLink(several, '440229109')).toBeUndefined();
    expect(stockLink({ ...stock, states: [] }, '440229109')).toBeUndefined();
  });

  test('overdue sheets', () => {
    expect(sheetsLink('440229', { overdue: '1' })).toBe('/warnings?area=440229&overdue=1');
  });
});

test('before the first run the figures of a run are unknown, not zero', () => {
  const values = figuresOf(overview).map(({ label, value, to }) => [label, value, Boolean(to)]);
  expect(values).toEqual([
    ['农户', null, true],
    ['提示户', null, false],
    ['监测对象', '3', true],
    ['没办结的工作单', '4', true],
    ['识别办理中', '4', true],
  ]);
});

test('a change against the month before', () => {
  expect([changeWords(3, 5), changeWords(5, 3), changeWords(3, 3)]).toEqual(['-2', '+2', '持平']);
});

test('a place that only lost its last monitored household is still listed', () => {
  const none = { ...stock, households: 0, lastMonth: 0, states: [] };
  const place: PlaceFigures = {
    areaCode: '440229109',
    name: '镇',
    levels: null,
    monitored: none,
    sheets: { open: 0, overdue: 0 },
  };
  expect(isBusy(place)).toBe(false);
  expect(isBusy({ ...place, monitored: { ...none, lastMonth: 1 } })).toBe(true);
});
