/**
 * Checks the audit record without a line of the platform that wrote it: own SM3, own canonical form, own reading of the key file.
 *   node e2e/prove/verify-audit.ts --url postgres://… --keys master.json --anchors heads.jsonl
 * Prints every bad place, first bad row first, and ends with exit code 1 when there is one.
 */
import { hkdfSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { hmacSm3, sm3 } from './sm3.ts';

/** A place where the record does not fit: county, number in the chain, and what is wrong. */
export interface BadPlace {
  county: string;
  seq: number;
  what: string;
}

/** Where the record, its keys and its anchors are. `skip` leaves one check out: only for the proof that each check is needed. */
export interface AuditSource {
  url: string;
  keyFile: string;
  anchorFile: string;
  skip?: 'rows' | 'chain' | 'heads' | 'anchors' | 'ends';
}

interface SealLine {
  county: string;
  seq: number;
  area: string;
  row: string;
  chain: string;
  event: (string | null)[] | null;
}

interface HeadLine {
  county: string;
  seq: number;
  chain: string;
  mac: string;
}

const hex = (text: string) => sm3(Buffer.from(text, 'utf8')).toString('hex');

/** Reads everything and names every bad place, in the order of county and number. */
export async function verifyIndependently(source: AuditSource): Promise<BadPlace[]> {
  const client = new pg.Client({ connectionString: source.url });
  await client.connect();
  try {
    const seals = await readSeals(client);
    const stored = (
      await client.query<HeadLine>(
        'select county_code as county, seq::int as seq, chain_hash as chain, mac from audit.head',
      )
    ).rows;
    const anchored = source.skip === 'anchors' ? [] : readAnchors(source.anchorFile);
    const byCounty = Map.groupBy(seals, (line) => line.county);
    const bad = [...byCounty.values()].flatMap((lines) => chainFaults(lines, source.skip));
    if (source.skip !== 'heads')
      bad.push(...headFaults({ stored, anchored, keys: auditKeys(source.keyFile) }, byCounty));
    if (source.skip !== 'ends') bad.push(...endFaults([...stored, ...anchored], byCounty));
    return bad.sort((a, b) => (a.county === b.county ? a.seq - b.seq : a.county < b.county ? -1 : 1));
  } finally {
    await client.end();
  }
}

async function readSeals(client: pg.Client): Promise<SealLine[]> {
  const { rows } = await client.query<SealLine>({
    text: `select s.county_code as county, s.seq::int as seq, s.area_code as area, s.row_hash as row, s.chain_hash as chain,
      case when e.id is null then null else array[e.county_code, e.id::text, e.area_code, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.actor_id::text, e.actor_name, e.role, e.action, e.object_key, e.reason, e.detail::text, e.request_id] end as event
      from audit.seal s left join audit.event e on e.county_code = s.county_code and e.id = s.event_id order by s.county_code collate "C", s.seq`,
  });
  return rows;
}

function chainFaults(lines: SealLine[], skip: AuditSource['skip']): BadPlace[] {
  let previous = '0'.repeat(64);
  let expected = 0;
  for (const line of lines) {
    const bad = (what: string): BadPlace[] => [{ county: line.county, seq: line.seq, what }];
    expected += 1;
    if (line.seq !== expected) return [{ county: line.county, seq: expected, what: `number ${expected} is missing` }];
    if (line.event === null) return bad('the sealed row is gone');
    if (skip !== 'rows' && (hex(JSON.stringify(line.event)) !== line.row || line.event[2] !== line.area))
      return bad('the row is not what was sealed');
    previous = skip === 'chain' ? line.chain : hex(previous + line.row);
    if (previous !== line.chain) return bad('the chain is broken');
  }
  return [];
}

interface HeadFacts {
  stored: HeadLine[];
  anchored: HeadLine[];
  keys: Buffer[];
}

function headFaults({ stored, anchored, keys }: HeadFacts, byCounty: Map<string, SealLine[]>): BadPlace[] {
  const bad: BadPlace[] = [];
  const inDatabase = new Set(stored.map((head) => `${head.county} ${head.seq}`));
  for (const head of [...stored, ...anchored]) {
    const lines = byCounty.get(head.county) ?? [];
    const end = lines.at(-1)?.seq ?? 0;
    const say = (seq: number, what: string) => bad.push({ county: head.county, seq, what });
    const signed = keys.some(
      (key) => hmacSm3(key, Buffer.from(`${head.county}|${head.seq}|${head.chain}`)).toString('hex') === head.mac,
    );
    if (!signed) say(head.seq, 'a head is not signed by the platform');
    else if (head.seq > end) say(end + 1, `the chain ends before its signed head ${head.seq}`);
    else if (lines.find((line) => line.seq === head.seq)?.chain !== head.chain)
      say(head.seq, 'the chain is not the one that was signed');
    if (!inDatabase.has(`${head.county} ${head.seq}`)) say(head.seq, 'a head was removed from the database');
  }
  return bad;
}

/** The last row of every county has a head: a chain that somebody made longer or whose heads are gone has none. */
function endFaults(heads: HeadLine[], byCounty: Map<string, SealLine[]>): BadPlace[] {
  return [...byCounty].flatMap(([county, lines]) => {
    const seq = lines.at(-1)?.seq ?? 0;
    return heads.some((head) => head.county === county && head.seq >= seq)
      ? []
      : [{ county, seq, what: 'the last row has no signed head' }];
  });
}

function readAnchors(file: string): HeadLine[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as HeadLine);
}

function auditKeys(file: string): Buffer[] {
  const ring = JSON.parse(readFileSync(file, 'utf8')) as { keys: { secret: string }[] };
  return ring.keys.map(({ secret }) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), 'shouwang', 'shouwang/v1/audit', 32)),
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, keys: { type: 'string' }, anchors: { type: 'string' } },
  });
  const bad = await verifyIndependently({
    url: values.url ?? '',
    keyFile: values.keys ?? '',
    anchorFile: values.anchors ?? '',
  });
  for (const place of bad) process.stdout.write(`${place.county} ${place.seq}: ${place.what}\n`);
  process.stdout.write(bad.length === 0 ? 'the record is untouched\n' : `${bad.length} bad places\n`);
  process.exitCode = bad.length === 0 ? 0 : 1;
}
