import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { readDivisions } from '@shouwang/modules/areas/divisions.ts';
import { RoleCode } from '@shouwang/modules/staff/contract.ts';
import { givePost, openAccount } from '@shouwang/modules/staff/server/door.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { hashPassword } from '@shouwang/platform/crypto/password.ts';
import { systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { demonstrationAccounts } from '../accounts.ts';
import type { DemonstrationPlan } from '../contract.ts';
import { departmentMonth } from '../department-files.ts';
import { ledgerJson } from '../ledger.ts';
import { madeChunks } from './chunks.ts';
import { type LoadFrame, TABLES, type Table } from './rows.ts';

/** What a load did. */
export interface LoadReport {
  households: number;
  persons: number;
  seconds: number;
}

/** Whether a county has households already; a demonstration is never loaded over data. */
export async function countyIsEmpty(county: string): Promise<boolean> {
  return withBulkLoad(
    'look',
    async (client) =>
      (await client.query('select from registry.household where county_code = $1 limit 1', [county])).rowCount === 0,
  );
}

/**
 * Fills a county with generated people, all in one transaction: it is there whole or not at all. Chunks are made while the database writes
 * the one before.
 */
export async function loadCounty(
  plan: DemonstrationPlan,
  onProgress: (households: number) => void = () => undefined,
): Promise<LoadReport> {
  const started = performance.now();
  const frame: LoadFrame = {
    county: plan.county,
    seed: plan.seed,
    month: plan.month,
    at: `${plan.month.slice(0, 4)}-${plan.month.slice(4)}-01T08:00:00Z`,
  };
  const report = { households: 0, persons: 0, seconds: 0 };
  await withBulkLoad('demonstration', async (client) => {
    // Generated rows fit together by construction; checking eight million foreign keys one by one would take most of the time.
    await client.query('set local session_replication_role = replica');
    await client.query('set local statement_timeout = 0');
    const suspended = await client.query<{ n: number }>('select registry.suspend_indexes() as n');
    const options = suspended.rows[0]?.n ? ' (freeze)' : '';
    for await (const chunk of madeChunks({ plan, frame })) {
      for (const { table, text } of chunk.lines) await copyLines(client, { table: table as Table, text, options });
      report.households += chunk.households;
      report.persons += chunk.persons;
      onProgress(report.households);
    }
    await client.query('select registry.resume_indexes()');
    await client.query(
      'insert into registry.county_position (county_code, area_code, pos, household_seq) values ($1, $1, 1, $2)',
      [plan.county, report.households],
    );
  });
  await withBulkLoad('statistics', (client) => client.query('select registry.refresh_statistics()'));
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

async function copyLines(
  client: PoolClient,
  { table, text, options }: { table: Table; text: Uint8Array; options: string },
): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} (${TABLES[table]}) from stdin${options}`));
  await pipeline(Readable.from([Buffer.from(text.buffer, text.byteOffset, text.byteLength)]), stream);
}

/** Where the department files and the ledger of a demonstration month lie. */
function demonstrationFolder(plan: Pick<DemonstrationPlan, 'county' | 'month'>): string {
  return dataPath('demonstration', `${plan.county}-${plan.month}`);
}

/** Writes the month's department files, and the ledger of what is hidden in them, below the data folder. */
export function writeDepartmentMonth(plan: DemonstrationPlan): {
  folder: string;
  files: { item: string; name: string }[];
} {
  const folder = demonstrationFolder(plan);
  mkdirSync(folder, { recursive: true });
  const { files, ledger } = departmentMonth(plan, readDivisions());
  for (const file of files) writeFileSync(join(folder, file.name), file.content);
  writeFileSync(join(folder, 'ledger.json'), ledgerJson(ledger));
  return { folder, files: files.map(({ item, name }) => ({ item, name })) };
}

/** The same in a thread of its own; gives the folder. */
export async function writeDepartmentMonthBeside(plan: DemonstrationPlan): Promise<string> {
  const worker = new Worker(new URL('./month.worker.ts', import.meta.url), { workerData: plan });
  const [folder] = (await once(worker, 'message')) as [string];
  return folder;
}

/** Opens the demonstration's accounts; they share one password, which the demonstration mode shows. */
export async function loadAccounts(plan: DemonstrationPlan, password: string): Promise<number> {
  const passwordHash = await hashPassword(password);
  const accounts = demonstrationAccounts(readDivisions(), plan.county, plan.seed);
  await withScope(systemActor(plan.county.slice(0, 2), '演示账号'), async (tx) => {
    for (const { role: name, also, ...account } of accounts) {
      const role = RoleCode.parse(name);
      const { id } = await openAccount(tx, { ...account, role, proof: { passwordHash }, isDemonstration: true });
      for (const post of also) await givePost(tx, id, { ...post, role, departmentCode: account.departmentCode });
    }
  });
  return accounts.length;
}
