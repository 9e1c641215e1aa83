import { describe, expect, it } from 'vitest';
import { type CaseClock, noticeLastDay, pauseClock, readClock, resumeClock, startStep } from './clock.ts';

const LIMITS = { maxDays: 15, pauseMaxDays: 30 };
const from = (changes: Partial<CaseClock> = {}): CaseClock => ({
  startedOn: '2026-11-10',
  stepStartedOn: '2026-11-18',
  stepDueOn: '2026-11-20',
  pausedOn: null,
  pausedDays: 0,
  stepRuns: false,
  ...changes,
});

describe('the statutory clock', () => {
  it.each([
    // today, day of the chain, chain days left, step used, step days left, overdue
    ['2026-11-18', 9, 6, 0, 2, false],
    ['2026-11-20', 11, 4, 2, 0, false],
    ['2026-11-21', 12, 3, 3, -1, true],
    ['2026-11-24', 15, 0, 6, -4, true],
    ['2026-11-25', 16, -1, 7, -5, true],
  ])(
    'on %s is day %i, with %i days left of the whole and %i / %i of the step',
    (today, day, chainDaysLeft, stepUsed, stepDaysLeft, overdue) => {
      expect(readClock(from(), today, LIMITS)).toMatchObject({
        day,
        chainDaysLeft,
        chainDueOn: '2026-11-24',
        stepUsed,
        stepDaysLeft,
        overdue,
      });
    },
  );

  it('stands still while paused, for the chain and for the step', () => {
    const paused = pauseClock(from(), '2026-11-19');
    expect(readClock(paused, '2026-11-27', LIMITS)).toMatchObject({
      day: 10,
      chainDueOn: '2026-12-02',
      stepDaysLeft: 1,
      stepUsed: 1,
      overdue: false,
      paused: true,
    });
    const resumed = resumeClock(paused, '2026-11-27', 30);
    expect(resumed).toMatchObject({ pausedOn: null, pausedDays: 8, stepDueOn: '2026-11-28' });
    expect(readClock(resumed, '2026-11-28', LIMITS)).toMatchObject({ day: 11, stepDaysLeft: 0 });
  });

  it('counts no more than 30 days of pause in all; then it runs again', () => {
    const paused = pauseClock(from({ pausedDays: 25 }), '2026-11-20');
    expect(readClock(paused, '2026-11-25', LIMITS).chainDueOn).toBe('2026-12-24');
    expect(readClock(paused, '2026-12-20', LIMITS).chainDueOn).toBe('2026-12-24');
    expect(resumeClock(paused, '2026-12-20', 30).pausedDays).toBe(30);
  });

  it('lets the days to answer an objection run while the chain stands still', () => {
    const objected = startStep(pauseClock(from(), '2026-11-18', true), '2026-11-18', 5);
    expect(readClock(objected, '2026-11-24', LIMITS)).toMatchObject({ day: 9, stepDaysLeft: -1, overdue: true });
    expect(resumeClock(objected, '2026-11-24', 30)).toMatchObject({
      pausedDays: 6,
      stepDueOn: '2026-11-23',
      stepRuns: false,
    });
  });

  it.each([
    ['2026-11-13', 5, 'natural', '2026-11-17'],
    ['2026-11-13', 5, 'working', '2026-11-19'],
    ['2026-11-14', 5, 'working', '2026-11-20'],
    ['2026-02-26', 7, 'natural', '2026-03-04'],
  ] as const)('a notice put up on %s for %i %s days hangs to %s', (start, days, calendar, last) => {
    expect(noticeLastDay(start, days, calendar)).toBe(last);
  });
});
