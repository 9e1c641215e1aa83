import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { clock } from '../clock/clock.ts';
import { dataPath } from '../config.ts';
import { Refusal } from '../errors/refusal.ts';
import { cleanJpeg } from './jpeg.ts';
import { PdfCheck } from './pdf.ts';
import { cleanPng, PNG_SIGNATURE } from './png.ts';
import { type FileKind, MIME, refuseFile, refuseKind } from './refusals.ts';
import { SEAL_BYTES, sealFile, unsealFile } from './sealed.ts';
import { checkText, type TextEncoding } from './text.ts';
import { checkXlsx } from './xlsx.ts';

export type { FileKind } from './refusals.ts';

export interface PutOptions {
  /** The largest file that is taken, in bytes; the stream is broken off as soon as it is passed. */
  maxBytes: number;
  kinds: readonly FileKind[];
  /** Keeps EXIF with its position in photographs: only where the position is evidence. */
  keepMetadata?: boolean;
}

export interface StoredFile {
  /** SM3 of what is kept, 64 hex: the address. */
  hash: string;
  sha256: string;
  /** Bytes that are kept; a photograph may be smaller than what came. */
  size: number;
  kind: FileKind;
  mime: string;
  /** Of csv and text only. */
  encoding: TextEncoding | null;
}

/** Pictures are cleaned in memory, so they have a limit of their own. */
const MAX_PICTURE = 64 * 1024 * 1024;
const DRAFT_HOURS = 1;

/**
 * Keeps a file, sealed, under the SM3 of its content; the same content is kept once. What it is is found from its bytes, photographs
 * lose position and device. Refuses, with nothing left behind: `file-empty`, `file-too-large` (413), `file-kind` (415),
 * `file-broken`, `file-polyglot`, `file-active`, `file-macro`, `file-encrypted`, `file-bomb`, `file-encoding`.
 */
