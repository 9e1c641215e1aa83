import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sqlText, withDuck } from './duck.ts';

const dir = mkdtempSync(join(tmpdir(), 'duck-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('columnar session', () => {
  it('returns plain values', async () => {
    const rows = await withDuck(
      (db) =>
        db.rows(
          `select 12::bigint as n, date '2026-01-02' as d, uuid '0193aaaa-0000-7000-8000-000000000001' as u,
           sum(5::bigint) as s, null as x, [1::bigint] as l, timestamptz '2026-01-02 00:00:00+00' as t`,
        ),
      { dir },
    );
    expect(rows).toEqual([
      {
        n: 12,
        d: '2026-01-02',
        u: '0193aaaa-0000-7000-8000-000000000001',
        s: 5,
        x: null,
        l: [1],
        t: '2026-01-02T00:00:00.000Z',
      },
    ]);
  });

  it('refuses to round an integer that JavaScript cannot hold', async () => {
    await expect(withDuck((db) => db.rows('select 9007199254740993::bigint as n'), { dir })).rejects.toThrow('2^53');
  });

  it('binds parameters and quotes text', async () => {
    const text = "it's";
    const rows = await withDuck((db) => db.rows(`select $1 = ${sqlText(text)} as same`, [text]), { dir });
    expect(rows).toEqual([{ same: true }]);
  });

  it('keeps to its threads and memory', async () => {
    const sql = `select current_setting('threads') as threads, current_setting('memory_limit') as memory`;
    expect(await withDuck((db) => db.rows(sql), { dir, threads: 1, memoryMiB: 256 })).toEqual([
      { threads: 1, memory: '256.0 MiB' },
    ]);
  });

  it('closes the session when the work fails', async () => {
    const failing = withDuck(() => Promise.reject(new Error('no')), { dir });
    await expect(failing).rejects.toThrow('no');
  });
});
