import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { listMyTasks } from '@shouwang/modules/casework/server/queries.tasks.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { aHouseholdRow, aReceivedCase, COUNTY, layFoundation, VILLAGE } from '../../casework/server/case.fixture.ts';
import { listKin } from '../../casework/server/door.ts';
import { setMonitoringState } from '../../registry/server/door.ts';
import type { FollowUpDone, HouseholdSheets, Sheet } from '../contract.ts';
import { dispatchFindings } from './commands.ts';
import type { Finding } from './findings.ts';
import { warningRoutes } from './routes.ts';
import { useKinSource } from './visitors.ts';

/* Tests only: monitored households and the people who follow them up. */

export const system = systemActor(COUNTY, '测试');
export const CONTACT = { name: '刘晓东', phone: '0751-2876543' };
export const person = (name: string, role: string, areaCode: string) =>
  anActor({ accountId: newId(), name, role, areaCode });
export const cadre = person('何小梅', 'VILLAGE_CADRE', VILLAGE);
export const neighbour = person('谭春生', 'VILLAGE_CADRE', '440229109202');
export const contact = person(CONTACT.name, 'TOWN_TEAM', VILLAGE.slice(0, 9));
export const colleague = person('邱国平', 'TOWN_TEAM', VILLAGE.slice(0, 9));
export const reviewer = person('叶小红', 'TOWN_REVIEWER', VILLAGE.slice(0, 9));
export let app: TestApp;
export let household = '';

export const paid = (value: number) => ({
  comparisons: [{ label: '住院等累计自付', value, operator: '>=', threshold: 20_000, unit: 'yuan' }],
});
export const finding = (given: Partial<Finding> & { code?: string; value?: number } = {}): Finding => ({
  householdId: household,
  areaCode: VILLAGE,
  headName: '曾木生',
  level: 2,
  reasons: [
    {
      code: given.code ?? 'MED-1',
      label: '医疗自付',
      say: '必要的开支多了。',
      level: 2,
      department: 'YB',
      riskType: '1',
      values: paid(given.value ?? 26_000),
    },
  ],
  ...given,
});

export const dispatch = (findings: Finding[], runId = newId(), monitored = new Set([household])) =>
  withScope(system, (tx) =>
    dispatchFindings(tx, system, {
      countyCode: COUNTY,
      runId,
      period: '202610',
      villageDays: 5,
      mergeDays: 30,
      monitored,
      findings,
    }),
  );
export const rows = <T>(text: string, values: unknown[]) =>
  withBulkLoad('test read', async (client) => (await client.query(text, values)).rows as T[]);
export const get = async <T>(who: Actor, url: string) => (await app.call<T>(who, { method: 'GET', url })).body;
export const post = <T>(who: Actor, sheet: Sheet, act: string, payload: object) =>
  app.call<T>(who, {
    method: 'POST',
    url: `/api/warning/dispatches/${sheet.row.id}/${act}`,
    payload,
    headers: { 'if-match': `"${sheet.version}"` },
  });
export const sheetOf = async (who: Actor = cadre): Promise<Sheet> => {
  const { open } = await get<HouseholdSheets>(who, `/api/households/${COUNTY}:${household}/sheets`);
  return get<Sheet>(who, `/api/warning/dispatches/${open?.id}`);
};
export const visit = (given: object = {}) => ({
  resultCode: 'P4.F1',
  visitedOn: clock.today(),
  went: [contact.accountId, cadre.accountId],
  reason: '老人又住院，家里照料不过来',
  ...given,
});
export const record = async (given: object = {}, who: Actor = cadre) =>
  post<FollowUpDone & { code: string }>(who, await sheetOf(), 'follow-up', visit(given));
export const confirm = async (body: object = { decision: 'agree' }, who: Actor = reviewer) =>
  post<FollowUpDone & { code: string }>(who, await sheetOf(), 'confirm-follow-up', body);
/** Writes down in a case of the household that somebody is confirmed as a close relative. */
export const declareRelative = async (who: Actor) => {
  const { caseId } = (await aReceivedCase()).facts;
  await rows('update casework.identification set household_id = $1, closed_at = now() where id = $2', [
    household,
    caseId,
  ]);
  await rows(
    `insert into casework.step_record (county_code, id, area_code, case_id, step, round, data, recorded_by, recorded_by_name, recorded_at, superseded)
     values ($1, $2, $3, $4, 'RECUSAL', 1, $5, $6, '测试', now(), false)`,
    [COUNTY, newId(), VILLAGE, caseId, { accountId: who.accountId, name: who.name, state: 'confirmed' }, who.accountId],
  );
};
export const tasksOf = async (who: Actor) => withScope(who, (tx) => listMyTasks(tx, who, { limit: 200 }));
export const kindsOf = async (who: Actor) =>
  (await tasksOf(who)).items
    .filter((one) => one.sheetId?.endsWith(household) || one.headName === head)
    .map((one) => one.kind);
export let head = '';

/** The people with their posts, each where he acts. */
export const employed = (people: readonly Actor[]) =>
  withBulkLoad('test people', async (client) => {
    for (const { accountId, name, role, areaCode } of people) {
      await client.query(
        `insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at)
         values ($1::uuid, $1::text, $2, 'ACTIVE', false, $3, 1, now())`,
        [accountId, name, pathOf(areaCode)],
      );
      await client.query(
        `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at)
         values ($1, $2, $3, $4, $5, '2020-01-01', 1, now())`,
        [newId(), accountId, role, areaCode, `${role}岗`],
      );
    }
  });
export const lead = person('何志坚', 'COUNTY_LEAD', COUNTY);

/** Gives a test file its database, the people with their posts, and for each test a monitored household of its own. */
export function useFollowUps(): void {
  useTestDatabase();
  beforeAll(async () => {
    await layFoundation();
    await employed([cadre, neighbour, contact, colleague, reviewer, lead]);
    useKinSource(listKin);
    app = await testApp(warningRoutes);
  });
  beforeEach(async () => {
    head = `曾${newId().slice(-6)}`;
    household = (await aHouseholdRow(VILLAGE, head)).id;
    await withScope(system, (tx) =>
      setMonitoringState(tx, system, {
        ref: { countyCode: COUNTY, id: household },
        state: 'MONITORED',
        caseId: null,
        reason: '测试',
        contact: CONTACT,
      }),
    );
  });
  afterEach(() => clock.setOffsetDays(0));
}
