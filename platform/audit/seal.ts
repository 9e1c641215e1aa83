import { createHash, createHmac } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { PoolClient } from 'pg';
import { clock } from '../clock/clock.ts';
import { dataPath } from '../config.ts';
import { key, knownKids } from '../crypto/keys.ts';
import { withBulkLoad } from '../db/scope.ts';

interface EventRow {
  county_code: string;
  id: string;
  area_code: string;
  [column: string]: unknown;
}

const COLUMNS = `county_code, id, area_code, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id, actor_name, role, action, object_key, reason, detail::text as detail, request_id`;
const START = '0'.repeat(64);

/** SM3 of a row in its canonical form: the JSON array of its columns in the order of the table. */
export function rowHash(row: EventRow): string {
  const values = [
    'county_code',
    'id',
    'area_code',
    'at',
    'actor_id',
    'actor_name',
    'role',
    'action',
    'object_key',
    'reason',
    'detail',
    'request_id',
  ].map((column) => row[column] ?? null);
  return createHash('sm3').update(JSON.stringify(values)).digest('hex');
}

/** The next link of the chain. */
export function chainHash(previous: string, row: string): string {
  return createHash('sm3')
    .update(previous + row)
    .digest('hex');
}

function headMac({ county, seq, chain }: Omit<Head, 'mac'>, kid?: number): string {
  return createHmac('sm3', key('audit', kid)).update(`${county}|${seq}|${chain}`).digest('hex');
}

/** A head stays good when the key is changed: it may have been signed with any key that is still known. */
function isSigned(head: Head): boolean {
  return knownKids().some((kid) => headMac(head, kid) === head.mac);
}

/**
 * Seals what was recorded since the last time, county by county: each row is chained to the one before, the head is signed and anchored
 * in a file outside the database. Runs in the background so that no act waits for another.
 * @returns the number of rows sealed
 */
export async function sealAudit(): Promise<number> {
  return withBulkLoad('seal-audit', async (client) => {
    await client.query('select pg_advisory_xact_lock(7366170422)');
    const { rows } = await client.query<EventRow>(
      `select ${COLUMNS} from audit.event e where not exists (select from audit.seal s where s.county_code = e.county_code and s.event_id = e.id)
       and e.at < $1::timestamptz - interval '2 seconds' order by county_code, at, id limit 20000`,
      [clock.wall()],
    );
    const byCounty = Map.groupBy(rows, (row) => row.county_code);
    for (const [county, events] of byCounty) await sealCounty(client, county, events);
    return rows.length;
  });
}

async function sealCounty(client: PoolClient, county: string, events: EventRow[]): Promise<void> {
  const last = await client.query<{ seq: number; chain_hash: string }>(
    'select seq, chain_hash from audit.seal where county_code = $1 order by seq desc limit 1',
    [county],
  );
  let { seq, chain_hash: chain } = last.rows[0] ?? { seq: 0, chain_hash: START };
  const links = events.map((event) => {
    const hash = rowHash(event);
    seq += 1;
    chain = chainHash(chain, hash);
    return { seq, area: event.area_code, event: event.id, hash, chain };
  });
  await client.query(
    `insert into audit.seal (county_code, seq, area_code, event_id, row_hash, chain_hash)
     select $1, seq, area, event, hash, chain from jsonb_to_recordset($2::jsonb) as l(seq bigint, area text, event uuid, hash text, chain text)`,
    [county, JSON.stringify(links)],
  );
  const mac = headMac({ county, seq, chain });
  await client.query(
    'insert into audit.head (county_code, seq, area_code, sealed_at, chain_hash, mac) values ($1, $2, $3, $4, $5, $6)',
    [county, seq, county, clock.wall(), chain, mac],
  );
  mkdirSync(dataPath('audit'), { recursive: true, mode: 0o700 });
  appendFileSync(anchorFile(), `${JSON.stringify({ county, seq, chain, mac })}\n`, { mode: 0o600 });
}

function anchorFile(): string {
  return dataPath('audit', 'heads.jsonl');
}

