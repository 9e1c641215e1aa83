import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chainHash, rowHash } from '@shouwang/platform/audit/seal.ts';
import type { Ground } from './ground.ts';
import type { Random } from './random.ts';

/** Where a tampering struck: the first bad row lies in this county from number `from` up to `to`. */
export interface Struck {
  county: string;
  from: number;
  to: number;
}

/** The record that is tampered with. */
export interface Record {
  ground: Ground;
  anchorFile: string;
  /** Sealed rows and the numbers of the signed heads by county. */
  counties: Map<string, { end: number; heads: number[] }>;
}

/** One way to falsify the record; the strongest ones know everything but the key. */
export type Tampering = (record: Record, random: Random) => Promise<Struck>;

const EVENT_SQL = `select county_code, id, area_code, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_id, actor_name, role, action, object_key, reason, detail::text as detail, request_id from audit.event`;

function place(
  record: Record,
  random: Random,
  last = 0,
): { county: string; seq: number; end: number; heads: number[] } {
  const county = random.pick([...record.counties.keys()]);
  const known = record.counties.get(county) as { end: number; heads: number[] };
  return { county, seq: 1 + random.below(known.end - last), ...known };
}

const signedAtOrAfter = (heads: number[], seq: number) => heads.find((head) => head >= seq) ?? seq;

function edit(column: string, value: string): Tampering {
  return async (record, random) => {
    const { county, seq } = place(record, random);
    await record.ground.admin(
      `update audit.event e set ${column} = ${value} from audit.seal s where s.county_code = $1 and s.seq = $2 and e.county_code = s.county_code and e.id = s.event_id`,
      [county, seq],
    );
    return { county, from: seq, to: seq };
  };
}

async function deleteFrom(record: Record, county: string, from: number, heads: boolean): Promise<void> {
  const { admin } = record.ground;
  await admin(
    'delete from audit.event e using audit.seal s where s.county_code = $1 and s.seq >= $2 and e.county_code = s.county_code and e.id = s.event_id',
    [county, from],
  );
  await admin('delete from audit.seal where county_code = $1 and seq >= $2', [county, from]);
  if (heads) await admin('delete from audit.head where county_code = $1 and seq >= $2', [county, from]);
}

/** Changes a row and then makes every hash behind it fit again; only the signatures cannot be made. */
async function rewrite(record: Record, county: string, from: number): Promise<void> {
  const { admin } = record.ground;
  await edit('actor_name', "'另一个人'")({ ...record, counties: new Map([[county, { end: from, heads: [] }]]) }, {
    pick: (list: unknown[]) => list[0],
    below: () => from - 1,
  } as never);
  const events = new Map(
    (
      await admin<{ id: string; county_code: string; area_code: string }>(`${EVENT_SQL} where county_code = $1`, [
        county,
      ])
    ).map((row) => [row.id, row]),
  );
  const seals = await admin<{ seq: string; event_id: string; chain_hash: string }>(
    'select seq, event_id, chain_hash from audit.seal where county_code = $1 order by seq',
    [county],
  );
  let chain = '0'.repeat(64);
  for (const seal of seals) {
    const event = events.get(seal.event_id);
    if (!event) continue;
    const row = rowHash(event);
    chain = chainHash(chain, row);
    await admin('update audit.seal set row_hash = $3, chain_hash = $4 where county_code = $1 and seq = $2', [
      county,
      seal.seq,
      row,
      chain,
    ]);
    await admin('update audit.head set chain_hash = $3 where county_code = $1 and seq = $2', [county, seal.seq, chain]);
  }
}

