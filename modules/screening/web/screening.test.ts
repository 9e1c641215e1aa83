import { expect, test } from 'vitest';
import { HIT_COLUMNS, handlingText, hitCells } from '../rules.hits.ts';
import { changeText, isFirstRun, perThousand, pointedOut, rateText, summed } from '../rules.levels.ts';
import { fingerprint, monthsUpTo } from './figures.ts';

import { hitQuery, runLink } from './run-filter.ts';

const counts = {
  households: 2000,
  red: 1,
  orange: 4,
  yellow: 24,
  green: 1900,
  undecided: 71,
  newly: 12,
  cleared: 8,
  monitored: 3,
};
const hit = {
  householdId: '440229:01930000-0000-7000-8000-000000000001',
  headName: '黄火养',
  areaCode: '440229104201',
  villageName: '上坪村',
  groupNo: '2',
  level: 1,
  mainReason: '这户的饮水还不够安全方便。',
  rules: ['WAT-1'],
  riskTypes: ['10'],
  exclusions: [],
  undecided: 0,
  score: 0.41,
  isNew: true,
  isMonitored: false,
  handling: null,
  dispatchId: null,
  caseId: null,
};

test('stable and undecided households are never counted as pointed out', () => {
  expect(pointedOut(counts)).toBe(29);
  expect(rateText(perThousand(counts))).toBe('14.5‰');
  expect(rateText(perThousand({ ...counts, households: 0 }))).toBe('—');
});

test('change is told against the run before', () => {
  expect(changeText(counts)).toBe('+4');
  expect(changeText({ ...counts, newly: 3 })).toBe('-5');
  expect(isFirstRun(counts)).toBe(false);
  expect(isFirstRun({ ...counts, newly: 29, cleared: 0 })).toBe(true);
});

test('sums, fingerprints, months', () => {
  expect(summed([counts, counts])).toMatchObject({ households: 4000, undecided: 142 });
  expect(fingerprint('9c417e02a5d3ffff')).toBe('9c41 7e02 a5d3');
  expect(monthsUpTo('202610', 12)).toBe('2025-11 至 2026-10');
  expect(monthsUpTo('202612', 12)).toBe('2026-01 至 2026-12');
});

test('a filter becomes a question without its empty parts, and an address without paging', () => {
  expect(hitQuery({ area: '440229104', level: '', rule: 'WAT-1', fresh: true }, 'c')).toEqual({
    area: '440229104',
    rule: 'WAT-1',
    fresh: 'true',
    cursor: 'c',
  });
  expect(hitQuery({ area: '', level: '', rule: '', fresh: false })).toEqual({ level: 'hits' });
  expect(hitQuery({ area: '', level: 'undecided', rule: '', fresh: false })).toEqual({ level: 'undecided' });
  expect(runLink(new URLSearchParams('area=440229&cursor=x&page=2&level=1'), { level: '', rule: 'MED-1' })).toBe(
    '?area=440229&rule=MED-1',
  );
});

test('the export masks names', () => {
  expect(handlingText({ handling: null, isMonitored: true })).toBe('监测对象，待派跟进单');
  expect(hitCells(hit).join()).toBe(
    '红,黄*养,440229104201,上坪村,2 组,这户的饮水还不够安全方便。,饮水,WAT-1,0.41,是,未派发',
  );
  expect(hitCells(hit)).toHaveLength(HIT_COLUMNS.length);
  expect(hitCells(hit).join()).not.toContain('黄火养');
});
