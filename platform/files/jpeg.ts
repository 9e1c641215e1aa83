import { refuseFile } from './refusals.ts';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const COMMENT = 0xfe;
const MAX_PIXELS = 120_000_000;

interface Segment {
  marker: number;
  start: number;
  end: number;
}

/**
 * A photograph without position, device, time, thumbnail and comments: EXIF, XMP, IPTC and whatever follows the end of
 * the picture are dropped, colour profile kept; of EXIF only the turning of the picture comes back. With `keepMetadata`
 * (position as evidence) the segments stay and only the tail is cut. Refuses broken files and pictures over 120 MP.
 */
export function cleanJpeg(bytes: Buffer, options: { keepMetadata?: boolean } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from([0xff, SOI])];
  let turned: Buffer | null = null;
  let at = 2;
  let pictures = 0;
  for (;;) {
    const segment = readSegment(bytes, at);
    checkSize(bytes, segment);
    if (segment.marker === EOI) break;
    const body = bytes.subarray(segment.start, segment.end);
    if (options.keepMetadata || isKept(segment.marker, body)) parts.push(body);
    else if (segment.marker === APP1) turned ??= orientationOnly(body);
    at = segment.end;
    if (segment.marker !== SOS) continue;
    pictures++;
    const scanEnd = endOfScan(bytes, at);
    parts.push(bytes.subarray(at, scanEnd));
    at = scanEnd;
  }
  if (pictures === 0) throw refuseFile('file-broken');
  if (turned) parts.splice(afterJfif(parts), 0, turned);
  return Buffer.concat([...parts, Buffer.from([0xff, EOI])]);
}

function readSegment(bytes: Buffer, from: number): Segment {
  let at = from;
  if (bytes[at] !== 0xff) throw refuseFile('file-broken');
  while (bytes[at] === 0xff) at++;
  const marker = bytes[at];
  if (marker === undefined || marker === 0 || marker === SOI) throw refuseFile('file-broken');
  if (marker === EOI) return { marker, start: from, end: at + 1 };
  if (at + 3 > bytes.length) throw refuseFile('file-broken');
  const end = at + 1 + bytes.readUInt16BE(at + 1);
  if (end > bytes.length || end < at + 3) throw refuseFile('file-broken');
  return { marker, start: at - 1, end };
}

/** Compressed data run to the next marker that is not a stuffed zero, a restart or a fill byte. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw refuseFile('file-broken');
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/** Frames SOF0 to SOF15 without DHT, JPG and DAC carry height and width. */
function checkSize(bytes: Buffer, { marker, start, end }: Segment): void {
  if (marker < 0xc0 || marker > 0xcf || marker === 0xc4 || marker === 0xc8 || marker === 0xcc) return;
  if (end - start < 10) throw refuseFile('file-broken');
  const pixels = bytes.readUInt16BE(start + 5) * bytes.readUInt16BE(start + 7);
  if (pixels === 0) throw refuseFile('file-broken');
  if (pixels > MAX_PIXELS) throw refuseFile('file-bomb');
}

function isKept(marker: number, body: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return body.toString('latin1', 4, 9) === 'JFIF\0';
  if (marker === 0xe2) return body.toString('latin1', 4, 16) === 'ICC_PROFILE\0';
  return marker === 0xee && body.toString('latin1', 4, 9) === 'Adobe';
}

const afterJfif = (parts: Buffer[]) => (parts[1]?.[1] === 0xe0 ? 2 : 1);

/** A new EXIF segment with nothing but the orientation, or null when the picture stands upright. */
function orientationOnly(app1: Buffer): Buffer | null {
  const value = readOrientation(app1);
  if (value < 2 || value > 8) return null;
  const exif = Buffer.from('ffe1002245786966000049492a00080000000100120103000100000000000000' + '00000000', 'hex');
  exif.writeUInt16LE(value, 28);
  return exif;
}

function readOrientation(app1: Buffer): number {
  if (app1.toString('latin1', 4, 10) !== 'Exif\0\0') return 1;
  const tiff = app1.subarray(10);
  if (tiff.length < 14) return 1;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const count = Math.min(u16(directory), 200);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (u16(entry) === 0x0112) return u16(entry + 8);
  }
  return 1;
}
