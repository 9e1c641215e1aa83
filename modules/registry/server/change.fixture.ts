import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { type TestDatabase, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { afterEach, beforeAll } from 'vitest';
import { attachDocument } from '../../evidence/server/door.ts';
import type {
  ChangeDone,
  ChangePage,
  ChangeProposalInput,
  ChangeView,
  Household,
  HouseholdChange,
  HouseholdPending,
  NewHouseholdInput,
} from '../contract.ts';
import { aHousehold } from '../fixtures.ts';
import { useQualityPolicy } from './door.ts';
import { registryRoutes } from './routes.ts';

/** Tests only: the parameters that a pack gives. */
export const CHANGE_POLICY = {
  'changeRequest.days': { value: 3 },
  'change.deathGraceDays': { value: 30 },
  'return.maxTimes': { value: 2 },
};

const account = (number: number) => `01900000-0000-7000-8000-00000000020${number}`;
/** Tests only: people of one county, each with an account of his own. */
export const OFFICE = {
  lead: { role: 'COUNTY_LEAD', areaCode: '440229', accountId: account(1), name: '县主管' },
  clerk: { role: 'VILLAGE_CLERK', areaCode: '440229100201', accountId: account(2), name: '村信息员' },
  cadre: { role: 'VILLAGE_CADRE', areaCode: '440229100201', accountId: account(3), name: '村干部' },
  town: { role: 'TOWN_REVIEWER', areaCode: '440229100', accountId: account(4), name: '镇审核员' },
  deputy: { role: 'TOWN_REVIEWER', areaCode: '440229100', accountId: account(5), name: '镇副审核员' },
  county: { role: 'COUNTY_APPROVER', areaCode: '440229', accountId: account(6), name: '县审定员' },
  otherTown: { role: 'TOWN_REVIEWER', areaCode: '440229104', accountId: account(7), name: '邻镇审核员' },
  auditor: { role: 'AUDITOR', areaCode: '44', accountId: account(8), name: '审计员' },
} as const;

type Problem = { code: string; detail: string; fields: { path: string; code: string; message: string }[] };

/** Tests only: the program itself. */
export const SYSTEM = systemActor('440229', '测试');

/** Tests only: a member of a household by his place in it. */
export const memberAt = (household: Household, index: number) =>
  household.members[index] as Household['members'][number];

/** Tests only: other values for one member, as a proposal takes them. */
export const ofMember = (household: Household, index: number, changes: object) => ({
  members: [{ memberId: memberAt(household, index).id, changes }],
});

/** Tests only: how an answer came out, by status and the code of its first field. */
export const said = (answer: { status: number; body: { code: string; fields?: { code: string }[] } }) => [
  answer.status,
  answer.body.fields?.[0]?.code ?? answer.body.code,
];

/** Tests only: a database of its own with this office at work in it, under these parameters of a pack. Call it at the top of a test file. */
export function useChangeOffice(policy: Record<string, { value: unknown }> = CHANGE_POLICY) {
  const database: TestDatabase = useTestDatabase();
  let server: TestApp;
  beforeAll(async () => {
    await loadDivisions();
    useQualityPolicy(async () => policy);
    server = await testApp(registryRoutes);
  });
  afterEach(() => clock.setOffsetDays(0));
  return { database, ...changeOffice(() => server) };
}

function changeOffice(server: () => TestApp) {
  const call = <T>(
    as: object,
    request: {
      method: 'GET' | 'POST' | 'PUT';
      url: string;
      payload?: object;
      version?: number | undefined;
      key?: string;
    },
  ) => {
    const { version, key, ...rest } = request;
    const headers = {
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(key ? { 'idempotency-key': key } : {}),
    };
    return server().call<T & Problem>(as, { ...rest, headers });
  };
  const read = async (id: string) =>
    (await call<Household>(OFFICE.lead, { method: 'GET', url: `/api/households/${id}` })).body;
  return {
    call,
    read,
    history: async (id: string) =>
      (await call<{ items: HouseholdChange[] }>(OFFICE.lead, { method: 'GET', url: `/api/households/${id}/changes` }))
        .body.items,
    registered: async (given: Partial<NewHouseholdInput> = {}): Promise<Household> => {
      const made = await call<{ id: string }>(OFFICE.lead, {
        method: 'POST',
        url: '/api/households',
        payload: aHousehold(given),
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return read(made.body.id);
    },
    submit: (
      as: object,
      household: Household,
      proposal: Partial<ChangeProposalInput>,
      more: { version?: number | null; key?: string } = {},
    ) =>
      call<ChangeDone>(as, {
        method: 'POST',
        url: `/api/households/${household.id}/change-requests`,
        payload: { changeType: 'H6', reason: '入户核对后更正', ...proposal },
        version: more.version === null ? undefined : (more.version ?? household.version),
        ...(more.key ? { key: more.key } : {}),
      }),
    revise: (
      as: object,
      id: string,
      { version, ...payload }: { version: number; householdVersion: number; proposal: object; keep?: string[] },
    ) => call<ChangeDone>(as, { method: 'PUT', url: `/api/change-requests/${id}`, payload, version }),
    withdraw: (as: object, id: string, version: number) =>
      call<ChangeDone>(as, { method: 'POST', url: `/api/change-requests/${id}/withdrawal`, version }),
    decide: (
      as: object,
      id: string,
      { version = 1, key, ...payload }: Record<string, unknown> & { version?: number; key?: string },
    ) =>
      call<ChangeDone>(as, {
        method: 'POST',
        url: `/api/change-requests/${id}/decision`,
        payload,
        version,
        ...(key ? { key } : {}),
      }),
    approve: (as: object, id: string, householdVersion = 1, version = 1) =>
      call<ChangeDone>(as, {
        method: 'POST',
        url: `/api/change-requests/${id}/decision`,
        payload: { act: 'approve', householdVersion },
        version,
      }),
    view: (as: object, id: string, query = '') =>
      call<ChangeView>(as, { method: 'GET', url: `/api/change-requests/${id}${query}` }),
    list: (as: object, query = '') => call<ChangePage>(as, { method: 'GET', url: `/api/change-requests${query}` }),
    pending: (as: object, id: string) =>
      call<HouseholdPending>(as, { method: 'GET', url: `/api/households/${id}/change-requests` }),
    paper: (household: Household): Promise<string> => {
      const { countyCode, id } = splitId(household.id);
      const actor = systemActor('440229', '测试');
      const subject = { countyCode, areaCode: household.areaCode, householdId: id, type: 'change', id };
      const file = { hash: 'a'.repeat(64), mime: 'image/png', size: 10 };
      return withScope(actor, (tx) =>
        attachDocument(tx, actor, {
          subject,
          kind: 'scan',
          type: '39',
          step: 'CHANGE',
          title: '佐证',
          file,
          checkCode: null,
        }),
      );
    },
  };
}
