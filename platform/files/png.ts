import { crc32 } from 'node:zlib';
import { refuseFile } from './refusals.ts';

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MAX_PIXELS = 120_000_000;
/** Chunks that speak about the maker and the place instead of the picture. */
const DROPPED = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

/** Kinds of chunk without which no reader may go on; any other one with a capital first letter is unknown to us. */
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/**
 * A picture without texts, EXIF and time, and without anything behind its end. With `keepMetadata` the chunks stay.
 * Refuses broken chunks, unknown critical chunks and pictures over 120 MP.
 */
export function cleanPng(bytes: Buffer, options: { keepMetadata?: boolean } = {}): Buffer {
  const chunks = readChunks(bytes);
  const header = chunks[0];
  const valid = header?.type === 'IHDR' && chunks.some(({ type }) => type === 'IDAT');
  if (!valid || chunks.filter(({ type }) => type === 'IHDR').length > 1) throw refuseFile('file-broken');
  checkSize(header.bytes);
  const kept = chunks.filter(({ type }) => options.keepMetadata || !DROPPED.has(type));
  return Buffer.concat([PNG_SIGNATURE, ...kept.map((chunk) => chunk.bytes)]);
}

interface Chunk {
  type: string;
  bytes: Buffer;
}

function readChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let at = PNG_SIGNATURE.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    const end = at + 12 + (at + 12 > bytes.length ? 0 : bytes.readUInt32BE(at));
    if (end > bytes.length) throw refuseFile('file-broken');
    const type = bytes.toString('latin1', at + 4, at + 8);
    const damaged = crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4);
    if (damaged || (/^[A-Z]/.test(type) && !CRITICAL.has(type))) throw refuseFile('file-broken');
    chunks.push({ type, bytes: bytes.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function checkSize(header: Buffer): void {
  if (header.length !== 25) throw refuseFile('file-broken');
  const pixels = header.readUInt32BE(8) * header.readUInt32BE(12);
  if (pixels === 0) throw refuseFile('file-broken');
  if (pixels > MAX_PIXELS) throw refuseFile('file-bomb');
}
