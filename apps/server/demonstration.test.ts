import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { advanceDay, demonstrationPlan, ensureDemonstration } from './demonstration.ts';

useTestDatabase();
process.env.SHOUWANG_DEMO_HOUSEHOLDS = '40';
afterAll(() => {
  clock.setOffsetDays(0);
  delete process.env.SHOUWANG_DEMO_HOUSEHOLDS;
});

describe('the demonstration', () => {
  it('takes the last month that was over at its first start, and keeps it, its data and its day for later ones', async () => {
    await loadDivisions();
    const closed = addMonths(clock.today().slice(0, 7).replace('-', ''), -1);
    expect(await ensureDemonstration()).toBe(true);
    expect((await demonstrationPlan()).month).toBe(closed);
    await advanceDay(70);
    clock.setOffsetDays(0);
    expect(await ensureDemonstration()).toBe(false);
    expect(clock.offsetDays).toBe(70);
    expect((await demonstrationPlan()).month).toBe(closed);
  }, 60_000);
});
