import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { anItem, aSettlement, aTable, csvText } from '@shouwang/modules/exchange/fixtures.ts';
import { loadPacks } from '@shouwang/modules/policy/server/door.ts';
import { ensureSnapshot } from '@shouwang/modules/registry/server/door.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { filePath } from '@shouwang/platform/files/store.ts';
import { rawRoute } from '@shouwang/platform/http/route.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { log } from '@shouwang/platform/log.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { defineJobs } from '../../apps/server/app.ts';
import { type Ground, onGround } from './ground.ts';
import { type Needle, needlesOf, type Secrets, search, secretsOf } from './planted-people.ts';
import { conclude, type Proof, type ProofResult, runSeeded } from './proof.ts';
import { callAs, openApp, type Person, signedIn } from './proof-app.ts';
import { Random } from './random.ts';
import { areaOfRole } from './relations.ts';
import { searchDump, searchFolder, searchWal } from './traces-left.ts';

const VILLAGE = '440229104201';
const CONTROL = '控制标记8675309';

/** Keeps what the program logs while the work runs, at the most talkative level. */
async function logged(work: () => Promise<void>): Promise<Buffer> {
  const own = log as unknown as { [key: symbol]: unknown };
  const [stream, level] = [own[pino.symbols.streamSym], log.level];
  const lines: string[] = [];
  own[pino.symbols.streamSym] = { write: (line: string) => void lines.push(line) };
  log.level = 'trace';
  try {
    await work();
  } finally {
    log.level = level;
    own[pino.symbols.streamSym] = stream;
  }
  return Buffer.from(lines.join(''));
}

/** An operation that fails as parsers do: with a message that quotes the value it choked on. */
function quotingRoute(app: FastifyInstance): void {
  const operation = {
    method: 'POST' as const,
    url: '/api/proof/quote',
    operationId: 'quote',
    summary: '验证',
    permission: 'signed-in' as const,
    body: z.object({ value: z.string() }),
    response: z.null(),
  };
  rawRoute(app, operation, ({ body }) =>
    Promise.reject(new Error(`could not convert string '${body.value}' to INT64`)),
  );
}

interface Office {
  ground: Ground;
  app: FastifyInstance;
  of: (operationId: string) => Promise<Person>;
  statuses: string[];
}

async function openOffice(ground: Ground): Promise<Office> {
  const { app } = await openApp(quotingRoute);
  const people = new Map<string, Person>();
  const of = async (operationId: string) => {
    const permission = app.operations.find((operation) => operation.operationId === operationId)?.permission;
    const role = Array.isArray(permission)
      ? (permission as string[]).includes('VILLAGE_CADRE')
        ? 'VILLAGE_CADRE'
        : (permission[0] as string)
      : 'COUNTY_LEAD';
    const person = people.get(role) ?? (await signedIn(ground, role, areaOfRole(role)));
    people.set(role, person);
    return person;
  };
  return { ground, app, of, statuses: [] };
}

async function act(
  office: Office,
  operationId: string,
  request: { method: 'GET' | 'POST' | 'PATCH'; url: string; payload?: object; version?: number },
): Promise<string> {
  const { version, ...rest } = request;
  const answer = await callAs(office.app, await office.of(operationId), {
    ...rest,
    headers: version ? { 'if-match': `"${version}"` } : {},
  });
  const code = answer.status >= 400 ? ` ${/"code":"([\w-]+)"/.exec(answer.text)?.[1] ?? ''}` : '';
  office.statuses.push(`${operationId} ${answer.status}${code}`);
  if (process.env.PROOF_DEBUG && answer.status >= 400) process.stderr.write(`${answer.text}\n`);
  return answer.status < 300 ? answer.text : '';
}

