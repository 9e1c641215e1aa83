import { describe, expect, test } from 'vitest';
import type { DispatchReason } from './contract.ts';
import { type JoiningFinding, joinHints, type SheetContent } from './rules.ts';

const reason = (code: string, level: number | null, say = `${code} 成立。`): DispatchReason => ({
  code,
  label: code,
  say,
  level,
  department: 'YB',
});
const sheet: SheetContent = {
  level: 3,
  reasons: [reason('MED-1', 3)],
  ruleCodes: ['MED-1'],
  riskTypes: ['1'],
  dueOn: '2026-11-17',
};
const OPEN = { visitDone: false, renewed: false };
const finding = (given: Partial<JoiningFinding> = {}): JoiningFinding => ({
  level: 1,
  reasons: [{ ...reason('EDU-1', 1), riskType: '5' }],
  on: '2026-11-15',
  dueOn: '2026-11-20',
  ...given,
});

describe('hints that join an open sheet', () => {
  test('a new rule raises the level and brings its reason, rule, risk and day', () => {
    const joined = joinHints(sheet, finding(), OPEN);
    expect(joined).toEqual({
      level: 1,
      reasons: [reason('MED-1', 3), { ...reason('EDU-1', 1), addedOn: '2026-11-15' }],
      ruleCodes: ['MED-1', 'EDU-1'],
      riskTypes: ['1', '5'],
      dueOn: '2026-11-17',
      added: [{ ...reason('EDU-1', 1), addedOn: '2026-11-15' }],
      changed: true,
    });
  });

  test('a milder finding never lowers the level', () => {
    expect(joinHints({ ...sheet, level: 1 }, finding({ level: 3 }), OPEN).level).toBe(1);
  });

  test.each([
    { own: '2026-11-16', visitDone: false, renewed: false, due: '2026-11-16' },
    { own: '2026-11-20', visitDone: false, renewed: false, due: '2026-11-17' },
    { own: '2026-11-16', visitDone: true, renewed: false, due: '2026-11-17' },
    { own: '2026-12-20', visitDone: false, renewed: true, due: '2026-12-20' },
    { own: '2026-12-20', visitDone: true, renewed: true, due: '2026-11-17' },
  ])(
    'the due day moves only while the visit is to be made: $own, $visitDone, renewed $renewed',
    ({ own, due, ...how }) => {
      expect(joinHints(sheet, finding({ dueOn: own }), how).dueOn).toBe(due);
    },
  );

  test('a rule that is there already takes its latest words and is not new', () => {
    const again = joinHints(sheet, finding({ level: 3, reasons: [reason('MED-1', 3, '自付又多了。')] }), OPEN);
    expect(again.reasons).toEqual([reason('MED-1', 3, '自付又多了。')]);
    expect([again.added, again.changed]).toEqual([[], true]);
  });

  test('a reason keeps the day on which it was added', () => {
    const first = joinHints(sheet, finding(), OPEN);
    const second = joinHints(first, finding({ on: '2026-12-10' }), OPEN);
    expect(second.reasons[1]?.addedOn).toBe('2026-11-15');
    expect([second.added, second.changed]).toEqual([[], false]);
  });

  test('the same finding again changes nothing, whatever the order of the fields in the database', () => {
    const stored = JSON.parse('[{"say":"MED-1 成立。","code":"MED-1","level":3,"label":"MED-1","department":"YB"}]');
    const same = finding({ level: 3, reasons: [{ ...reason('MED-1', 3), riskType: '1' }] });
    expect(joinHints({ ...sheet, reasons: stored }, same, OPEN).changed).toBe(false);
  });
});
