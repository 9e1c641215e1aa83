import { describe, expect, it } from 'vitest';
import type { AgendaCase } from '../contract.sessions.ts';
import {
  type Attendance,
  checkRow,
  countResults,
  emptyRow,
  namesIn,
  toCase,
  unanimous,
  withName,
} from './session-votes.ts';

const one: AgendaCase = {
  id: '440229:01900000-0000-7000-8000-000000000001',
  version: 7,
  caseNo: 'SB-1',
  headName: '曾木生',
  displayName: '曾*生',
  group: '第二组',
  size: 3,
  level: 2,
  state: 'COMPARED',
  dueOn: null,
  daysLeft: null,
  notYet: null,
  categories: [{ code: '2', label: '边缘易致贫户' }],
  category: '2',
  quorum: { parts: 2, of: 3, words: '2/3' },
  minDays: 5,
  relatives: [],
};
const at: Attendance = {
  expected: 36,
  groups: [
    { role: '村民代表', count: 25 },
    { role: '村两委干部', count: 6 },
  ],
  chair: '黄志敏',
  recorder: '邓丽华',
};
const full = unanimous(emptyRow(one), at);
const fields = (row: typeof full, given = at) => checkRow(row, given, one).problems.map(({ field }) => field);

describe('a row of the meeting', () => {
  it('is agreed by more than half, without those who left', () => {
    expect(checkRow(full, at, one)).toEqual({ result: 'P1.M1', voting: 31, problems: [] });
    const left = unanimous({ ...emptyRow(one), recused: '曾东生、曾秀英' }, at);
    expect(left.votesFor).toBe(29);
    expect(checkRow({ ...full, votesFor: 15, votesAgainst: 16, opinion: '有车有房' }, at, one).result).toBe('P1.M2');
  });

  it('is open until all three numbers are there and add up', () => {
    expect(checkRow(emptyRow(one), at, one)).toMatchObject({ result: null, problems: [{ field: 'votesFor' }] });
    expect(checkRow({ ...full, votesFor: 29 }, at, one)).toMatchObject({ result: null });
    expect(checkRow({ ...full, votesFor: 29 }, at, one).problems[0]?.say).toBe('三项之和应为 31，还差 2 票');
  });

  it('is open, not void, before it is said how many should come', () => {
    const blank = { ...at, expected: 0, groups: [{ role: '村民代表', count: 0 }] };
    expect(checkRow(emptyRow(one), blank, one).result).toBeNull();
    expect(checkRow(emptyRow(one), { ...blank, expected: 30 }, one).result).toBe('P1.M3');
  });

  it('is void below the quorum, and is then sent without votes', () => {
    const few = { ...at, groups: [{ role: '村民代表', count: 23 }] };
    expect(checkRow(emptyRow(one), few, one)).toMatchObject({ result: 'P1.M3', problems: [] });
    expect(toCase({ row: full, one, version: 7 }, { ...few, opinion: '同意' })).toMatchObject({
      votesFor: 0,
      opinion: '到会人数不足，表决无效。',
    });
  });

  it('asks who chairs when the usual chair left, and why when it is not agreed', () => {
    const gone = unanimous({ ...emptyRow(one), recused: '黄志敏' }, at);
    expect(fields(gone)).toEqual(['chair']);
    expect(fields({ ...gone, chair: '赖水添' })).toEqual([]);
    expect(fields({ ...full, votesFor: 1, votesAgainst: 30 })).toEqual(['opinion']);
  });

  it('sends the opinion of all unless it has its own', () => {
    expect(toCase({ row: full, one, version: 7 }, { ...at, opinion: '同意纳入' })).toMatchObject({
      version: 7,
      opinion: '同意纳入',
      chair: null,
      votesFor: 31,
    });
  });
});

it('names are read with any separator, each once', () => {
  expect(namesIn(' 曾东生，曾秀英、曾东生 ')).toEqual(['曾东生', '曾秀英']);
  expect(withName('曾东生', '曾秀英')).toBe('曾东生、曾秀英');
});

it('results are counted, open ones apart', () => {
  const checks = [full, emptyRow(one)].map((row) => checkRow(row, at, one));
  expect(countResults(checks)).toEqual({ 'P1.M1': 1, 'P1.M2': 0, 'P1.M3': 0, open: 1 });
});
