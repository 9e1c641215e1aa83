import type { FileHandle } from 'node:fs/promises';
import { refuseFile } from './refusals.ts';

const MAX_ENTRIES = 5000;
const MAX_DIRECTORY = 4 * 1024 * 1024;
/** A worksheet of a million rows is about 400 MiB of XML. */
const MAX_UNPACKED = 512 * 1024 * 1024;
/** Sheets of repeated rows reach about 60; deflate can reach 1,032. Judged from 10 MiB on. */
const MAX_RATIO = 200;
const RATIO_FROM = 10 * 1024 * 1024;

interface Entry {
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

/**
 * Checks a workbook by its central directory alone, nothing is unpacked. Refuses bombs (size, ratio, number, overlapping
 * entries), passwords, macros, names that leave the folder, anything before, between or behind, and other zip files (false).
 * What a sheet really unpacks to is still to be limited by its reader: a directory can lie.
 */
export async function checkXlsx(file: FileHandle, size: number): Promise<boolean> {
  const entries = await readDirectory(file, size);
  const names = new Set(entries.map((entry) => entry.name));
  if (!names.has('[Content_Types].xml') || !names.has('xl/workbook.xml')) return false;
  if (names.size !== entries.length) throw refuseFile('file-polyglot');
  for (const entry of entries) checkEntry(entry);
  checkSizes(entries);
  await checkLayout(file, entries);
  return true;
}

function checkEntry({ name, flags, method }: Entry): void {
  if (flags & 1) throw refuseFile('file-encrypted');
  if (/vbaProject|macrosheets|\/activeX\//i.test(name)) throw refuseFile('file-macro');
  if (/^\/|(^|\/)\.\.(\/|$)|[\0\\:]/.test(name)) throw refuseFile('file-polyglot');
  if (method !== 0 && method !== 8) throw refuseFile('file-broken');
}

function checkSizes(entries: Entry[]): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > MAX_UNPACKED) throw refuseFile('file-bomb');
  for (const entry of entries) {
    if (entry.unpacked > RATIO_FROM && entry.unpacked > entry.packed * MAX_RATIO) throw refuseFile('file-bomb');
    if (entry.method === 0 && entry.packed !== entry.unpacked) throw refuseFile('file-broken');
  }
}

/** Every entry starts where its own header stands, and none reaches into the next one. */
async function checkLayout(file: FileHandle, entries: Entry[]): Promise<void> {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  if (sorted[0]?.offset !== 0) throw refuseFile('file-polyglot');
  let free = 0;
  for (const entry of sorted) {
    if (entry.offset < free) throw refuseFile('file-bomb');
    const head = await readAt(file, entry.offset, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw refuseFile('file-broken');
    const name = await readAt(file, entry.offset + 30, head.readUInt16LE(26));
    if (name.toString('utf8') !== entry.name) throw refuseFile('file-polyglot');
    free = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28) + entry.packed;
  }
}

async function readDirectory(file: FileHandle, size: number): Promise<Entry[]> {
  const tail = await readAt(file, Math.max(0, size - 65_557), 65_557);
  const at = tail.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (at < 0 || at + 22 > tail.length) throw refuseFile('file-broken');
  if (at + 22 + tail.readUInt16LE(at + 20) !== tail.length) throw refuseFile('file-polyglot');
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > MAX_ENTRIES || length > MAX_DIRECTORY) throw refuseFile('file-bomb');
  if (start + length !== Math.max(0, size - 65_557) + at) throw refuseFile('file-polyglot');
  const directory = await readAt(file, start, length);
  const entries: Entry[] = [];
  let next = 0;
  for (let i = 0; i < count; i++) {
    const entry = readEntry(directory, next);
    entries.push(entry.entry);
    next = entry.next;
  }
  if (next !== directory.length) throw refuseFile('file-polyglot');
  return entries;
}

function readEntry(directory: Buffer, at: number): { entry: Entry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw refuseFile('file-broken');
  const nameLength = directory.readUInt16LE(at + 28);
  const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw refuseFile('file-broken');
  const entry = {
    flags: directory.readUInt16LE(at + 8),
    method: directory.readUInt16LE(at + 10),
    packed: directory.readUInt32LE(at + 20),
    unpacked: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
    name: directory.toString('utf8', at + 46, at + 46 + nameLength),
  };
  if ([entry.packed, entry.unpacked, entry.offset].includes(0xffffffff)) throw refuseFile('file-bomb');
  return { entry, next };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
