import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** One row that the test spoilt: its line in the file, the column, the value and what the report must say. */
export interface Planted {
  row: number;
  column: string;
  value: string;
  reason: string;
}

const ITEM = 'YB-02';

const COUNTY = '440229';

/** The folder in which the product laid the files of its demonstration month; the month is the last that was over when it first started. */
function monthFolder(dataFolder: string): string {
  const all = join(dataFolder, 'demonstration');
  const name = readdirSync(all).find((folder) => new RegExp(`^${COUNTY}-\\d{6}$`).test(folder));
  if (!name) throw new Error(`no month of ${COUNTY} in ${all}`);
  return join(all, name);
}

/** The settlements file that the demonstration lays ready for whoever tries the product. */
export function demonstrationFile(dataFolder: string): string {
  const month = monthFolder(dataFolder);
  const name = readdirSync(month).find((file) => file.startsWith(ITEM) && file.endsWith('.csv'));
  if (!name) throw new Error(`no ${ITEM} file in ${month}`);
  return join(month, name);
}

interface Ledger {
  errors: { item: string; row: number }[];
  files: { item: string; name: string; rows: number; rejected: number }[];
}

function ledgerOf(dataFolder: string): Ledger {
  return JSON.parse(readFileSync(join(monthFolder(dataFolder), 'ledger.json'), 'utf8')) as Ledger;
}

/** What the demonstration's own ledger says about the settlements file: its rows, and how many of them are bad. */
export function ledgerLine(dataFolder: string): { rows: number; rejected: number } {
  const line = ledgerOf(dataFolder).files.find(({ item, name }) => item === ITEM && name.endsWith('.csv'));
  if (!line) throw new Error(`the ledger does not know ${ITEM}`);
  return line;
}

/** The ledger counts the rows below the header from here. */
const FIRST_ROW = 1;
/** Number of the line of a file that a row stands in; the header is line 1. */
const lineOf = (index: number) => index + 2;

type Spoil = {
  at: number;
  column: string;
  to: (cell: string) => string;
  shown: (spoilt: string) => string;
  reason: string;
};

const CHECK_SIGNS = '0123456789X';
const otherCheckSign = (id: string) => id.slice(0, 17) + CHECK_SIGNS[(CHECK_SIGNS.indexOf(id.slice(17)) + 1) % 11];
const SPOILS: readonly Spoil[] = [
  { at: 11, column: '证件号码', to: otherCheckSign, shown: (id) => id.slice(-1), reason: '校验位不符' },
  { at: 37, column: '个人自付', to: () => '6,320元', shown: (cell) => cell, reason: '' },
  { at: 82, column: '姓名', to: () => '', shown: () => '空', reason: '必填为空' },
  { at: 120, column: '结算日期', to: () => '2026-13-05', shown: (cell) => cell, reason: '' },
  { at: 163, column: '统筹支付', to: () => '#REF!', shown: (cell) => cell, reason: '公式错误' },
];

/** The first rows of the demonstration file without those that are bad already, with five rows spoilt, and what must be said about them. */
export function spoiltFile(dataFolder: string, rows: number): { csv: Buffer; rows: number; planted: Planted[] } {
  const lines = readFileSync(demonstrationFile(dataFolder), 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  const header = (lines[0] ?? '').split(',');
  const bad = new Set(
    ledgerOf(dataFolder)
      .errors.filter(({ item }) => item === ITEM)
      .map(({ row }) => row),
  );
  const body = lines
    .slice(1)
    .filter((_, index) => !bad.has(index + FIRST_ROW))
    .slice(0, rows)
    .map((line) => line.split(','));
  const planted = SPOILS.map(({ at, column, to, shown, reason }): Planted => {
    const cells = body[at];
    const index = header.indexOf(column);
    if (!cells || index < 0) throw new Error(`no row ${at} or column ${column} to spoil`);
    cells[index] = to(cells[index] ?? '');
    return { row: lineOf(at), column, value: shown(cells[index] ?? ''), reason };
  });
  const csv = [header, ...body].map((cells) => cells.map(quoted).join(',')).join('\r\n');
  return { csv: Buffer.from(`\uFEFF${csv}\r\n`), rows: body.length, planted };
}

const quoted = (cell: string) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A small photograph made here: a green field below a pale sky, different for each seed. */
export function photo(seed: number): Buffer {
  const [width, height] = [160, 120];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const ground = y > height / 2 + 8 * Math.sin((x + seed * 13) / 17);
      rows.set(ground ? [60 + (seed % 40), 110 + (y % 30), 70] : [190, 205 + (seed % 20), 215], at);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A photograph as a file field takes it. */
export const photoFile = (name: string, seed: number) => ({
  name: `${name}.png`,
  mimeType: 'image/png',
  buffer: photo(seed),
});

/** The words of a PDF, or null where poppler is not installed. */
export function pdfWords(pdf: Buffer): string | null {
  const found = spawnSync('pdftotext', ['-', '-'], { input: pdf, timeout: 20_000, maxBuffer: 1 << 24 });
  if (found.error) return null;
  if (found.status !== 0) throw new Error(`pdftotext: ${found.stderr.toString()}`);
  return found.stdout.toString().replace(/\s+/g, '');
}
