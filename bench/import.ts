/** `node bench/import.ts [--rows=1000000] [--json]`: checking a department file against named peers, on the same file and machine. */
import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { anItem } from '@shouwang/modules/exchange/fixtures.ts';
import { faultOf } from '@shouwang/modules/exchange/rules.ts';
import { checkFile } from '@shouwang/modules/exchange/server/engine/check.ts';
import { explainRefused } from '@shouwang/modules/exchange/server/engine/refusals.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';
import { ensureKeys, key } from '@shouwang/platform/crypto/keys.ts';
import { personKey } from '@shouwang/platform/crypto/person-key.ts';
import { startEmbedded } from '@shouwang/platform/db/embedded.ts';
import { parse } from 'csv-parse';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { writeMembers, writeSettlements } from './import.data.ts';

interface Outcome {
  seconds: number;
  /** Work of all cores of this process; PostgreSQL works in processes of its own. */
  cpuSeconds: number;
  peakMiB: number;
  accepted: number;
  rejected: number;
  matched: number;
}

const item = anItem('YB-02');
const context = { receivedOn: '2026-11-17' };
const option = (name: string, fallback: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const files = (folder: string) => ({
  csv: join(folder, 'yb-02.csv'),
  members: join(folder, 'members.parquet'),
  names: join(folder, 'names.parquet'),
  ids: join(folder, 'members.csv'),
});

/** The product: read, check, key, match, write the columnar rows, explain the refused ones. */
async function shouwang(folder: string): Promise<Counted> {
  const { csv, members, names } = files(folder);
  return withDuck(
    async (db) => {
      const target = { rows: join(folder, 'rows.parquet'), unmatched: join(folder, 'unmatched.parquet') };
      const task = {
        path: csv,
        size: statSync(csv).size,
        kind: 'csv' as const,
        item,
        countyCode: '440229',
        batchId: '01930000-0000-7000-8000-000000000001',
        period: '202610',
        context,
        members,
        names,
        scratch: join(folder, 'scratch'),
        target,
      };
      const checked = await checkFile(db, task, () => undefined);
      let explained = 0;
      for await (const page of explainRefused(db, { item, map: checked.map, context, staged: checked.staged }))
        explained += page.length;
      if (explained !== checked.rejected) throw new Error('not every refused row is explained');
      return checked;
    },
    { dir: join(folder, 'duck'), memoryMiB: 3072 },
  );
}

type Counted = { accepted: number; rejected: number; matched: number };

/** Peer: csv-parse, row by row in JavaScript, with the same checks, keys and match; it writes nothing. */
async function nodeRowLoop(folder: string): Promise<Counted> {
  const { csv, ids } = files(folder);
  const households = new Map<string, string>();
  for await (const [n, id] of createReadStream(ids).pipe(parse()) as AsyncIterable<[string, string]>)
    households.set(personKey(id), `h${Math.floor(Number(n) / 4)}`);
  const keys = new Map<string, string>();
  const seen = new Set<string>();
  const counted = { accepted: 0, rejected: 0, matched: 0 };
  for await (const row of createReadStream(csv).pipe(
    parse({ from_line: 2, relax_column_count: true }),
  ) as AsyncIterable<string[]>) {
    const whole = row.join('\u001f');
    const fault = item.fields.some((field, i) => faultOf(field, row[i] ?? '', context) !== null) || seen.has(whole);
    if (fault) {
      counted.rejected += 1;
      continue;
    }
    seen.add(whole);
    const id = row[0] ?? '';
    let person = keys.get(id);
    if (person === undefined) {
      person = personKey(id);
      keys.set(id, person);
    }
    counted.accepted += 1;
    if (households.has(person)) counted.matched += 1;
  }
  return counted;
}

const money = (column: string) => `${column} ~ '^[0-9]{1,12}(\\.[0-9]{1,2})?$' and ${column}::numeric <= 10000000`;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Peer: COPY into a staging table of PostgreSQL and the equivalent checks, keys and match as set-based SQL. */
async function postgresqlCopy(folder: string): Promise<Counted & { seconds: number }> {
  chmodSync(folder, 0o755);
  const server = await startEmbedded({ dir: join(folder, 'pg'), password: 'bench', durable: false });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query("create extension pgcrypto; set work_mem = '512MB'; set max_parallel_workers_per_gather = 2");
    await client.query('create unlogged table member (n bigint, id text, name text)');
    await pipeline(createReadStream(files(folder).ids), client.query(copyFrom('copy member from stdin (format csv)')));
    await client.query(
      "alter table member add person_key uuid; update member set person_key = left(encode(hmac(convert_to(id, 'UTF8'), decode($$KEY$$, 'hex'), 'sha256'), 'hex'), 32)::uuid; analyze member".replace(
        'KEY',
        key('person').toString('hex'),
      ),
    );
    const began = performance.now();
    await client.query(
      'create unlogged table staged (row_no bigint generated always as identity, id text, name text, settled_on text, kind text, total text, fund text, critical text, aid text, self_pay text, insured text, settlement_no text)',
    );
    await pipeline(
      createReadStream(files(folder).csv),
      client.query(
        copyFrom(
          "copy staged (id, name, settled_on, kind, total, fund, critical, aid, self_pay, insured, settlement_no) from stdin (format csv, header true, null '\\N')",
        ),
      ),
    );
    await client.query('analyze staged');
    const check = WEIGHTS.map((weight, i) => `${weight} * substr(id, ${i + 1}, 1)::int`).join(' + ');
    const idGood = `case when id ~ '^[0-9]{17}[0-9X]$' then pg_input_is_valid(substr(id, 7, 8), 'date') and substr('10X98765432', (${check}) % 11 + 1, 1) = substr(id, 18, 1) else false end`;
    const dateGood = `case when settled_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(settled_on, 'date') then settled_on::date between date '1900-01-01' and date '${context.receivedOn}' else false end`;
    const good = [
      idGood,
      "name <> '' and length(name) <= 50 and name !~ '[0-9*?#@=+<>]'",
      dateGood,
      "kind in ('住院', '门诊特病', '普通门诊')",
      ...['total', 'fund', 'critical', 'aid', 'self_pay'].map(
        (column) => `case when ${column} ~ '^[0-9]' then ${money(column)} else false end`,
      ),
      "insured in ('参保', '未参保', '已参保', '正常参保')",
      "settlement_no <> '' and length(settlement_no) <= 60",
    ];
    const fault = good.map((test, i) => `when not coalesce(${test}, false) then ${i}`).join(' ');
    await client.query(`create unlogged table checked as select *, case ${fault} end as fault from staged`);
    await client.query(
      `create unlogged table twin as select row_no from (select row_no, row_number() over (partition by id, name, settled_on, kind, total, fund, critical, aid, self_pay, insured, settlement_no order by row_no) as nth from checked where fault is null) t where nth > 1`,
    );
    await client.query(
      `create unlogged table person as select id, left(encode(hmac(convert_to(id, 'UTF8'), decode('${key('person').toString('hex')}', 'hex'), 'sha256'), 'hex'), 32)::uuid as person_key from (select distinct id from checked where fault is null) d`,
    );
    await client.query(`create unlogged table accepted as select c.row_no, p.person_key, m.n as household, c.settled_on::date as settled_on, c.kind, (c.total::numeric * 100)::bigint as total_fen, (c.fund::numeric * 100)::bigint as fund_fen,
      (c.critical::numeric * 100)::bigint as critical_fen, (c.aid::numeric * 100)::bigint as aid_fen, (c.self_pay::numeric * 100)::bigint as self_pay_fen, c.insured
      from checked c join person p on p.id = c.id left join member m on m.person_key = p.person_key where c.fault is null and not exists (select from twin t where t.row_no = c.row_no)`);
    const { rows } = await client.query<{ accepted: number; matched: number; total: number }>(
      'select (select count(*) from staged)::int as total, count(*)::int as accepted, count(household)::int as matched from accepted',
    );
    const found = rows[0] ?? { total: 0, accepted: 0, matched: 0 };
    return {
      accepted: found.accepted,
      rejected: found.total - found.accepted,
      matched: found.matched,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await client.end();
    await server.stop();
  }
}

const CONTESTANTS: Record<string, (folder: string) => Promise<Counted & { seconds?: number }>> = {
  shouwang,
  'node-row-loop': nodeRowLoop,
  'postgresql-copy': postgresqlCopy,
};

/** Runs one contestant in a process of its own, so that its peak of memory is its own. */
function run(name: string, folder: string): Outcome {
  const text = execFileSync(
    process.execPath,
    ['--max-old-space-size=8192', fileURLToPath(import.meta.url), `--only=${name}`, `--folder=${folder}`],
    { encoding: 'utf8', env: { ...process.env, SHOUWANG_DATA: folder, LOG_LEVEL: 'silent' } },
  );
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Outcome;
}

async function only(name: string, folder: string): Promise<void> {
  ensureKeys({ databaseExists: false });
  const began = performance.now();
  const contestant = CONTESTANTS[name];
  if (!contestant) throw new Error(`there is no contestant ${name}`);
  const { accepted, rejected, matched, seconds } = await contestant(folder);
  const took = seconds ?? (performance.now() - began) / 1000;
  process.stdout.write(
    `${JSON.stringify({ seconds: took, cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6, peakMiB: Math.round(process.resourceUsage().maxRSS / 1024), accepted, rejected, matched })}\n`,
  );
}

async function compare(): Promise<void> {
  const rows = Number(option('rows', '1000000'));
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-bench-'));
  process.env.SHOUWANG_DATA = folder;
  ensureKeys({ databaseExists: false });
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    writeSettlements(files(folder).csv, rows);
    await writeMembers({ parquet: files(folder).members, names: files(folder).names, csv: files(folder).ids }, rows);
    const ours = [run('shouwang', folder), run('shouwang', folder), run('shouwang', folder)].sort(
      (a, b) => a.seconds - b.seconds,
    )[1] as Outcome;
    say(
      `YB-02, ${rows.toLocaleString('en')} rows, ${Math.round(statSync(files(folder).csv).size / 1_048_576)} MiB; ours: median of 3`,
    );
    say(
      `${'contestant'.padEnd(18)}${'seconds'.padStart(9)}${'cpu s'.padStart(8)}${'peak MiB'.padStart(10)}${'accepted'.padStart(11)}${'rejected'.padStart(10)}${'matched'.padStart(10)}${'ratio'.padStart(8)}`,
    );
    const line = (
      name: string,
      { seconds, cpuSeconds, peakMiB, accepted, rejected, matched }: Outcome,
      memory = true,
    ) =>
      say(
        `${name.padEnd(18)}${seconds.toFixed(2).padStart(9)}${(memory ? cpuSeconds.toFixed(1) : '-').padStart(8)}${(memory ? String(peakMiB) : '-').padStart(10)}${String(accepted).padStart(11)}${String(rejected).padStart(10)}${String(matched).padStart(10)}${(seconds / ours.seconds).toFixed(1).padStart(8)}`,
      );
    line('shouwang', ours);
    const cases = ['postgresql-copy', 'node-row-loop'].map((peer) => {
      const theirs = run(peer, folder);
      line(peer, theirs, peer !== 'postgresql-copy');
      if (theirs.accepted !== ours.accepted || theirs.rejected !== ours.rejected || theirs.matched !== ours.matched)
        throw new Error(`${peer} came to another result`);
      return {
        case: `import YB-02 vs ${peer}`,
        rows,
        seconds: ours.seconds,
        peakMiB: ours.peakMiB,
        peer,
        peerSeconds: theirs.seconds,
        ratio: Math.round((theirs.seconds / ours.seconds) * 100) / 100,
      };
    });
    const machine = `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.version}`;
    if (process.argv.includes('--json')) say(JSON.stringify({ name: 'import', machine, date: clock.today(), cases }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const name = option('only', '');
await (name === '' ? compare() : only(name, option('folder', '')));
