import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ActCode } from '../contract.ts';
import { hashOf } from './basis.ts';
import { aRunningCase, layFoundation, type Scenario } from './case.fixture.ts';
import { useComparisonSource } from './comparison.ts';
import { departments, upTo } from './way.fixture.ts';

useTestDatabase();
beforeAll(async () => {
  await layFoundation();
});
afterEach(() => clock.setOffsetDays(0));

const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);

describe('a case from the dispatched sheet to the register', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    useComparisonSource(departments);
    scenario = await aRunningCase();
    await upTo(scenario, 'REGISTERED');
    clock.setOffsetDays(0);
  });

  it('ends registered, with category, ranked risks and the county decision on day ten', async () => {
    const [row] = await rows<Record<string, unknown>>(
      'select state, category, risk_types, result_code, identified_on, closed_at is not null as closed from casework.identification where id = $1',
      [scenario.facts.caseId],
    );
    expect(row).toMatchObject({
      state: 'REGISTERED',
      category: '2',
      risk_types: ['5', '8'],
      result_code: 'P1.D1',
      identified_on: addDays(clock.today(), 9),
      closed: true,
    });
  });

  it('wrote one decision a transition, each with its frozen basis under its hash', async () => {
    const decisions = await rows<{ from_state: string; to_state: string; inputs: unknown; inputs_hash: string }>(
      'select from_state, to_state, inputs, inputs_hash from casework.decision where case_id = $1 order by decided_at, id',
      [scenario.facts.caseId],
    );
    expect(decisions.map((one) => one.to_state)).toEqual([
      'DISPATCHED',
      'VERIFYING',
      'VERIFIED',
      'STARTED',
      'CONSENTED',
      'COMPARING',
      'COMPARED',
      'EVALUATED',
      'PUBLICISED',
      'PUBLICISED',
      'TOWN_REVIEW',
      'COUNTY_REVIEW',
      'APPROVED',
      'ANNOUNCED',
      'REGISTERED',
    ]);
    for (const one of decisions) expect(hashOf(one.inputs)).toBe(one.inputs_hash);
  });

  it('filed every paper of the way', async () => {
    const papers = await rows<{ title: string; check_code: string }>(
      "select title, check_code from evidence.document where subject_id = $1 and kind = 'paper' order by title",
      [scenario.facts.caseId],
    );
    expect([...new Set(papers.map((paper) => paper.title))].length).toBe(10);
    for (const { check_code } of papers) expect(check_code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
  });

  it('left the household monitored, its sheet closed with the result, and no open task', async () => {
    const [household] = await rows<Record<string, unknown>>(
      'select monitoring_state, current_case_id, monitor_contact_name as contact, monitor_contact_phone as phone from registry.household where id = $1',
      [scenario.facts.household.id],
    );
    expect(household).toEqual({
      monitoring_state: 'MONITORED',
      current_case_id: scenario.facts.caseId,
      contact: '刘晓东',
      phone: '0751-2876543',
    });
    const [sheet] = await rows<Record<string, unknown>>(
      'select state, result_code, case_id from warning.dispatch where id = $1',
      [scenario.facts.sheetId],
    );
    expect(sheet).toEqual({ state: 'CLOSED', result_code: 'P1.V1', case_id: scenario.facts.caseId });
    const open = await rows('select 1 from casework.task where case_id = $1 and closed_at is null', [
      scenario.facts.caseId,
    ]);
    expect(open).toEqual([]);
  });

  it('kept health sealed and out of every plain column', async () => {
    const [record] = await rows<{ health_sealed: Buffer; data: unknown }>(
      "select health_sealed, data from casework.step_record where case_id = $1 and step = 'VERIFYING'",
      [scenario.facts.caseId],
    );
    expect(record?.health_sealed.length).toBeGreaterThan(20);
    const plain = await rows<{ text: string }>(
      'select inputs::text as text from casework.decision where case_id = $1 union all select data::text from casework.step_record where case_id = $1',
      [scenario.facts.caseId],
    );
    expect(plain.filter(({ text }) => text.includes('骨折'))).toEqual([]);
  });

  it('showed in the village a masked name and four fields', async () => {
    const entries = await rows<Record<string, unknown>>(
      'select display_name, display_area, family_size, display_reason from publicity.notice_entry where case_id = $1',
      [scenario.facts.caseId],
    );
    expect(entries).toHaveLength(2);
    for (const entry of entries)
      expect(entry).toMatchObject({ display_name: '曾*生', family_size: 3, display_reason: '边缘易致贫户' });
  });

  it('audited every act in its own words', async () => {
    const acts = await rows<{ action: string }>('select distinct action from audit.event where object_key = $1', [
      `case:${scenario.publicId}`,
    ]);
    const names = acts.map((one) => one.action);
    for (const act of [
      'openCase',
      'dispatchVerification',
      'claimVerification',
      'recordVerification',
      'judgeFinding',
      'recordMeeting',
      'decideAtCounty',
      'registerCase',
    ] satisfies (ActCode | 'openCase')[])
      expect(names).toContain(act);
  });
});
