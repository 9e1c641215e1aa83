import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { writeXlsxStream } from 'hucre/xlsx';
import { clock } from '../clock/clock.ts';
import { dataPath } from '../config.ts';
import { sealFile, unsealFile } from '../files/sealed.ts';
import { draftPath } from '../files/store.ts';
import { csvLine, harmless } from '../http/csv.ts';

export type ExportFormat = 'csv' | 'xlsx';
export const EXPORT_MIME: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What was made. */
export interface ExportFile {
  /** SM3 of the content. */
  hash: string;
  size: number;
}

interface RequestKey {
  county_code: string;
  id: string;
}

/** Where the sealed file of a request lies. */
export function exportPath({ county_code, id }: RequestKey): string {
  return dataPath('exports', county_code, id);
}

/** Writes rows as a file, sealed under the request's id. Rows are taken as they come: memory does not grow with their number. */
export async function writeExport(
  key: RequestKey,
  format: ExportFormat,
  rows: AsyncIterable<string[][]>,
): Promise<ExportFile> {
  const draft = draftPath();
  const target = exportPath(key);
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const sealed = `${target}.sealed`;
  try {
    const made = await keep(draft, format === 'csv' ? csvParts(rows) : xlsxParts(rows));
    await rm(sealed, { force: true });
    await sealFile(draft, sealed);
    await rename(sealed, target);
    return made;
  } finally {
    await rm(draft, { force: true });
    await rm(sealed, { force: true });
  }
}

/** The content of a request's file; the stream fails when it is not what was made. */
export function readExport(key: RequestKey, hash: string): Readable {
  return unsealFile(exportPath(key), hash);
}

/** Whether the file of a request is there. */
export async function hasExport(key: RequestKey): Promise<boolean> {
  return (await stat(exportPath(key)).catch(() => null)) !== null;
}

/** Destroys the file of a request; nothing happens when there is none. */
export async function dropExport(key: RequestKey): Promise<void> {
  await rm(exportPath(key), { force: true });
}

/** Destroys files that are older than any file may be, whatever became of their requests. Returns how many. */
export async function dropAncient(days: number): Promise<number> {
  const before = clock.wall().getTime() - days * 86_400_000;
  const files = await readdir(dataPath('exports'), { recursive: true, withFileTypes: true }).catch(() => []);
  let dropped = 0;
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = `${file.parentPath}/${file.name}`;
    const found = await stat(path).catch(() => null);
    if (!found || found.mtimeMs > before) continue;
    await rm(path, { force: true });
    dropped += 1;
  }
  return dropped;
}

async function keep(draft: string, parts: AsyncIterable<Uint8Array>): Promise<ExportFile> {
  const file = await open(draft, 'wx', 0o600);
  const sm3 = createHash('sm3');
  let size = 0;
  try {
    for await (const part of parts) {
      sm3.update(part);
      size += part.length;
      await file.write(part);
    }
  } finally {
    await file.close();
  }
  return { hash: sm3.digest('hex'), size };
}

async function* csvParts(rows: AsyncIterable<string[][]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from('\ufeff');
  for await (const some of rows) yield Buffer.from(some.map((row) => csvLine(row.map(plain))).join(''));
}

async function* xlsxParts(rows: AsyncIterable<string[][]>): AsyncGenerator<Uint8Array> {
  const each = async function* () {
    for await (const some of rows) for (const row of some) yield row.map((cell) => harmless(plain(cell)));
  };
  const stream = writeXlsxStream(each(), { name: '数据', repeatHeaders: false });
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A cell without signs that break a file or start a page of their own when somebody opens it in a browser. */
function plain(cell: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return cell.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').replace(/<(?=[a-z!?%/])/gi, '＜');
}
