import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { anOfficer, askExport, decideAs, fetchExport } from '@shouwang/modules/staff/fixtures.ts';
import { withBulkLoad } from '@shouwang/platform/db/scope.ts';
import { startWorker } from '@shouwang/platform/jobs/jobs.ts';
import { testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, test } from 'vitest';
import { defineJobs, moduleRoutes } from './app.ts';
import { shellFacts } from './shell-facts.ts';

const database = useTestDatabase();
const COUNTY = '440229';

test('a queue that was started before the routes, as the program does, makes the files', {
  timeout: 60_000,
}, async () => {
  await loadDivisions();
  defineJobs();
  const worker = await startWorker(database.url);
  const advanceDay = () => Promise.resolve();
  const options = { production: false, demonstration: true, demonstrationPassword: 'x', shellFacts, advanceDay };
  const app = await testApp((server) => moduleRoutes(server, options));
  await withBulkLoad('test households', (client) =>
    client.query(
      `insert into registry.household (county_code, id, area_code, household_no, head_name, head_pinyin, household_type, registered_count, resident_count, sharing_count, monitoring_state, qr_token, status, version, sync_pos, changed_at)
       values ($1, gen_random_uuid(), '440229104201', 'WY-0000001', '黄火养', 'x', '2', 3, 3, 3, 'NOT_COVERED', 'x', 'active', 1, 1, now())`,
      [COUNTY],
    ),
  );
  const asks = await anOfficer({ name: '周明远', role: 'COUNTY_LEAD', areaCode: COUNTY });
  const approves = await anOfficer({ name: '何志坚', role: 'COUNTY_APPROVER', areaCode: COUNTY });
  try {
    const asked = (await askExport(app, asks, { kind: 'registry.households' })).body;
    expect((await decideAs(app, approves, asked)).status).toBe(200);
    await expect.poll(async () => (await fetchExport(app, asks, asked.id)).status, { timeout: 20_000 }).toBe(200);
  } finally {
    await worker.stop();
  }
});
