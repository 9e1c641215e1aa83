import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { type CatalogueItem, type HeaderMap, headerScore, mapHeader } from '../../rules.catalogue.ts';
import { ImportFailure } from './failure.ts';
import { type FrameOptions, Framer, type RecordSink } from './frame.ts';

type SourceEncoding = 'utf-8' | 'gb18030';

/** What the first rows of a file tell: how it is written and where its columns are. */
export interface SourceHead {
  encoding: SourceEncoding | 'xlsx';
  delimiter: string;
  eol: '\n' | '\r';
  /** Number of the header row, 1 to 5: national exports have it on row 3. */
  headerRow: number;
  header: string[];
  map: HeaderMap;
  /** The file is UTF-8 with faulty lines, which are refused one by one. */
  checkUtf8: boolean;
}

const HEAD_BYTES = 256 * 1024;
const PART_BYTES = 1 << 20;
const DELIMITERS = [',', '\t', ';', '|'];
/** Rows in which the header is looked for. */
export const HEADER_ROWS = 5;
const MAX_COLUMNS = 200;

/** Finds out encoding, delimiter and header row of a text file: the reading that names most columns of the item wins. */
export async function readHead(path: string, item: CatalogueItem): Promise<SourceHead> {
  const valid = await isValidUtf8(path);
  const head = await firstBytes(path);
  const encodings: SourceEncoding[] = valid ? ['utf-8'] : ['utf-8', 'gb18030'];
  const candidates = encodings.flatMap((encoding) =>
    readings(head, encoding, item).map((found) => ({ ...found, encoding })),
  );
  const best = candidates.reduce((a, b) => (headerScore(b.map) > headerScore(a.map) ? b : a));
  checkHeader(item, best);
  return { ...best, checkUtf8: best.encoding === 'utf-8' && !valid };
}

/** Refuses a header without the item's columns, saying which are missing. */
export function checkHeader(item: CatalogueItem, found: { map: HeaderMap; headerRow: number }): void {
  const { map, headerRow } = found;
  if (headerScore(map) < 2) {
    throw new ImportFailure(
      'header-not-found',
      `前 ${HEADER_ROWS} 行里没有找到 ${item.code} 的表头，请用模板核对，或确认选对了数据项。`,
    );
  }
  const missing = map.missing.map((header) => ({
    path: header,
    code: 'column-missing',
    message: `缺少“${header}”列，补上后整份重新上传`,
  }));
  const repeated = map.repeated.map((header) => ({
    path: header,
    code: 'column-repeated',
    message: `“${header}”与另一列是同一项，请只留一列`,
  }));
  const fields = [...missing, ...repeated];
  if (fields.length > 0)
    throw new ImportFailure(
      'header-incomplete',
      `第 ${headerRow} 行是表头，但有 ${fields.length} 处不对，没有读取任何数据。`,
      fields,
    );
  if (map.columns > MAX_COLUMNS)
    throw new ImportFailure('header-too-wide', `表头有 ${map.columns} 列，最多 ${MAX_COLUMNS} 列。`);
}

/** The best header among the first rows. */
export function bestHeader(
  item: CatalogueItem,
  rows: readonly string[][],
): { header: string[]; headerRow: number; map: HeaderMap } {
  const found = rows.map((header, i) => ({ header, headerRow: i + 1, map: mapHeader(item, header) }));
  const none = { header: [], headerRow: 1, map: mapHeader(item, []) };
  return found.reduce((a, b) => (headerScore(b.map) > headerScore(a.map) ? b : a), none);
}

function readings(head: Buffer, encoding: SourceEncoding, item: CatalogueItem) {
  const text = withoutBom(encoding === 'utf-8' ? head : Buffer.from(iconv.decode(head, 'gb18030')));
  const eol = !text.includes(0x0a) && text.includes(0x0d) ? ('\r' as const) : ('\n' as const);
  return DELIMITERS.map((delimiter) => {
    const rows: string[][] = [];
    const sink: RecordSink = {
      plain: (_, bytes, from, to) => rows.push(bytes.toString('utf8', from, to).split(delimiter)),
      cells: (_, cells) => rows.push(cells),
      malformed: () => rows.push([]),
    };
    const framer = new Framer(sink, { delimiter, eol, checkUtf8: false, maxRecords: HEADER_ROWS });
    framer.push(text);
    if (!framer.done) framer.end();
    return { delimiter, eol, ...bestHeader(item, rows) };
  });
}

function withoutBom(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether all bytes are UTF-8; a sign that is cut in two between parts is put together again. */
async function isValidUtf8(path: string): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const part of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, part as Buffer]) : (part as Buffer);
    const whole = bytes.length - cutSign(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return false;
    rest = Buffer.from(bytes.subarray(whole));
  }
  return rest.length === 0;
}

/** Bytes at the end that may be the beginning of a sign. */
function cutSign(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? back : 0;
  }
  return 0;
}

/** Reads a whole text file into a sink, decoding GB18030 on the way; `onPart` hears how many bytes were read. */
export async function frameFile(
  path: string,
  head: SourceHead,
  sink: RecordSink,
  onPart: (bytes: number) => void,
): Promise<Framer> {
  const options: FrameOptions = { delimiter: head.delimiter, eol: head.eol, checkUtf8: head.checkUtf8 };
  const framer = new Framer(sink, options);
  const decoder = head.encoding === 'gb18030' ? iconv.getDecoder('gb18030') : null;
  let first = true;
  for await (const part of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const bytes = decoder ? Buffer.from(decoder.write(part as Buffer)) : (part as Buffer);
    framer.push(first ? withoutBom(bytes) : bytes);
    first = false;
    onPart((part as Buffer).length);
  }
  const rest = decoder?.end();
  if (rest) framer.push(Buffer.from(rest));
  framer.end();
  return framer;
}
