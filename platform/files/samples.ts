/** Tests only: small good files and a zip writer with which bad ones are made. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  data: Buffer;
  /** What the directory says instead of the truth. */
  claims?: { unpacked?: number; packed?: number; flags?: number; method?: number; offset?: number; localName?: string };
}

export function zip(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claims } of entries) {
    const body = deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(claims?.method ?? 8, 8);
    const localName = Buffer.from(claims?.localName ?? name);
    local.writeUInt16LE(localName.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(claims?.flags ?? 0, 8);
    entry.writeUInt16LE(claims?.method ?? 8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(claims?.packed ?? body.length, 20);
    entry.writeUInt32LE(claims?.unpacked ?? data.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(claims?.offset ?? offset, 42);
    locals.push(local, localName, body);
    directory.push(entry, Buffer.from(name));
    offset += 30 + localName.length + body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

export const workbook: ZipEntry[] = [
  { name: '[Content_Types].xml', data: Buffer.from('<Types/>') },
  { name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') },
  { name: 'xl/worksheets/sheet1.xml', data: Buffer.from('<sheetData>一二三</sheetData>') },
];

export function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

export function png(width = 1, height = 1, extra: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    ...extra,
    pngChunk('IDAT', deflateSync(Buffer.from([0, 127]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function jpegSegment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A TIFF block with orientation and GPS latitude, in either byte order. */
export function exif(orientation: number, little = true): Buffer {
  const tiff = Buffer.alloc(26 + 12 + 18 + 24);
  const u16 = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(2, 8);
  const entry = (at: number, [tag, type, count]: [number, number, number]) => {
    u16(tag, at);
    u16(type, at + 2);
    u32(count, at + 4);
  };
  entry(10, [0x0112, 3, 1]);
  u16(orientation, 18);
  entry(22, [0x8825, 4, 1]);
  u32(38, 30);
  u16(1, 38);
  entry(40, [2, 5, 3]);
  u32(56, 48);
  [24, 1, 20, 1, 31, 1].forEach((value, i) => {
    u32(value, 56 + i * 4);
  });
  return jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

export function jpeg(options: { segments?: Buffer[]; size?: [number, number]; tail?: Buffer } = {}): Buffer {
  const [width, height] = options.size ?? [8, 8];
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    ...(options.segments ?? []),
    jpegSegment(0xdb, Buffer.alloc(65, 1)),
    jpegSegment(0xc0, frame),
    jpegSegment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
    Buffer.from([0xff, 0xd9]),
    options.tail ?? Buffer.alloc(0),
  ]);
}

export const pdf = (body = '1 0 obj <</Type /Catalog>> endobj', tail = '%%EOF\n') =>
  Buffer.from(`%PDF-1.7\n%\xe2\xe3\xcf\xd3\n${body}\nxref\ntrailer <</Root 1 0 R>>\nstartxref\n9\n${tail}`, 'latin1');
