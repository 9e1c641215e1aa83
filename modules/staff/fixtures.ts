import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import type { ExportRequest } from './contract.exports.ts';

/** Somebody with an account and a post, as tests call as him. */
export interface Officer {
  accountId: string;
  name: string;
  role: string;
  areaCode: string;
}

/** Opens an account with one post in force, as the database has it. */
export async function anOfficer(given: Omit<Officer, 'accountId'>): Promise<Officer> {
  const officer = { accountId: newId(), ...given };
  await withBulkLoad('test officer', async (client) => {
    await client.query(
      `insert into staff.account (id, login_name, name, status, is_demonstration, area_codes, version, changed_at) values ($1, $2, $3, 'ACTIVE', false, $4, 1, now())`,
      [officer.accountId, `t-${officer.accountId}`, officer.name, pathOf(officer.areaCode)],
    );
    await client.query(
      `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at) values ($1, $2, $3, $4, '测试岗', '2020-01-01', 1, now())`,
      [newId(), officer.accountId, officer.role, officer.areaCode],
    );
  });
  return officer;
}

/** What an export is asked for with. */
export interface AskedExport {
  kind: string;
  filter?: Record<string, string>;
  format?: 'csv' | 'xlsx';
  purpose?: string;
}

/** Asks for an export. */
export function askExport(app: TestApp, as: Officer, order: AskedExport) {
  const payload = { filter: {}, purpose: '下发各镇核对', ...order };
  return app.call<ExportRequest & { code: string; detail: string }>(as, {
    method: 'POST',
    url: '/api/exports',
    payload,
  });
}

/** Decides a request. */
export function decideAs(
  app: TestApp,
  as: Officer,
  { id, version }: Pick<ExportRequest, 'id' | 'version'>,
  opinion?: string,
) {
  return app.call<ExportRequest & { code: string }>(as, {
    method: 'POST',
    url: `/api/exports/${id}/${opinion === undefined ? 'approval' : 'refusal'}`,
    payload: opinion === undefined ? {} : { opinion },
    headers: { 'if-match': `"${version}"` },
  });
}

/** Fetches the file of a request. */
export function fetchExport(app: TestApp, as: Officer, id: string) {
  return app.call<string>(as, { method: 'POST', url: `/api/exports/${id}/download` });
}

/** The whole procedure: asked, approved, made, fetched. Gives the lines of the file without its first signs. */
export async function exportedLines(
  app: TestApp,
  people: { asks: Officer; approves: Officer; url: string },
  order: AskedExport,
): Promise<string[]> {
  const asked = await askExport(app, people.asks, order);
  if (asked.status !== 201) throw new Error(`${asked.status} ${JSON.stringify(asked.body)}`);
  const approved = await decideAs(app, people.approves, asked.body);
  if (approved.status !== 200) throw new Error(`${approved.status} ${JSON.stringify(approved.body)}`);
  await workOff(people.url);
  const file = await fetchExport(app, people.asks, asked.body.id);
  if (file.status !== 200) throw new Error(`${file.status} ${JSON.stringify(file.body)}`);
  return file.body.replace('\ufeff', '').trimEnd().split('\r\n');
}

/** Lines before the first row: three that say who and what for, and the header. */
export const FILE_HEAD = 4;
