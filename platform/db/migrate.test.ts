import { describe, expect, it } from 'vitest';
import { useEmptyDatabase } from '../testing/database.ts';
import { type Migration, migrate } from './migrate.ts';

const database = useEmptyDatabase();
const a = (given: Partial<Migration>): Migration => ({
  name: '0001-a.sql',
  sql: 'select',
  checksum: 'a',
  earlier: [],
  ...given,
});
const run = (...migrations: Migration[]) => migrate(database.client, migrations);

describe('migrations', () => {
  it('run once each, in their order', async () => {
    const [one, two] = [a({}), a({ name: '0002-b.sql', checksum: 'b' })];
    expect(await run(one)).toEqual(['0001-a.sql']);
    expect(await run(one, two)).toEqual(['0002-b.sql']);
    expect(await run(one, two)).toEqual([]);
  });

  it('are refused when the text changed after it ran, unless it names the text that ran', async () => {
    const two = a({ name: '0002-b.sql', checksum: 'b' });
    await expect(run(a({ checksum: 'other' }), two)).rejects.toThrow('changed after it ran');
    await expect(run(a({ checksum: 'other', earlier: ['z'] }), two)).rejects.toThrow('changed after it ran');
    expect(await run(a({ checksum: 'other', earlier: ['z', 'a'] }), two)).toEqual([]);
  });

  it('are refused by a program that is older than the database', async () => {
    await expect(run(a({}))).rejects.toThrow('newer than this program');
  });

  it('leave nothing behind when they fail', async () => {
    const three = a({ name: '0003-c.sql', checksum: 'c', sql: 'create table public.left_over (a int); select 1 / 0' });
    await expect(run(a({}), a({ name: '0002-b.sql', checksum: 'b' }), three)).rejects.toThrow(
      '0003-c.sql failed: division by zero',
    );
    const { rows } = await database.client.query("select to_regclass('public.left_over') as found");
    expect(rows).toEqual([{ found: null }]);
  });
});