const deletions: { [name: string]: Tampering } = {
  'a row deleted': async (record, random) => {
    const { county, seq } = place(record, random);
    await record.ground.admin(
      'delete from audit.event e using audit.seal s where s.county_code = $1 and s.seq = $2 and e.id = s.event_id',
      [county, seq],
    );
    return { county, from: seq, to: seq };
  },
  'a row and its seal deleted': async (record, random) => {
    const { county, seq } = place(record, random, 1);
    await record.ground.admin(
      'delete from audit.event e using audit.seal s where s.county_code = $1 and s.seq = $2 and e.id = s.event_id',
      [county, seq],
    );
    await record.ground.admin('delete from audit.seal where county_code = $1 and seq = $2', [county, seq]);
    return { county, from: seq, to: seq + 1 };
  },
  'a row and its seal deleted, the rest numbered anew': async (record, random) => {
    const { county, seq } = place(record, random, 1);
    await record.ground.admin(
      'delete from audit.event e using audit.seal s where s.county_code = $1 and s.seq = $2 and e.id = s.event_id',
      [county, seq],
    );
    await record.ground.admin('delete from audit.seal where county_code = $1 and seq = $2', [county, seq]);
    await record.ground.admin('update audit.seal set seq = -seq where county_code = $1 and seq > $2', [county, seq]);
    await record.ground.admin('update audit.seal set seq = -seq - 1 where county_code = $1 and seq < 0', [county]);
    return { county, from: seq, to: seq };
  },
  'tail cut with its seals': async (record, random) => {
    const { county, seq, end } = place(record, random);
    await deleteFrom(record, county, seq, false);
    return { county, from: seq, to: end };
  },
  'tail cut with its seals and heads': async (record, random) => {
    const { county, seq, end } = place(record, random);
    await deleteFrom(record, county, seq, true);
    return { county, from: seq, to: end };
  },
  'seals of the tail cut, rows left': async (record, random) => {
    const { county, seq, end } = place(record, random);
    await record.ground.admin('delete from audit.seal where county_code = $1 and seq >= $2', [county, seq]);
    return { county, from: seq, to: end };
  },
  'everything of a county deleted': async (record, random) => {
    const { county, end } = place(record, random);
    await deleteFrom(record, county, 1, true);
    return { county, from: 1, to: end };
  },
};

const reorderings: { [name: string]: Tampering } = {
  'two rows change places': async (record, random) => {
    const { county, seq } = place(record, random, 1);
    const pair = await record.ground.admin<{ seq: string; event_id: string }>(
      'select seq, event_id from audit.seal where county_code = $1 and seq in ($2, $3) order by seq',
      [county, seq, seq + 1],
    );
    await record.ground.admin(
      'update audit.seal set event_id = gen_random_uuid() where county_code = $1 and seq = $2',
      [county, seq],
    );
    await record.ground.admin('update audit.seal set event_id = $3 where county_code = $1 and seq = $2', [
      county,
      seq + 1,
      pair[0]?.event_id,
    ]);
    await record.ground.admin('update audit.seal set event_id = $3 where county_code = $1 and seq = $2', [
      county,
      seq,
      pair[1]?.event_id,
    ]);
    return { county, from: seq, to: seq };
  },
  'two seals change places': async (record, random) => {
    const { county, seq } = place(record, random, 1);
    await record.ground.admin('update audit.seal set seq = -seq where county_code = $1 and seq in ($2, $3)', [
      county,
      seq,
      seq + 1,
    ]);
    await record.ground.admin(
      'update audit.seal set seq = case seq when -$2::bigint then $3::bigint else $2::bigint end where county_code = $1 and seq < 0',
      [county, seq, seq + 1],
    );
    return { county, from: seq, to: seq };
  },
};

