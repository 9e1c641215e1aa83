import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dispatchFindings } from './commands.ts';
import type { Finding } from './findings.ts';

useTestDatabase();
const COUNTY = '440229';
const VILLAGE = '440229100201';
const HOUSEHOLDS = Array.from({ length: 500 }, () => newId());
const SAY = { 'MED-1': '这户今年必要的开支超过了提醒门槛。', 'EDU-1': '有孩子该上学没上学。' };

const finding = (householdId: string, code: keyof typeof SAY, level: number): Finding => ({
  householdId,
  areaCode: VILLAGE,
  headName: '曾木生',
  level,
  reasons: [{ code, label: code, say: SAY[code], level, department: 'YB', riskType: '1', values: {} }],
});

/** Dispatches, then waits within the open transaction for `meanwhile`. */
const dispatch = (findings: Finding[], countyCode = COUNTY, meanwhile?: () => Promise<unknown>) => {
  const system = systemActor(countyCode, '测试');
  return withScope(system, async (tx) => {
    const result = await dispatchFindings(tx, system, {
      ...{ countyCode, runId: newId(), period: '202610', villageDays: 5, mergeDays: 30 },
      ...{ monitored: new Set<string>(), findings },
    });
    await meanwhile?.();
    return result;
  });
};

const read = <T>(text: string) => withBulkLoad('test read', async (client) => (await client.query(text)).rows as T[]);

/** The statements that change sheets, from now on. */
function watchUpdates(): () => number {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const textOf = (given: unknown) => (typeof given === 'string' ? given : (given as { text?: string })?.text) ?? '';
  return () => query.mock.calls.filter(([given]) => /^\s*update\s+"?warning/i.test(textOf(given))).length;
}

describe('five hundred hints that join open sheets', () => {
  beforeAll(async () => {
    await loadDivisions();
    await dispatch(HOUSEHOLDS.map((id) => finding(id, 'MED-1', 3)));
  });
  afterEach(() => vi.restoreAllMocks());

  test('are written by one statement, each sheet with its own content', async () => {
    const updates = watchUpdates();
    const result = await dispatch(HOUSEHOLDS.map((id, i) => finding(id, i % 2 === 0 ? 'EDU-1' : 'MED-1', (i % 3) + 1)));
    expect(result).toMatchObject({ opened: 0, joined: 500 });
    expect(updates()).toBe(1);
    const sheets = await read<{ household_id: string; level: number; codes: string[]; version: number; day: boolean }>(
      'select household_id, level, rule_codes as codes, version, last_hint_on is not null as day from warning.dispatch',
    );
    const known = new Map(sheets.map(({ household_id, ...sheet }) => [household_id, sheet]));
    for (const [i, id] of HOUSEHOLDS.entries()) {
      const level = (i % 3) + 1;
      const codes = i % 2 === 0 ? ['MED-1', 'EDU-1'] : ['MED-1'];
      // The same rule with the same words and level says nothing new.
      const version = i % 2 === 1 && level === 3 ? 1 : 2;
      expect(known.get(id), `household ${i}`).toEqual({ level, codes, version, day: true });
    }
  });

  test('change no sheet when nobody has one', async () => {
    const updates = watchUpdates();
    expect(await dispatch([finding(newId(), 'MED-1', 2)])).toMatchObject({ opened: 1, joined: 0 });
    expect(updates()).toBe(0);
  });
});

describe('two dispatches at once', () => {
  test('of different counties do not wait for each other; of one county the second one does', async () => {
    const other = { ...finding(newId(), 'MED-1', 2), areaCode: '440232101001' };
    let sameCounty: Promise<unknown> = Promise.resolve();
    let hasWaited = true;
    await dispatch([finding(newId(), 'MED-1', 2)], COUNTY, async () => {
      expect(await dispatch([other], '440232')).toMatchObject({ opened: 1 });
      sameCounty = dispatch([finding(newId(), 'MED-1', 2)]).then(() => {
        hasWaited = false;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(hasWaited).toBe(true);
    });
    await sameCounty;
    const numbers = await read<{ no: string }>(
      "select dispatch_no as no from warning.dispatch where county_code = '440229'",
    );
    expect(new Set(numbers.map(({ no }) => no)).size).toBe(numbers.length);
  }, 20_000);
});
