import { text } from 'node:stream/consumers';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { firstSnapshot } from '@shouwang/modules/casework/machine.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { HEALTH } from '@shouwang/modules/registry/codes.ts';
import { aHousehold, aMember, anIdNumber } from '@shouwang/modules/registry/fixtures.ts';
import { registerHousehold } from '@shouwang/modules/registry/server/door.ts';
import { openAccount } from '@shouwang/modules/staff/server/door.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { buildExport } from '@shouwang/platform/exports/build.ts';
import { decideExport, requestExport } from '@shouwang/platform/exports/commands.ts';
import { defineExport } from '@shouwang/platform/exports/define.ts';
import { type ExportFormat, readExport } from '@shouwang/platform/exports/file.ts';
import { findRequest } from '@shouwang/platform/exports/queries.ts';
import { readXlsx } from 'hucre/xlsx';
import { z } from 'zod';

const COUNTY = '440229';
const VILLAGE = '440229104201';
const system = systemActor(COUNTY, '验证');

/** What of a planted household must not stand in any file. */
interface Secrets {
  what: '证件号码' | '电话号码' | '银行账号' | '健康信息' | '姓名';
  values: string[];
}

/** What came of the proof: places where something stood in full, and how many planted leaks were noticed. */
export interface ExportProof {
  n: number;
  files: number;
  rows: number;
  found: string[];
  seeded: number;
  caught: number;
  missed: string[];
}

/**
 * Plants `n` households with ID numbers, phones, accounts and health, a hit, a work sheet and a case each, exports every list by the whole
 * procedure and searches the files for every planted value. The database must be connected, migrated and empty, the modules' routes declared.
 */
export async function proveExports(n: number): Promise<ExportProof> {
  await loadDivisions();
  await loadPacks();
  const people = { asks: await officer('周明远', 'COUNTY_LEAD'), approves: await officer('何志坚', 'COUNTY_APPROVER') };
  const planted = await plant(n);
  const orders: [string, Record<string, string>, ExportFormat][] = [
    ['registry.households', {}, 'csv'],
    ['registry.households', { sort: 'risk' }, 'xlsx'],
    ['screening.hits', { run: `${COUNTY}:${planted.runId}` }, 'csv'],
    ['warning.sheets', {}, 'csv'],
    ['casework.cases', { open: 'all' }, 'csv'],
  ];
  const found: string[] = [];
  let rows = 0;
  for (const [kind, filter, format] of orders) {
    const file = await exported(people, { kind, filter, format });
    if (file.state !== 'ready') found.push(`${kind}: ${file.state} ${file.failure ?? ''}`);
    else if (file.rows !== n) found.push(`${kind}: ${file.rows} rows instead of ${n}`);
    rows += file.rows;
    found.push(...search(file.text, planted.secrets).map((leak) => `${kind}: ${leak}`));
  }
  const missed = [...(await missedByFence(people, planted.secrets)), ...missedBySearch(planted.secrets)];
  const seeded = 3 + planted.secrets.length;
  return { n, files: orders.length, rows, found, seeded, caught: seeded - missed.length, missed };
}

async function officer(name: string, role: 'COUNTY_LEAD' | 'COUNTY_APPROVER'): Promise<Actor> {
  const loginName = `proof.${newId()}`;
  const { id } = await withScope(system, (tx) =>
    openAccount(tx, {
      loginName,
      name,
      role,
      areaCode: COUNTY,
      departmentCode: null,
      title: '验证',
      proof: { passwordHash: 'none' },
      isDemonstration: false,
    }),
  );
  return { accountId: id, name, role, areaCode: COUNTY, departmentCode: null, sessionId: 'proof' };
}

