import { readFileSync } from 'node:fs';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from '@shouwang/modules/registry/contract.snapshot.ts';
import { screeningStatement } from '@shouwang/modules/screening/engine/compile.ts';
import { tableRelations } from '@shouwang/modules/screening/engine/dialect.ts';
import { ITEM_CODES, ITEM_COLUMNS, type ItemCode, itemRelation } from '@shouwang/modules/screening/engine/items.ts';
import { lastCounted } from '@shouwang/modules/screening/engine/periods.ts';
import { duckSession } from '@shouwang/modules/screening/engine/session.ts';
import { compilePack } from '@shouwang/modules/screening/rules.ts';
import { KeptFiles, keptRelations } from '@shouwang/modules/screening/server/kept.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import { openDuck } from '@shouwang/platform/columnar/duck.ts';
import { dataPath } from '@shouwang/platform/config.ts';
import { normaliseIdNumber, personKey } from '@shouwang/platform/crypto/field.ts';
import { parse } from 'csv-parse/sync';
import pg from 'pg';

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The text of a department file: UTF-8, or else GB18030. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * The usual way to take department files in: a loop that looks up the person of each row and inserts the row, in one transaction, with prepared
 * statements and an index. It checks no column, reports no bad row and writes no columnar file, so that it has less to do.
 */
export async function importRowByRow(
  url: string,
  files: readonly { item: string; path: string }[],
): Promise<{ seconds: number; matched: number }> {
  return connected(url, async (client) => {
    await client.query(`create unlogged table peer_person as select distinct on (i.person_key) i.person_key, m.household_id, m.id as member_id
      from registry.person_identity i join registry.member m on m.county_code = i.county_code and m.id = i.member_id`);
    await client.query('alter table peer_person add primary key (person_key)');
    await client.query(
      'create unlogged table peer_row (item text, person_key uuid, household_id uuid, member_id uuid, cells jsonb)',
    );
    await client.query('vacuum analyze peer_person');
    const began = performance.now();
    await client.query('begin');
    let matched = 0;
    for (const { item, path } of files) matched += await takeIn(client, item, path);
    await client.query('commit');
    return { seconds: (performance.now() - began) / 1000, matched };
  });
}

async function takeIn(client: pg.Client, item: string, path: string): Promise<number> {
  const rows = parse(textOf(path), { columns: true, bom: true, relax_column_count: true }) as Record<string, string>[];
  let matched = 0;
  for (const row of rows) {
    const { 证件号码: number = '', 姓名: _, ...cells } = row;
    const key = personKey(normaliseIdNumber(number));
    const found = await client.query<{ household_id: string; member_id: string }>({
      name: 'peer-find',
      text: 'select household_id, member_id from peer_person where person_key = $1',
      values: [key],
    });
    const person = found.rows[0];
    if (person) matched += 1;
    await client.query({
      name: 'peer-insert',
      text: 'insert into peer_row values ($1, $2, $3, $4, $5)',
      values: [item, key, person?.household_id ?? null, person?.member_id ?? null, JSON.stringify(cells)],
    });
  }
  return matched;
}

/**
 * The statement of the run again, on its own engine over the kept files, and on PostgreSQL over the same rows, loaded beforehand: levels only on
 * both, without snapshot, traces and results.
 */
export async function screenOnBoth(
  url: string,
  county: string,
): Promise<{ seconds: number; own: number; hits: number; expected: number }> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{
      kept_files: unknown;
      content: PolicyPack;
      period: string;
      started_at: Date;
      hits: string;
    }>(
      `select r.kept_files, p.content, r.period, r.started_at, (select count(*) from screening.hit h where h.run_id = r.id and h.level < 4) as hits
       from screening.run r join policy.pack p on p.id = r.pack_id where r.county_code = $1 and r.state = 'done' order by r.finished_at desc limit 1`,
      [county],
    );
    const run = rows[0];
    if (!run) throw new Error('There is no run');
    const kept = KeptFiles.parse(run.kept_files);
    await loadKept(client, kept);
    const delivered = ITEM_CODES.filter((item) => (kept.items[item] ?? []).length > 0);
    const input = {
      compiled: compilePack(run.content),
      asOf: lastCounted(run.period, dayOf(run.started_at)),
      deliveries: delivered.map((item) => ({ item, countyCode: county })),
    };
    const own = await onDuck(run.kept_files, (relations) => screeningStatement({ ...input, relations }, 'answers'));
    const relations = tableRelations({
      households: 'peer_household',
      members: 'peer_member',
      items: Object.fromEntries(ITEM_CODES.map((item) => [item, `peer_${itemRelation(item)}`])),
    });
    const statement = screeningStatement({ ...input, relations }, 'answers');
    const began = performance.now();
    await client.query(`create temporary table peer_run as ${statement}`);
    const seconds = (performance.now() - began) / 1000;
    const found = await client.query<{ n: string }>('select count(*) as n from peer_run where level < 4');
    return { seconds, own, hits: Number(found.rows[0]?.n), expected: Number(run.hits) };
  });
}

/** Seconds that the statement takes on the engine of the run, opening the session included. */
async function onDuck(kept: unknown, statement: (relations: string[]) => string): Promise<number> {
  const files = keptRelations(kept);
  if (!files) throw new Error('The files of the run are gone');
  const began = performance.now();
  const session = await duckSession(files);
  try {
    await session.run(`create temporary table own_run as ${statement(session.relations())}`);
    return (performance.now() - began) / 1000;
  } finally {
    session.close();
  }
}

/** Puts the kept files into tables, indexed by household and with statistics. */
async function loadKept(client: pg.Client, kept: KeptFiles): Promise<void> {
  const items = ITEM_CODES.map((item): [string, Record<string, string>, string[]] => [
    itemRelation(item),
    ITEM_COLUMNS[item],
    kept.items[item as ItemCode] ?? [],
  ]);
  const tables: [string, Record<string, string>, string[]][] = [
    ['household', HOUSEHOLD_COLUMNS, [kept.households]],
    ['member', MEMBER_COLUMNS, [kept.members]],
    ...items,
  ];
  const duck = await openDuck();
  try {
    for (const [name, columns, files] of tables) {
      const list = Object.entries(columns);
      await client.query(`create unlogged table peer_${name} (${list.map((column) => column.join(' ')).join(', ')})`);
      for (const file of files) {
        const rows = await duck.rows<Record<string, unknown>>(
          `select ${list.map(([column]) => column).join(', ')} from read_parquet('${dataPath(file)}')`,
        );
        await insert(client, `peer_${name}`, { columns, rows });
      }
      await client.query(`create index on peer_${name} (county_code, household_id)`);
      await client.query(`vacuum analyze peer_${name}`);
    }
  } finally {
    duck.close();
  }
}

const CHUNK = 5000;

async function insert(
  client: pg.Client,
  table: string,
  { columns, rows }: { columns: Record<string, string>; rows: Record<string, unknown>[] },
): Promise<void> {
  const shape = Object.entries(columns).map((column) => column.join(' '));
  for (let at = 0; at < rows.length; at += CHUNK)
    await client.query(
      `insert into ${table} select ${Object.keys(columns).join(', ')} from jsonb_to_recordset($1::jsonb) as r(${shape.join(', ')})`,
      [JSON.stringify(rows.slice(at, at + CHUNK))],
    );
}
