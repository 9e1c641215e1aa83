import type { Actor } from '@shouwang/platform/db/scope.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import type { Answer, TestApp } from '@shouwang/platform/testing/app.ts';
import type { ImportReport, Uploaded } from '../contract.ts';

/** Tests only: the county's health insurance office. */
export const HEALTH_OFFICE: Partial<Actor> = {
  role: 'COUNTY_DEPT',
  departmentCode: 'YB',
  name: '县医保局 数据专岗',
  accountId: '01900000-0000-7000-8000-0000000000a1',
};
/** Tests only: the county's lead. */
export const LEAD: Partial<Actor> = { role: 'COUNTY_LEAD', name: '周明远' };

/** Tests only: sends a file as the page does. */
export async function sendFile(
  server: TestApp,
  as: Partial<Actor>,
  file: { item: string; period: string; name?: string; content: Buffer | string },
): Promise<Answer<Uploaded>> {
  const form = new FormData();
  form.append('item', file.item);
  form.append('period', file.period);
  form.append('file', new Blob([Buffer.from(file.content)]), file.name ?? '数据.csv');
  const encoded = new Response(form);
  return server.call<Uploaded>(as, {
    method: 'POST',
    url: '/api/exchange/imports',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
}

/** Tests only: the report of a file. */
export async function reportOf(server: TestApp, as: Partial<Actor>, id: string): Promise<ImportReport> {
  return (await server.call<ImportReport>(as, { method: 'GET', url: `/api/exchange/imports/${id}` })).body;
}

/** Tests only: a file as it is sent. */
export interface Sent {
  content: Buffer | string;
  item: string;
  period: string;
  name: string;
  as: Partial<Actor>;
}

/** Tests only: sends a file and works off its check; the report as the office reads it. */
export async function checkedFile(
  on: { server: TestApp; database: string },
  { item = 'YB-02', name = '医保.csv', as = HEALTH_OFFICE, ...file }: Partial<Sent> & Pick<Sent, 'content' | 'period'>,
): Promise<ImportReport> {
  const sent = await sendFile(on.server, as, { item, name, ...file });
  if (sent.status !== 202) throw new Error(JSON.stringify(sent.body));
  await workOff(on.database);
  return reportOf(on.server, as, sent.body.batch.id);
}