/** What is wrong with the record: the first bad row of a county, or a head that does not fit. */
export interface AuditFault {
  county: string;
  seq: number;
  fault: 'row-changed' | 'row-missing' | 'chain-broken' | 'order-changed' | 'tail-cut' | 'head-forged' | 'head-missing';
}

/** Recomputes every chain and compares it with the signed heads in the database and outside of it. Empty means untouched. */
export async function verifyAudit(): Promise<{ rows: number; faults: AuditFault[] }> {
  return withBulkLoad('verify-audit', async (client) => {
    const { rows } = await client.query<
      EventRow & { seq: number; row_hash: string; chain_hash: string; sealed_county: string; sealed_area: string }
    >(
      `select s.county_code as sealed_county, s.area_code as sealed_area, s.seq, s.row_hash, s.chain_hash, e.* from audit.seal s
       left join (select ${COLUMNS} from audit.event) e on e.county_code = s.county_code and e.id = s.event_id order by s.county_code, s.seq`,
    );
    const faults: AuditFault[] = [];
    const ends = new Map<string, { seq: number; chains: Map<number, string> }>();
    for (const [county, links] of Map.groupBy(rows, (row) => row.sealed_county)) {
      const fault = firstFault(county, links);
      if (fault) faults.push(fault);
      ends.set(county, {
        seq: links.at(-1)?.seq ?? 0,
        chains: new Map(links.map((link) => [link.seq, link.chain_hash])),
      });
    }
    const stored = await storedHeads(client);
    const anchored = anchoredHeads();
    faults.push(...headFaults([...stored, ...anchored], ends), ...missingHeads({ stored, anchored }, ends));
    return { rows: rows.length, faults };
  });
}

type Link = EventRow & { seq: number; row_hash: string; chain_hash: string; sealed_area: string };

function firstFault(county: string, links: Link[]): AuditFault | null {
  let chain = START;
  for (const [index, link] of links.entries()) {
    const at = (fault: AuditFault['fault']): AuditFault => ({ county, seq: link.seq, fault });
    if (link.seq !== index + 1) return at('order-changed');
    if (link.id === null || link.id === undefined) return at('row-missing');
    if (rowHash(link) !== link.row_hash || link.area_code !== link.sealed_area) return at('row-changed');
    chain = chainHash(chain, link.row_hash);
    if (chain !== link.chain_hash) return at('chain-broken');
  }
  return null;
}

interface Head {
  county: string;
  seq: number;
  chain: string;
  mac: string;
}

async function storedHeads(client: PoolClient): Promise<Head[]> {
  return (await client.query<Head>('select county_code as county, seq, chain_hash as chain, mac from audit.head')).rows;
}

function anchoredHeads(): Head[] {
  const lines = existsSync(anchorFile()) ? readFileSync(anchorFile(), 'utf8').trim().split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line) as Head);
}

type Ends = Map<string, { seq: number; chains: Map<number, string> }>;

function headFaults(all: Head[], ends: Ends): AuditFault[] {
  const faults: AuditFault[] = [];
  for (const head of all) {
    const end = ends.get(head.county);
    if (!isSigned(head)) faults.push({ county: head.county, seq: head.seq, fault: 'head-forged' });
    else if (!end || head.seq > end.seq)
      faults.push({ county: head.county, seq: (end?.seq ?? 0) + 1, fault: 'tail-cut' });
    else if (end.chains.get(head.seq) !== head.chain)
      faults.push({ county: head.county, seq: head.seq, fault: 'chain-broken' });
  }
  return faults;
}

/** Every sealing ends with a signed head in the database and outside of it: a last row without one, or a head that is only outside, was tampered with. */
function missingHeads({ stored, anchored }: { stored: Head[]; anchored: Head[] }, ends: Ends): AuditFault[] {
  const known = new Set(stored.map((head) => `${head.county}|${head.seq}`));
  const last = [...ends].map(([county, { seq }]) => ({ county, seq }));
  const expected = [
    ...last.filter(({ county, seq }) => !anchored.some((head) => head.county === county && head.seq > seq)),
    ...anchored,
  ];
  return expected
    .filter(({ county, seq }) => !known.has(`${county}|${seq}`))
    .map(({ county, seq }) => ({ county, seq, fault: 'head-missing' }));
}
