import { clock } from '@shouwang/platform/clock/clock.ts';
import { log } from '@shouwang/platform/log.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { playMonth, villagesOf } from './month.ts';
import { compareFindings, compareImports } from './prove/month-compare.ts';

describe('a county whose month is December, screened in January', () => {
  useTestDatabase();
  beforeAll(() => {
    log.level = 'silent';
  });

  it('finds every planted cause and nothing else', { timeout: 180_000 }, async () => {
    const before = clock.offsetDays;
    const month = await playMonth({ month: '202512', households: 3000, seed: 5 });
    expect(clock.offsetDays).toBe(before);
    const villages = await villagesOf(
      { county: '440229' },
      month.ledger.events.map(({ householdNo }) => householdNo),
    );
    expect(month.ledger.plan.month).toBe('202512');
    expect(month.ledger.flagged.length).toBeGreaterThan(15);
    const { ledger, monitored } = month;
    expect(monitored.length).toBeGreaterThan(1);
    expect(compareFindings({ ledger, villages, monitored }, month).faults).toEqual([]);
    expect(compareImports(month.ledger, month).faults).toEqual([]);
  });
});