/** A telephone number of a prefix that was never allotted, and a card number with a right check digit of an issuer that does not exist. */
function numbersOf(index: number): { phone: string; account: string } {
  const body = `62999990${String(index).padStart(10, '0')}`;
  const sum = [...body].reverse().reduce((total, sign, at) => {
    const digit = Number(sign) * (at % 2 === 0 ? 2 : 1);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return { phone: `154${String(10_000_000 + index).slice(-8)}`, account: `${body}${(10 - (sum % 10)) % 10}` };
}

async function plant(n: number): Promise<{ secrets: Secrets[]; runId: string }> {
  const [ids, phones, accounts, names]: [string[], string[], string[], string[]] = [[], [], [], []];
  for (let index = 0; index < n; index += 1) {
    const [idNumber, { phone, account }] = [anIdNumber(), numbersOf(index)];
    const name = `钟${String.fromCodePoint(0x4e00 + (index % 5000))}根`;
    const member = aMember({ name, idNumber, phone, health: ['2', '3'] });
    const household = aHousehold({ areaCode: VILLAGE, contactPhone: phone, bankAccount: account, members: [member] });
    await withScope(system, (tx) => registerHousehold(tx, system, household as never));
    ids.push(idNumber);
    phones.push(phone);
    accounts.push(account);
    names.push(name);
  }
  const { 1: _healthy, ...ill } = HEALTH.names;
  const secrets: Secrets[] = [
    { what: '证件号码', values: ids },
    { what: '电话号码', values: phones },
    { what: '银行账号', values: accounts },
    { what: '健康信息', values: Object.values(ill) },
    { what: '姓名', values: names },
  ];
  return { secrets, runId: await plantWork() };
}

/** A run with a hit, a work sheet and a case for every household. */
async function plantWork(): Promise<string> {
  const runId = newId();
  const snapshot = firstSnapshot();
  await withBulkLoad('proof work', async (client) => {
    const { rows } = await client.query<{ id: string; content_hash: string }>(
      "select id, content_hash from policy.pack where state = 'active' order by area_code desc limit 1",
    );
    const pack = rows[0];
    if (!pack) throw new Error('no policy pack is active');
    await client.query(
      `insert into screening.run (county_code, id, area_code, run_no, pack_id, pack_name, pack_hash, period, engine, state, progress, batches, missing_items, started_by, started_by_name, started_at, finished_at, version)
       values ($1, $2, $1, 'SR-1122-01', $3, '验证', 'x', '202610', 'duckdb', 'done', '{}', '[]', '{}', $2, '验证', now(), now(), 1)`,
      [COUNTY, runId, pack.id],
    );
    await client.query(
      `insert into screening.hit (county_code, run_id, household_id, area_code, level, score, main_reason, triggers, risk_types, exclusions, undecided, is_new, is_monitored, trace)
       select county_code, $2, id, area_code, 1, 0.41, '医疗自付超过门槛。', '{MED-1}', '{1}', '{}', 0, true, false, '{}' from registry.household where county_code = $1`,
      [COUNTY, runId],
    );
    await client.query(
      `insert into warning.dispatch (county_code, id, area_code, dispatch_no, household_id, head_name, level, channel, reasons, rule_codes, risk_types, state, received_on, due_on, created_at, version)
       select county_code, gen_random_uuid(), area_code, 'GD-' || household_no, id, head_name, 1, 'screening',
         '[{"code":"MED-1","label":"医疗自付","say":"自付多。","level":1,"department":null}]', '{MED-1}', '{1}', 'RECEIVED', current_date, current_date, now(), 1
       from registry.household where county_code = $1`,
      [COUNTY],
    );
    await client.query(
      `insert into casework.identification (county_code, id, area_code, case_no, household_id, head_name, dispatch_id, level, episode_no, risk_types, channel, state, snapshot, pack_id, pack_hash, started_on, chain_due_on, step_started_on, paused_days, step_runs, green_channel, returns, version, sync_pos, changed_at)
       select county_code, gen_random_uuid(), area_code, 'SB-' || household_no, id, head_name, id, 1, 1, '{1}', 'screening', $2, $3, $4, $5, current_date, current_date + 30, current_date, 0, true, false, '[]', 1, 1, now()
       from registry.household where county_code = $1`,
      [COUNTY, snapshot.state, JSON.stringify(snapshot), pack.id, pack.content_hash],
    );
  });
  return runId;
}

interface Made {
  state: string;
  failure: string | null;
  rows: number;
  text: string;
}

interface People {
  asks: Actor;
  approves: Actor;
}

/** Asked for, let go by another person, made; what stands in the file. */
async function exported(
  { asks, approves }: People,
  order: { kind: string; filter: Record<string, string>; format: ExportFormat },
): Promise<Made> {
  const asked = await withScope(asks, (tx) => requestExport(tx, asks, { ...order, purpose: '验证导出的遮蔽' }));
  const ref = { countyCode: asked.county_code, id: asked.id };
  await withScope(approves, (tx) =>
    decideExport(tx, approves, { ref, expected: asked.version, approve: true, opinion: null }),
  );
  await buildExport({ ...ref, areaCode: asked.area_code });
  const made = await withScope(asks, (tx) => findRequest(tx, ref));
  const content = made?.file_hash ? await contentOf(made, made.file_hash, order.format) : '';
  return { state: made?.state ?? 'gone', failure: made?.failure ?? null, rows: made?.rows_made ?? 0, text: content };
}

async function contentOf(
  key: { county_code: string; id: string },
  hash: string,
  format: ExportFormat,
): Promise<string> {
  if (format === 'csv') return text(readExport(key, hash));
  const parts: Buffer[] = [];
  for await (const part of readExport(key, hash)) parts.push(part as Buffer);
  const book = await readXlsx(Buffer.concat(parts));
  return book.sheets.flatMap((sheet) => sheet.rows.map((row) => row.join(','))).join('\n');
}

/** Every planted value that stands in a text. */
function search(content: string, secrets: readonly Secrets[]): string[] {
  return secrets.flatMap(({ what, values }) => {
    const hits = values.filter((value) => content.includes(value)).length;
    return hits > 0 ? [`${hits} ${what}`] : [];
  });
}

/** Lists that leak on purpose: the last fence must stop each of them. Returns those that it let through. */
async function missedByFence(people: People, secrets: readonly Secrets[]): Promise<string[]> {
  const missed: string[] = [];
  for (const { what, values } of secrets.slice(0, 3)) {
    const kind = `proof.leak.${what}`;
    defineExport({
      kind,
      title: '泄漏',
      permission: ['COUNTY_LEAD'],
      filter: z.object({}),
      columns: [{ title: '值' }],
      withheld: '',
      words: async () => [],
      count: async () => 1,
      page: async () => ({ rows: [[`户主 ${values[0] ?? ''}`]], nextCursor: null }),
    });
    const made = await exported(people, { kind, filter: {}, format: 'csv' });
    if (made.state !== 'failed' || made.text !== '') missed.push(`the fence let a list with ${what} go`);
  }
  return missed;
}

/** The search itself: a value put into a clean text must be found. */
function missedBySearch(secrets: readonly Secrets[]): string[] {
  return secrets.flatMap(({ what, values }) =>
    search(`\ufeff户编号,值\r\nWY-0000001,${values.at(-1) ?? ''}\r\n`, secrets).length > 0
      ? []
      : [`the search did not find ${what}`],
  );
}