/** The paths on which numbers come in and go out: register, look, search, reveal, correct, and requests that fail. */
async function handle(office: Office, secrets: Secrets): Promise<void> {
  const member = { name: '涂有娣', relation: '1', idNumber: secrets.idNumber, phone: secrets.phone };
  const household = {
    areaCode: VILLAGE,
    address: CONTROL,
    contactPhone: secrets.phone,
    bankAccount: secrets.account,
    members: [member],
  };
  const made = await act(office, 'registerHousehold', { method: 'POST', url: '/api/households', payload: household });
  await act(office, 'registerHousehold', { method: 'POST', url: '/api/households', payload: household });
  await act(office, 'registerHousehold', {
    method: 'POST',
    url: '/api/households',
    payload: { ...household, members: [{ ...member, idNumber: `${secrets.idNumber}9` }] },
  });
  await act(office, 'searchEverything', { method: 'GET', url: `/api/search?q=${secrets.idNumber}` });
  await act(office, 'listHouseholds', { method: 'GET', url: `/api/households?q=${secrets.phone}` });
  for (const value of Object.values(secrets))
    await act(office, 'quote', { method: 'POST', url: '/api/proof/quote', payload: { value } });
  if (!made) return;
  const { id, version } = JSON.parse(made) as { id: string; version: number };
  await act(office, 'getHousehold', { method: 'GET', url: `/api/households/${id}` });
  for (const which of ['idNumber', 'phone', 'bankAccount'])
    await act(office, 'revealSensitive', {
      method: 'POST',
      url: `/api/households/${id}/reveal`,
      payload: { which, reason: '入户核对信息' },
    });
  const changes = {
    url: `/api/households/${id}/change-requests`,
    method: 'POST' as const,
    payload: {
      changeType: 'H6',
      reason: '更正联系方式',
      household: { contactPhone: `${secrets.phone.slice(0, 3)}${[...secrets.phone.slice(3)].reverse().join('')}` },
    },
  };
  await act(office, 'submitChange', { ...changes, version: version + 7 });
  const asked = await act(office, 'submitChange', { ...changes, version });
  if (!asked) return;
  const request = JSON.parse(asked) as { id: string; version: number };
  await act(office, 'getChangeRequest', { method: 'GET', url: `/api/change-requests/${request.id}` });
  await act(office, 'decideChange', {
    method: 'POST',
    url: `/api/change-requests/${request.id}/decision`,
    payload: { act: 'approve', householdVersion: version },
    version: request.version,
  });
}

/** A department's file with the people's numbers, some rows broken, through upload, check and import. */
async function deliver(office: Office, people: Secrets[]): Promise<void> {
  const rows = people.map((one, i) =>
    aSettlement(i + 1, { 证件号码: one.idNumber, ...(i % 3 === 2 ? { 结算日期: '2026-13-45' } : {}) }),
  );
  const border = 'proof-border';
  const part = (name: string, value: string, file = '') =>
    `--${border}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  const payload = `${part('item', 'YB-02')}${part('period', '202610')}${part('file', csvText(aTable(anItem('YB-02'), rows)), '; filename="医保结算.csv"\r\nContent-Type: text/csv')}--${border}--\r\n`;
  const person = await signedIn(office.ground, 'COUNTY_DEPT', '440229');
  const answer = await callAs(office.app, person, {
    method: 'POST',
    url: '/api/exchange/imports',
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${border}` },
  });
  office.statuses.push(`uploadDepartmentFile ${answer.status}`);
  await workOff(office.ground.url);
  if (office.statuses.includes('registerHousehold 201')) await ensureSnapshot('440229', '202610');
}

interface Found {
  hits: string[];
  figure: string;
  controls: string[];
}

async function searchEverywhere(ground: Ground, logLines: Buffer, needles: Needle[]): Promise<Found> {
  const control: Needle[] = [{ bytes: Buffer.from(CONTROL), what: 'control' }];
  const [dump, wal, folder] = [
    await searchDump(ground, needles),
    await searchWal(ground, needles),
    await searchFolder(needles),
  ];
  const controls = [
    (await searchDump(ground, control)).hits.length === 0 && 'the control is not in the dump',
    (await searchWal(ground, control)).hits.length === 0 && 'the control is not in the write-ahead log',
    search('log', logLines, [{ bytes: Buffer.from('"level"'), what: 'control' }]).length === 0 && 'nothing was logged',
    folder.decoded.parts === 0 && 'no columnar file was written',
  ].filter((text) => typeof text === 'string');
  const size = (sum: { bytes: number; parts: number }) => `${sum.parts} (${(sum.bytes / 1e6).toFixed(1)} MB)`;
  return {
    hits: [
      ...dump.hits,
      ...wal.hits,
      ...search('log', logLines, needles),
      ...folder.columnar.hits,
      ...folder.decoded.hits,
      ...folder.other.hits,
    ],
    controls,
    figure: `dump: tables ${size(dump)}, write-ahead log: files ${size(wal)}, log ${(logLines.length / 1e3).toFixed(0)} kB, columnar files ${size(folder.columnar)} raw and decoded, other files ${size(folder.other)}`,
  };
}