const rewritings: { [name: string]: Tampering } = {
  'a row changed, the chain made to fit': async (record, random) => {
    const { county, seq, heads } = place(record, random);
    await rewrite(record, county, seq);
    return { county, from: seq, to: signedAtOrAfter(heads, seq) };
  },
  'a row changed, the chain made to fit, heads deleted': async (record, random) => {
    const { county, seq, heads } = place(record, random);
    await rewrite(record, county, seq);
    await record.ground.admin('delete from audit.head where county_code = $1 and seq >= $2', [county, seq]);
    return { county, from: seq, to: signedAtOrAfter(heads, seq) };
  },
  'a row changed, the chain made to fit, heads and anchors deleted': async (record, random) => {
    const { county, seq, end } = place(record, random);
    await rewrite(record, county, seq);
    await record.ground.admin('delete from audit.head where county_code = $1 and seq >= $2', [county, seq]);
    rmSync(record.anchorFile);
    return { county, from: seq, to: end };
  },
  'an invented row sealed at the end': async (record, random) => {
    const { county, end } = place(record, random);
    const id = '01900000-0000-7000-8000-0000000000ff';
    await record.ground.admin(
      "insert into audit.event (county_code, id, area_code, at, actor_name, role, action, object_key) values ($1, $2, $1, now() - interval '1 hour', '无', 'X', 'approve', 'k')",
      [county, id],
    );
    const [event] = await record.ground.admin<never>(`${EVENT_SQL} where id = $1`, [id]);
    const [last] = await record.ground.admin<{ chain_hash: string }>(
      'select chain_hash from audit.seal where county_code = $1 and seq = $2',
      [county, end],
    );
    const row = rowHash(event as never);
    await record.ground.admin(
      'insert into audit.seal (county_code, seq, area_code, event_id, row_hash, chain_hash) values ($1, $2, $1, $3, $4, $5)',
      [county, end + 1, id, row, chainHash(last?.chain_hash ?? '', row)],
    );
    return { county, from: end + 1, to: end + 1 };
  },
};

function editSeal(table: 'audit.seal' | 'audit.head', column: string, value: string): Tampering {
  return async (record, random) => {
    const { county, seq, heads } = place(record, random);
    const at = table === 'audit.seal' ? seq : random.pick(heads);
    await record.ground.admin(`update ${table} set ${column} = ${value} where county_code = $1 and seq = $2`, [
      county,
      at,
    ]);
    return { county, from: column === 'seq' ? 1 : at, to: at + 100_000 };
  };
}

const outside: { [name: string]: Tampering } = {
  'an anchor outside the database changed': async (record, random) => {
    const lines = readFileSync(record.anchorFile, 'utf8').trim().split('\n');
    const index = random.below(lines.length);
    const head = JSON.parse(lines[index] ?? '{}') as { county: string; seq: number; chain: string };
    lines[index] = JSON.stringify({ ...head, chain: createHash('sha256').update(head.chain).digest('hex') });
    writeFileSync(record.anchorFile, `${lines.join('\n')}\n`);
    return { county: head.county, from: head.seq, to: head.seq };
  },
};

/** Every way to falsify the record that was thought of, by name. */
export const TAMPERINGS: { [name: string]: Tampering } = {
  ...Object.fromEntries(
    Object.entries({
      county_code: "'999999'",
      id: 'gen_random_uuid()',
      area_code: "e.area_code || '101'",
      at: "at + interval '1 microsecond'",
      actor_id: 'gen_random_uuid()',
      actor_name: "actor_name || ' '",
      role: "'SYSTEM'",
      action: "'other'",
      object_key: "object_key || 'x'",
      reason: "coalesce(reason, '') || '。'",
      detail: "coalesce(detail, '{}') || '{\"x\": 1}'",
      request_id: "coalesce(request_id, '') || '0'",
    }).map(([column, value]) => [`a row edited: ${column}`, edit(column, value)]),
  ),
  ...deletions,
  ...reorderings,
  ...rewritings,
  'a seal edited: row_hash': editSeal('audit.seal', 'row_hash', "repeat('a', 64)"),
  'a seal edited: chain_hash': editSeal('audit.seal', 'chain_hash', "repeat('a', 64)"),
  'a seal edited: area_code': editSeal('audit.seal', 'area_code', "'9'"),
  'a head edited: mac': editSeal('audit.head', 'mac', "repeat('a', 64)"),
  'a head edited: chain_hash': editSeal('audit.head', 'chain_hash', "repeat('a', 64)"),
  'a head edited: seq': editSeal('audit.head', 'seq', 'seq + 1000'),
  ...outside,
};
