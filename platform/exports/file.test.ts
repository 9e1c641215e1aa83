import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureKeys } from '../crypto/keys.ts';
import { dropAncient, dropExport, type ExportFormat, exportPath, readExport, writeExport } from './file.ts';

const key = { county_code: '440229', id: '01900000-0000-7000-8000-000000000001' };
const folder = mkdtempSync(join(tmpdir(), 'exports-'));
const before = { data: process.env.SHOUWANG_DATA, keys: process.env.SHOUWANG_KEY_FILE };

beforeAll(() => {
  process.env.SHOUWANG_DATA = folder;
  process.env.SHOUWANG_KEY_FILE = join(folder, 'keys', 'master.json');
  ensureKeys({ databaseExists: false });
});
afterAll(() => {
  for (const [name, value] of [
    ['SHOUWANG_DATA', before.data],
    ['SHOUWANG_KEY_FILE', before.keys],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  rmSync(folder, { recursive: true, force: true });
});

async function* pages(...some: string[][][]): AsyncGenerator<string[][]> {
  yield* some;
}

async function made(format: ExportFormat, ...some: string[][][]) {
  const file = await writeExport(key, format, pages(...some));
  return { file, content: await buffer(readExport(key, file.hash)) };
}

test('CSV with the mark that spreadsheets know, formulas and signs that break a file made harmless', async () => {
  const { file, content } = await made('csv', [['甲', '=1+1']], [['乙\u0000', '<script>']]);
  expect(content.toString()).toBe("\ufeff甲,'=1+1\r\n乙 ,＜script>\r\n");
  expect(file).toEqual({ hash: createHash('sm3').update(content).digest('hex'), size: content.length });
});

test('a workbook of text cells only, formulas made harmless', async () => {
  const { content } = await made('xlsx', [['户', '数']], [['=1+1', '007']]);
  const book = await readXlsx(content);
  expect(book.sheets[0]?.rows).toEqual([
    ['户', '数'],
    ["'=1+1", '007'],
  ]);
  expect(content.toString('latin1')).not.toContain('<f>');
});

test('lies sealed on the disk, with no copy in plain left behind', async () => {
  await made('csv', [['很特别的字', 'x']]);
  expect(readFileSync(exportPath(key)).includes('很特别的字')).toBe(false);
  expect(await readdir(join(folder, 'files', 'draft'))).toEqual([]);
});

test('a file that was changed does not come out whole', async () => {
  const { file } = await made('csv', [['甲', '1']]);
  const bytes = readFileSync(exportPath(key));
  bytes[bytes.length - 3] = (bytes[bytes.length - 3] as number) ^ 1;
  writeFileSync(exportPath(key), bytes);
  await expect(buffer(readExport(key, file.hash))).rejects.toThrow();
});

test('rows that break off leave nothing', async () => {
  await dropExport(key);
  const broken = async function* () {
    yield [['甲']];
    throw new Error('stop');
  };
  await expect(writeExport(key, 'csv', broken())).rejects.toThrow('stop');
  expect(existsSync(exportPath(key))).toBe(false);
  expect(await readdir(join(folder, 'files', 'draft'))).toEqual([]);
});

test('files older than any may be are destroyed, younger ones stay', async () => {
  await made('csv', [['甲']]);
  expect(await dropAncient(31)).toBe(0);
  utimesSync(exportPath(key), 0, 0);
  expect(await dropAncient(31)).toBe(1);
});

test.each(['csv', 'xlsx'] as const)(
  '%s of 100,000 rows: memory does not grow with the rows',
  { timeout: 60_000 },
  async (format) => {
    const start = process.memoryUsage().rss;
    let peak = start;
    const many = async function* () {
      for (let page = 0; page < 100; page += 1) {
        peak = Math.max(peak, process.memoryUsage().rss);
        yield Array.from({ length: 1000 }, (_, row) => [
          `WY-${page * 1000 + row}`,
          '黄*养',
          '440229104201',
          '江尾镇',
          `${'理由'.repeat(20)}${row}`,
          'DC-1122-7K3Q9M',
        ]);
      }
    };
    const file = await writeExport(key, format, many());
    expect(file.size).toBeGreaterThan(1_000_000);
    const content = createHash('sm3');
    for await (const part of readExport(key, file.hash)) {
      content.update(part as Buffer);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(content.digest('hex')).toBe(file.hash);
    expect((peak - start) / 1_048_576).toBeLessThan(200);
  },
);
