import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { ROLE_NAMES } from '@shouwang/modules/staff/contract.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { entryAt, navigation, navigationFor, startOf } from '../desk/src/shell/nav.ts';
import { moduleRoutes } from './app.ts';
import { shellFacts } from './shell-facts.ts';

useTestDatabase();
const ROLES = Object.keys(ROLE_NAMES);
/** Everything that a page asks without having looked whether its reader may. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  '/workbench': ['/api/workbench'],
  '/overview': ['/api/insight/overview?area=440229104', '/api/board?area=440229104'],
  '/households': ['/api/households'],
  '/warnings': ['/api/warning/dispatches', '/api/policy/in-force?area=440229'],
  '/cases': ['/api/cases'],
  '/meetings': ['/api/casework/agenda'],
  '/changes': ['/api/change-requests', '/api/change-requests?view=decide&limit=1'],
  '/quality': ['/api/quality-findings/counts', '/api/quality-findings'],
  '/screening': ['/api/screening/runs'],
  '/imports': ['/api/exchange/items', '/api/exchange/imports'],
  '/exports': ['/api/exports?view=mine', '/api/exports?view=waiting&limit=1', '/api/exports?view=area'],
  '/accounts': ['/api/accounts', '/api/account-requests', '/api/account-requests?view=decide&limit=1'],
  '/policy': ['/api/policy/in-force?area=440229', '/api/policy/packs', '/api/policy/versions?standing=open'],
};
let app: TestApp;

function actorOf(role: string) {
  const digits = /^(PROV|AUDITOR)/.test(role)
    ? 2
    : /^CITY/.test(role)
      ? 4
      : /^COUNTY/.test(role)
        ? 6
        : /^TOWN/.test(role)
          ? 9
          : 12;
  return { role, areaCode: '440229104201'.slice(0, digits), departmentCode: role === 'COUNTY_DEPT' ? 'YB' : null };
}

/** What the session of a role says that it may use. */
function permissionsOf(role: string): string[] {
  return app.app.operations
    .filter(({ permission }) => typeof permission === 'string' || permission.includes(role))
    .map(({ operationId }) => operationId);
}

async function statusesOf(role: string, to: string): Promise<number[]> {
  const statuses: number[] = [];
  for (const url of ASKED[to] ?? []) statuses.push((await app.call(actorOf(role), { method: 'GET', url })).status);
  return statuses;
}

beforeAll(async () => {
  await loadDivisions();
  await loadPacks();
  const advanceDay = () => Promise.resolve();
  const options = { production: false, demonstration: true, demonstrationPassword: 'x', shellFacts, advanceDay };
  app = await testApp((server) => moduleRoutes(server, options));
});

test('every entry names an operation that exists, and the test knows what its page asks', () => {
  const known = app.app.operations.map(({ operationId }) => operationId);
  for (const { to, needs } of navigation.flatMap(({ entries }) => entries)) {
    expect(known).toContain(needs);
    expect(ASKED[to], to).toBeDefined();
  }
});

describe.each(ROLES)('%s', (role) => {
  test('starts on a page that it may see', () => {
    const start = startOf(permissionsOf(role));
    const seen = navigationFor(permissionsOf(role)).flatMap(({ entries }) => entries.map(({ to }) => to));
    expect(start).toBeDefined();
    expect(seen).toContain(start);
  });

  test('is refused by no page that it is shown, and shown no page that refuses it', async () => {
    const shown = navigationFor(permissionsOf(role)).flatMap(({ entries }) => entries.map(({ to }) => to));
    for (const { to } of navigation.flatMap(({ entries }) => entries)) {
      const statuses = await statusesOf(role, to);
      if (shown.includes(to)) expect(statuses, to).toEqual(statuses.map(() => 200));
      else expect(statuses, to).toContain(403);
    }
  });
});

test('an address belongs to its entry, also below it', () => {
  expect(entryAt('/cases/440229:1')?.to).toBe('/cases');
  expect(entryAt('/casesx')).toBeUndefined();
  expect(entryAt('/')).toBeUndefined();
});

test.each([
  ['PROV_OPS', '/policy'],
  ['AUDITOR', '/workbench'],
  ['COUNTY_DEPT', '/workbench'],
  ['COUNTY_LEAD', '/workbench'],
])('%s opens %s', (role, start) => {
  expect(startOf(permissionsOf(role))).toBe(start);
});
