import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { type DuckSession, sqlText, withDuck } from '@shouwang/platform/columnar/duck.ts';
import { nameKeySql, normaliseName } from '@shouwang/platform/crypto/name-key.ts';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { atPosition, membersAt } from './snapshot.ts';

/** Rows that are handed to the columnar engine at once. */
const PART = 50_000;

/** What the rows of a department are matched with: two columnar files, without name and number. */
export interface MatchingList {
  /** The members of the county, as in the snapshot. */
  members: string;
  /** `member_id`, `name_key`: the name of each as a keyed hash, so that the names of rows can be held against it. */
  names: string;
}

/** The list for matching of a county, made once for each position of the registry. Names pass through memory only. */
export function ensureMatchingList(county: string): Promise<MatchingList> {
  return atPosition(county, async (client, { dir }) => {
    const names = `${dir}/names.parquet`;
    if (!existsSync(names)) await writeNames(client, county, names);
    return { members: await membersAt(client, county, dir), names };
  });
}

async function writeNames(client: PoolClient, county: string, file: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await withDuck(async (db) => {
      await db.run('create table named (member_id uuid, name_key uuid)');
      let part: string[] = [];
      for await (const line of lines(client, county)) {
        if (part.push(line) < PART) continue;
        await keyPart(db, part);
        part = [];
      }
      if (part.length > 0) await keyPart(db, part);
      await db.run(`copy named to ${sqlText(draft)} (format parquet, compression zstd)`);
    });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** `id`, tab, name in its one form. Names hold neither tabs nor line ends: such signs are no part of the form. */
async function* lines(client: PoolClient, county: string): AsyncGenerator<string> {
  const sql = `copy (select id, name from registry.member where county_code = '${county}' and member_status = 'current') to stdout`;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of client.query(copyTo(sql)) as AsyncIterable<Buffer>) {
    const whole = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) {
      const at = line.indexOf('\t');
      yield `${line.slice(0, at)}\t${normaliseName(line.slice(at + 1).replaceAll('\\\\', '\\'))}`;
    }
  }
}

async function keyPart(db: DuckSession, part: readonly string[]): Promise<void> {
  const given = '(select unnest(string_split($1, chr(10))) as line)';
  await db.run(
    `insert into named select split_part(line, chr(9), 1)::uuid, ${nameKeySql('split_part(line, chr(9), 2)')} from ${given}`,
    [part.join('\n')],
  );
}
