import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { anItem, aSettlement, aTable, csvText } from '../fixtures.ts';
import { defineExchangeJobs } from './door.ts';
import { exchangeRoutes } from './routes.ts';
import { HEALTH_OFFICE, reportOf, sendFile } from './testing.ts';

const database = useTestDatabase();
const ROWS = 20_000;
let server: TestApp;

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(exchangeRoutes);
  defineExchangeJobs();
});

type Seen = Map<string, { isFolder: boolean; mode: string }>;

/** Everything that lies among the drafts now, with its mode; what goes while it is looked at is passed over. */
function look(folder: string, seen: Seen): void {
  for (const entry of listOf(folder)) {
    const path = join(folder, entry);
    const there = statSync(path, { throwIfNoEntry: false });
    if (!there) continue;
    seen.set(path, { isFolder: there.isDirectory(), mode: (there.mode & 0o777).toString(8) });
    if (there.isDirectory()) look(path, seen);
  }
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

async function check(content: string, period: string) {
  const sent = await sendFile(server, HEALTH_OFFICE, { item: 'YB-02', period, content });
  expect(sent.status, JSON.stringify(sent.body)).toBe(202);
  const seen: Seen = new Map();
  const timer = setInterval(() => look(dataPath('files', 'draft'), seen), 1);
  await workOff(database.url);
  clearInterval(timer);
  return { seen, report: await reportOf(server, HEALTH_OFFICE, sent.body.batch.id) };
}

const table = (rows: number, from = 1) =>
  csvText(
    aTable(
      anItem('YB-02'),
      Array.from({ length: rows }, (_, i) => aSettlement(from + i)),
    ),
  );

describe('a department file that is checked', () => {
  it('lies in plain only where nobody else can look, and is gone when the check has ended', async () => {
    const { seen, report } = await check(table(ROWS), '202609');
    expect(report.rowsIn).toBe(ROWS);
    const all = [...seen.values()];
    const modes = (isFolder: boolean) => [
      ...new Set(all.filter((one) => one.isFolder === isFolder).map((one) => one.mode)),
    ];
    expect([modes(true), modes(false)]).toEqual([['700'], ['600']]);
    expect(statSync(dataPath('files', 'draft')).mode & 0o777).toBe(0o700);
    expect(listOf(dataPath('files', 'draft'))).toEqual([]);
  });

  it('is gone too when it could not be read, or the check broke off', async () => {
    expect((await check('甲,乙\n1,2\n', '202608')).report).toMatchObject({ failure: { code: 'header-not-found' } });
    expect(listOf(dataPath('files', 'draft'))).toEqual([]);
    const blocked = dataPath('items', 'YB-02', '202607');
    mkdirSync(dataPath('items', 'YB-02'), { recursive: true });
    writeFileSync(blocked, 'a file where the folder should be');
    expect((await check(table(10, ROWS + 1), '202607')).report).toMatchObject({ failure: { code: 'fault' } });
    expect(listOf(dataPath('files', 'draft'))).toEqual([]);
    rmSync(blocked);
  });
});