export async function putFile(source: Readable | Buffer, options: PutOptions): Promise<StoredFile> {
  const draft = draftPath();
  await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
  try {
    const received = await receive(source, draft, options.maxBytes);
    const { kind, encoding, cleaned } = await inspect(draft, received.size, options);
    const kept = cleaned ? await overwrite(draft, cleaned) : received;
    await moveIn(draft, kept);
    return { ...kept, kind, encoding, mime: encoding ? MIME[kind].replace('utf-8', encoding) : MIME[kind] };
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The content of a kept file; the stream fails when the content is not what was kept. Refuses `not-found` (404) for an address
 * that is none, `file-missing` (410).
 */
export function openFile(hash: string): Readable {
  const path = filePath(hash);
  if (!existsSync(path))
    throw new Refusal('file-missing', { status: 410, detail: '文件不在存储中，请联系运维从备份恢复。' });
  return unsealFile(path, hash);
}

/** Writes the content of a kept file to `target` for a program that reads paths only. The caller removes it. */
export async function copyFileTo(hash: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(openFile(hash), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
}

/** Whose a draft is: this machine, this process, this start of it. Stands before the name of every draft. */
const OWNER = [
  createHash('sha256').update(hostname()).digest('hex').slice(0, 8),
  process.pid,
  randomUUID().slice(0, 8),
];

/** A new place where content may lie in plain while it is worked on; who asks for it removes it, and what a program left behind is swept at the next start. */
export function draftPath(): string {
  return dataPath('files', 'draft', [...OWNER, randomUUID()].join('-'));
}

/** Where the sealed content of an address lies. Refuses what is not 64 hex digits, so no path can be smuggled in. */
export function filePath(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Refusal('not-found', { status: 404, detail: '没有找到这个文件。' });
  return dataPath('files', hash.slice(0, 2), hash);
}

/** Whether the content still has the hash that it is kept under; false also when it is gone. */
export async function fileIsIntact(hash: string): Promise<boolean> {
  try {
    for await (const _ of openFile(hash));
    return true;
  } catch {
    return false;
  }
}

/**
 * Removes the drafts of programs of this machine that have ended, however young, and all others of more than an hour ago; returns how many. Called at
 * the start, so that a crash leaves nothing in plain.
 */
export async function sweepDrafts(): Promise<number> {
  const folder = dataPath('files', 'draft');
  const before = clock.wall().getTime() - DRAFT_HOURS * 3_600_000;
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const made = await stat(path).catch(() => null); // another program may sweep too
    if (!made || (made.mtimeMs > before && !isAbandoned(name))) continue;
    await rm(path, { force: true, recursive: true });
    removed++;
  }
  return removed;
}

/** Whether the program that made a draft has ended; unknown, hence no, for one of another machine. */
function isAbandoned(name: string): boolean {
  const [machine, pid, start] = name.split('-');
  if (machine !== OWNER[0]) return false;
  return Number(pid) === OWNER[1] ? start !== OWNER[2] : !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

interface Received {
  hash: string;
  sha256: string;
  size: number;
}

async function receive(source: Readable | Buffer, draft: string, maxBytes: number): Promise<Received> {
  const file = await open(draft, 'wx', 0o600);
  const digest = digester();
  try {
    for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
      const part = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as string);
      if (digest.add(part) > maxBytes) throw refuseFile('file-too-large');
      await file.write(part);
    }
    await file.sync();
  } finally {
    await file.close();
    if (source instanceof Readable) source.destroy();
  }
  const received = digest.end();
  if (received.size === 0) throw refuseFile('file-empty');
  return received;
}

function digester() {
  const sm3 = createHash('sm3');
  const sha256 = createHash('sha256');
  let size = 0;
  return {
    add(part: Buffer): number {
      sm3.update(part);
      sha256.update(part);
      size += part.length;
      return size;
    },
    end: (): Received => ({ hash: sm3.digest('hex'), sha256: sha256.digest('hex'), size }),
  };
}

interface Inspected {
  kind: FileKind;
  encoding: TextEncoding | null;
  cleaned: Buffer | null;
}

async function inspect(draft: string, size: number, options: PutOptions): Promise<Inspected> {
  const file = await open(draft, 'r');
  try {
    const head = Buffer.alloc(16);
    await file.read(head, 0, 16, 0);
    const kind = kindOf(head, size, options.kinds);
    if (!kind || !options.kinds.includes(kind)) throw refuseKind(options.kinds);
    if (kind === 'jpeg' || kind === 'png')
      return { kind, encoding: null, cleaned: await cleanPicture(file, kind, size, options) };
    if (kind === 'xlsx' && !(await checkXlsx(file, size))) throw refuseKind(options.kinds);
    if (kind === 'pdf') await checkPdf(file);
    const encoding = kind === 'csv' || kind === 'text' ? await checkText(() => partsOf(file)) : null;
    return { kind, encoding, cleaned: null };
  } finally {
    await file.close();
  }
}

/** By the first bytes. Without a known signature it can only be text, which is checked to its end. */
function kindOf(head: Buffer, size: number, accepted: readonly FileKind[]): FileKind | null {
  if (/^%PDF-[12]\.\d/.test(head.toString('latin1'))) return 'pdf';
  if (head.subarray(0, 8).equals(PNG_SIGNATURE)) return 'png';
  if (head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpeg';
  if (head.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return 'xlsx';
  const utf16 = head[0] === 0xff || head[0] === 0xfe;
  if (head.subarray(0, size).includes(0) && !utf16) return null;
  if (accepted.includes('csv')) return 'csv';
  return accepted.includes('text') ? 'text' : null;
}

async function cleanPicture(
  file: FileHandle,
  kind: 'jpeg' | 'png',
  size: number,
  options: PutOptions,
): Promise<Buffer | null> {
  if (size > MAX_PICTURE) throw refuseFile('file-too-large');
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  const clean = kind === 'jpeg' ? cleanJpeg : cleanPng;
  const cleaned = clean(bytes, { keepMetadata: options.keepMetadata ?? false });
  return cleaned.equals(bytes) ? null : cleaned;
}

async function checkPdf(file: FileHandle): Promise<void> {
  const check = new PdfCheck();
  for await (const part of partsOf(file)) check.add(part);
  check.end();
}

/** From the beginning, 64 KiB at a time; unlike a stream it leaves the file open when the reader stops early. */
async function* partsOf(file: FileHandle): AsyncIterable<Buffer> {
  for (let at = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function overwrite(draft: string, content: Buffer): Promise<Received> {
  await writeFile(draft, content, { flush: true });
  const digest = digester();
  digest.add(content);
  return digest.end();
}

/** Sealed, then renamed into place whole; or dropped when the same content is there already. */
async function moveIn(draft: string, { hash, size }: Received): Promise<void> {
  const path = filePath(hash);
  const there = await stat(path).catch(() => null);
  if (there?.size === size + SEAL_BYTES && (await fileIsIntact(hash))) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const sealed = `${draft}.sealed`;
  try {
    await sealFile(draft, sealed);
    await rename(sealed, path);
  } finally {
    await rm(sealed, { force: true });
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