async function quietServer(ground: Ground): Promise<string[]> {
  const rows = await ground.admin<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('log_min_error_statement', 'log_min_messages', 'log_statement', 'log_error_verbosity', 'log_parameter_max_length_on_error', 'log_min_duration_statement')",
  );
  const set = new Map(rows.map((row) => [row.name, row.setting]));
  const right =
    ['panic', 'fatal', 'log'].includes(set.get('log_min_error_statement') ?? '') &&
    set.get('log_statement') === 'none' &&
    set.get('log_error_verbosity') === 'terse' &&
    set.get('log_parameter_max_length_on_error') === '0' &&
    set.get('log_min_duration_statement') === '-1';
  return right ? [] : [`PostgreSQL may log statements or values: ${JSON.stringify(Object.fromEntries(set))}`];
}

/** The same search after a number was put where it must not be. */
function plantedLeaks(ground: Ground, secrets: Secrets, needles: Needle[]) {
  const leak = dataPath('proof-leak.parquet');
  return [
    {
      name: 'a number in a text column',
      noticed: async () => {
        await ground.admin('update registry.household set address = $1', [secrets.idNumber]);
        return (await searchDump(ground, needles)).hits.length > 0;
      },
    },
    {
      name: 'a number in the write-ahead log',
      noticed: async () => (await searchWal(ground, needles)).hits.length > 0,
    },
    {
      name: 'a plain hash of a number in a column',
      noticed: async () => {
        await ground.admin("update registry.household set address = encode(sha256(convert_to($1, 'UTF8')), 'hex')", [
          secrets.idNumber,
        ]);
        return (await searchDump(ground, needles)).hits.length > 0;
      },
    },
    {
      name: 'a number in a log line',
      noticed: async () =>
        search('log', await logged(async () => log.warn({ body: { idNumber: secrets.idNumber } }, 'leak')), needles)
          .length > 0,
    },
    {
      name: 'a department file in plain in the store',
      noticed: async () => {
        const place = filePath('0'.repeat(64));
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, csvText(aTable(anItem('YB-02'), [aSettlement(1, { 证件号码: secrets.idNumber })])));
        const found = (await searchFolder(needles)).other.hits.length > 0;
        rmSync(place);
        return found;
      },
    },
    {
      name: 'a number in a columnar file',
      noticed: async () => {
        await withDuck((db) =>
          db.run(
            `copy (select '${secrets.phone}' as phone, range as n from range(3)) to '${leak}' (format parquet, compression zstd)`,
          ),
        );
        const found = (await searchFolder(needles)).decoded.hits.length > 0;
        rmSync(leak);
        return found;
      },
    },
  ];
}

/** E2: numbers of people stand nowhere in plain: not in the database, its log of changes, the program's log, columnar files or kept originals. */
export const personalData: Proof = {
  id: 'E2',
  title: 'planted ID numbers, phones and accounts are nowhere to be found in plain',
  run: ({ n, seed, small }): Promise<ProofResult> =>
    onGround(async (ground) => {
      const count = n ?? (small ? 3 : 300);
      const random = new Random(seed * 7_919 + Number(process.hrtime.bigint() % 1_000_000n));
      const people = Array.from({ length: count }, () => secretsOf(random));
      const needles = needlesOf(people);
      await loadDivisions();
      await loadPacks();
      defineJobs();
      const office = await openOffice(ground);
      const lines = await logged(async () => {
        for (const one of people) await handle(office, one);
        await deliver(office, people);
        await office.app.close();
      });
      const found = await searchEverywhere(ground, lines, needles);
      const seeds = await runSeeded(plantedLeaks(ground, people[0] as Secrets, needles));
      const reached = [...Map.groupBy(office.statuses, (line) => line)].map(([line, all]) => `${line} x ${all.length}`);
      const result = conclude(
        [...found.hits, ...found.controls, ...(await quietServer(ground))],
        `${found.hits.length} hits for ${count * 3} numbers in ${needles.length} forms; ${found.figure}`,
        { n: count * 3, seeds },
      );
      return {
        ...result,
        details: [...(result.details ?? []), `paths used: ${reached.join(', ')}`],
      };
    }),
};
