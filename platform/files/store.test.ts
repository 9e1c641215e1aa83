import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exif, jpeg, jpegSegment, pdf, png, pngChunk, workbook, zip } from './samples.ts';
import {
  copyFileTo,
  draftPath,
  type FileKind,
  fileIsIntact,
  filePath,
  openFile,
  putFile,
  sweepDrafts,
} from './store.ts';

const before = process.env.SHOUWANG_DATA;
let folder: string;
const all: FileKind[] = ['pdf', 'png', 'jpeg', 'xlsx', 'csv'];
const options = { maxBytes: 1_000_000, kinds: all };
const contentOf = async (hash: string) => Buffer.concat(await openFile(hash).toArray());
const drafts = () => readdirSync(join(folder, 'files', 'draft'));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  process.env.SHOUWANG_DATA = folder;
});
afterAll(() => {
  if (before === undefined) delete process.env.SHOUWANG_DATA;
  else process.env.SHOUWANG_DATA = before;
  rmSync(folder, { recursive: true, force: true });
});

describe('a good file', () => {
  const good: [string, Buffer, FileKind, string | null][] = [
    ['pdf', pdf(), 'pdf', null],
    ['png', png(), 'png', null],
    ['jpeg', jpeg(), 'jpeg', null],
    ['xlsx', zip(workbook), 'xlsx', null],
    ['csv in UTF-8', Buffer.from('\ufeff证件号码,姓名\r\n1,曾木生\r\n'), 'csv', 'utf-8'],
    ['csv in GB18030', iconv.encode('证件号码,姓名\r\n1,𠮷田·阿卜\r\n', 'gb18030'), 'csv', 'gb18030'],
    [
      'pdf with /JS by chance in a picture',
      pdf('1 0 obj <</Length 9>>\nstream\nx/JS y/XFA z\nendstream endobj'),
      'pdf',
      null,
    ],
  ];

  it.each(good)('%s is kept under its SM3', async (_name, bytes, kind, encoding) => {
    const stored = await putFile(bytes, options);
    expect(stored).toMatchObject({ kind, encoding, size: bytes.length });
    expect(stored.hash).toBe(createHash('sm3').update(bytes).digest('hex'));
    expect(stored.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(filePath(stored.hash)).toBe(join(folder, 'files', stored.hash.slice(0, 2), stored.hash));
    expect(await contentOf(stored.hash)).toEqual(bytes);
    expect(await fileIsIntact(stored.hash)).toBe(true);
    expect(drafts()).toEqual([]);
  });

  it('is the same from a stream in small parts, and is kept once', async () => {
    const bytes = iconv.encode('村组,户数\r\n上屋组,31\r\n', 'gb18030');
    const parts = [...bytes].map((byte) => Buffer.from([byte]));
    const first = await putFile(Readable.from(parts), options);
    const again = await putFile(bytes, options);
    expect(again).toEqual(first);
    expect(
      readdirSync(join(folder, 'files', first.hash.slice(0, 2))).filter((name) => name === first.hash),
    ).toHaveLength(1);
  });

  it('that was damaged on the disk is noticed, and replaced when it comes again', async () => {
    const { hash } = await putFile(Buffer.from('a,b\n1,2\n'), options);
    const sealed = readFileSync(filePath(hash));
    const flipped = Buffer.from(sealed);
    flipped[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    for (const damaged of ['a,b\n1,2', sealed.subarray(0, 20), sealed.subarray(0, -1), flipped]) {
      writeFileSync(filePath(hash), damaged);
      expect(await fileIsIntact(hash)).toBe(false);
      await expect(contentOf(hash)).rejects.toThrow('not what its address says');
      await putFile(Buffer.from('a,b\n1,2\n'), options);
      expect(await fileIsIntact(hash)).toBe(true);
    }
    expect(await fileIsIntact('0'.repeat(64))).toBe(false);
  });

  it.each(['sm4', 'aes'])('is sealed on the disk with %s, with another start each time', async (cipher) => {
    process.env.SHOUWANG_FIELD_CIPHER = cipher;
    const bytes = Buffer.from(`证件号码,密码\n${'99019920000101001X,1\n'.repeat(9_000)}${cipher}`);
    const { hash, size } = await putFile(bytes, options);
    const first = readFileSync(filePath(hash));
    rmSync(filePath(hash));
    await putFile(bytes, options);
    delete process.env.SHOUWANG_FIELD_CIPHER;
    const second = readFileSync(filePath(hash));
    expect(first.includes('9901')).toBe(false);
    expect(first.length).toBe(size + 24);
    expect(second.equals(first)).toBe(false);
    expect(await contentOf(hash)).toEqual(bytes);
    const copy = join(folder, 'copy');
    await copyFileTo(hash, copy);
    expect(readFileSync(copy)).toEqual(bytes);
    rmSync(copy);
  });

  it('may be exactly as large as allowed', async () => {
    await expect(putFile(Buffer.alloc(10, 'a'), { ...options, maxBytes: 10 })).resolves.toMatchObject({ size: 10 });
  });
});

describe('a photograph', () => {
  const position = exif(6);

  it.each([true, false])(
    'loses position, device, thumbnail, comment and tail, keeps how it is turned (little endian %s)',
    async (little) => {
      const xmp = jpegSegment(
        0xe1,
        Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>24.35N</x:xmpmeta>', 'latin1'),
      );
      const colour = jpegSegment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'));
      const preview = jpegSegment(0xe2, Buffer.from('MPF\0second picture', 'latin1'));
      const iptc = jpegSegment(0xed, Buffer.from('Photoshop 3.0\0town', 'latin1'));
      const note = jpegSegment(0xfe, Buffer.from('Taken by', 'latin1'));
      const taken = jpeg({
        segments: [exif(6, little), xmp, colour, preview, iptc, note],
        tail: jpeg({ segments: [position] }),
      });
      const { hash } = await putFile(taken, options);
      const kept = await contentOf(hash);
      const upright = exifOf(kept);
      expect(upright).toEqual({ directory: 1, tag: 0x0112, orientation: 6, next: 0 });
      for (const text of ['xmpmeta', 'MPF', 'Photoshop', 'Taken by']) expect(kept.includes(text)).toBe(false);
      expect(kept.includes('ICC_PROFILE')).toBe(true);
      expect(kept.length).toBe(jpeg({ segments: [colour] }).length + 36);
    },
  );

  it('that stands upright has no EXIF at all', async () => {
    const { hash } = await putFile(jpeg({ segments: [exif(1)] }), options);
    expect(await contentOf(hash)).toEqual(jpeg());
  });

  it('keeps its position where that is evidence', async () => {
    const taken = jpeg({ segments: [position] });
    const { hash } = await putFile(taken, { ...options, keepMetadata: true });
    expect(await contentOf(hash)).toEqual(taken);
  });

  it('as PNG loses its texts too', async () => {
    const { hash } = await putFile(
      png(1, 1, [pngChunk('tEXt', Buffer.from('GPS\0 24.35')), pngChunk('eXIf', Buffer.alloc(8))]),
      options,
    );
    expect(await contentOf(hash)).toEqual(png());
  });

  function exifOf(bytes: Buffer) {
    const at = bytes.indexOf('Exif\0\0') + 6;
    return {
      directory: bytes.readUInt16LE(at + 8),
      tag: bytes.readUInt16LE(at + 10),
      orientation: bytes.readUInt16LE(at + 18),
      next: bytes.readUInt32LE(at + 22),
    };
  }
});

const sheet = (data: Buffer, claims: object = {}) =>
  zip([...workbook.slice(0, 2), { name: 'xl/worksheets/sheet1.xml', data, claims }]);
const hostile: [string, Buffer, string][] = [
  ['nothing', Buffer.alloc(0), 'file-empty'],
  ['one byte too many', Buffer.alloc(1_000_001, 'a'), 'file-too-large'],
  [
    'SVG with a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    'file-active',
  ],
  ['SVG behind a byte order mark and spaces', Buffer.from('\ufeff \r\n<?xml version="1.0"?><svg/>'), 'file-active'],
  [
    'SVG under another prefix',
    Buffer.from('<a:svg xmlns:a="http://www.w3.org/2000/svg" a:onload="x()"/>'),
    'file-active',
  ],
  ['HTML called CSV', Buffer.from('姓名,<script src=//x></script>\n'), 'file-active'],
  ['shell script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'file-active'],
  ['Windows program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'file-kind'],
  ['ELF program', Buffer.from('7f454c4602010100000000000000000002003e00', 'hex'), 'file-kind'],
  ['GIF with script in a comment', Buffer.from('GIF89a\x01\x00\x01\x00alert', 'latin1'), 'file-kind'],
  ['text in UTF-16', Buffer.from('\ufeff姓名', 'utf16le'), 'file-encoding'],
  ['text with escape codes for terminals', Buffer.from('a,b\n\u001b[2J,1\n'), 'file-encoding'],
  ['bytes of no encoding', Buffer.from('a,b\n\xff\xff\xff', 'latin1'), 'file-encoding'],
  ['CSV that a PDF reader opens', Buffer.from('a,b\n%PDF-1.4\n1 0 obj'), 'file-polyglot'],
  ['PDF with JavaScript', pdf('1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>>>> endobj'), 'file-active'],
  ['PDF with JavaScript written in hex', pdf('1 0 obj <</S /#4a#61vaScript>> endobj'), 'file-active'],
  ['PDF with short script key only', pdf('1 0 obj <</JS (x)>> endobj'), 'file-active'],
  ['PDF that starts a program', pdf('1 0 obj <</S /Launch /F (cmd.exe)>> endobj'), 'file-active'],
  ['PDF with a file within', pdf('1 0 obj <</EmbeddedFiles 2 0 R>> endobj'), 'file-active'],
  ['PDF with a password', pdf('trailer <</Encrypt 5 0 R>>'), 'file-encrypted'],
  ['PDF cut off', pdf().subarray(0, 60), 'file-broken'],
  ['PDF with a zip behind', Buffer.concat([pdf(), zip(workbook)]), 'file-polyglot'],
  ['PDF that is a web page', pdf('<html><script>alert(1)</script>'), 'file-polyglot'],
  ['PDF with a page of bytes behind', Buffer.concat([pdf(), Buffer.alloc(3000, 'x')]), 'file-polyglot'],
  ['PNG cut off', png().subarray(0, 50), 'file-broken'],
  ['PNG with a wrong checksum', Buffer.from(png().map((byte, i) => (i === 20 ? byte ^ 1 : byte))), 'file-broken'],
  ['PNG of 10 thousand million pixels', png(100_000, 100_000), 'file-bomb'],
  ['PNG without a picture', Buffer.concat([png().subarray(0, 33), pngChunk('IEND', Buffer.alloc(0))]), 'file-broken'],
  ['JPEG cut off', jpeg().subarray(0, jpeg().length - 2), 'file-broken'],
  ['JPEG without a picture', Buffer.from('ffd8ffd9', 'hex'), 'file-broken'],
  ['JPEG of 4,000 million pixels', jpeg({ size: [65_535, 65_535] }), 'file-bomb'],
  ['JPEG with a segment beyond its end', Buffer.from('ffd8ffe1ffff00', 'hex'), 'file-broken'],
  ['zip that is no workbook', zip([{ name: 'a.txt', data: Buffer.from('x') }]), 'file-kind'],
  ['Word document', zip([...workbook.slice(0, 1), { name: 'word/document.xml', data: Buffer.from('x') }]), 'file-kind'],
  ['workbook with a sheet of 64 MiB of zeros', sheet(Buffer.alloc(64 << 20)), 'file-bomb'],
  ['workbook that claims 3 GB', sheet(Buffer.from('x'), { unpacked: 3_000_000_000 }), 'file-bomb'],
  [
    'workbook of 64 sheets that claim 9 MiB each',
    zip([
      ...workbook,
      ...Array.from({ length: 64 }, (_, i) => ({
        name: `xl/s${i}`,
        data: Buffer.from('x'),
        claims: { unpacked: 9 << 20 },
      })),
    ]),
    'file-bomb',
  ],
  ['workbook in zip64', sheet(Buffer.from('x'), { unpacked: 0xffffffff }), 'file-bomb'],
  [
    'workbook with entries one over the other',
    zip([...workbook, { name: 'b', data: Buffer.from('y'), claims: { offset: 0, localName: 'b' } }]),
    'file-bomb',
  ],
  ['workbook with macros', zip([...workbook, { name: 'xl/vbaProject.bin', data: Buffer.from('x') }]), 'file-macro'],
  ['workbook with a password', sheet(Buffer.from('x'), { flags: 1 }), 'file-encrypted'],
  [
    'workbook with a path out of its folder',
    zip([...workbook, { name: '../../etc/cron.d/x', data: Buffer.from('x') }]),
    'file-polyglot',
  ],
  [
    'workbook with another name in the local header',
    sheet(Buffer.from('x'), { localName: 'xl/worksheets/sheet9.xml' }),
    'file-polyglot',
  ],
  [
    'workbook with the same entry twice',
    zip([...workbook, workbook[2] ?? { name: '', data: Buffer.alloc(0) }]),
    'file-polyglot',
  ],
  ['workbook with something behind', Buffer.concat([zip(workbook), Buffer.from('<html>')]), 'file-polyglot'],
  ['workbook cut off', zip(workbook).subarray(0, 200), 'file-broken'],
];

describe(`hostile files, ${hostile.length}`, () => {
  it.each(hostile)('%s', async (_name, bytes, code) => {
    const count = countFiles();
    const refused = await putFile(bytes, options).then(
      () => null,
      (error) => error,
    );
    expect(refused).toMatchObject({ name: 'Refusal', code });
    expect(refused.detail).toMatch(/[\u4e00-\u9fff]/);
    expect(drafts()).toEqual([]);
    expect(countFiles()).toBe(count);
  });

  const countFiles = () => readdirSync(join(folder, 'files'), { recursive: true }).length;

  it('a name of the active content split over two parts is found too', async () => {
    const bytes = pdf('1 0 obj <</S /JavaScript>> endobj');
    const at = bytes.indexOf('/JavaS') + 4;
    await expect(
      putFile(Readable.from([Buffer.alloc(0), bytes.subarray(0, at), bytes.subarray(at)]), options),
    ).rejects.toMatchObject({
      code: 'file-active',
    });
  });

  it('a kind that is good, but not wanted here', async () => {
    await expect(putFile(pdf(), { ...options, kinds: ['jpeg'] })).rejects.toMatchObject({
      code: 'file-kind',
      status: 415,
      detail: '只接收JPEG照片，这个文件不是。',
    });
    await expect(putFile(Buffer.from('a,b'), { ...options, kinds: ['jpeg'] })).rejects.toMatchObject({
      code: 'file-kind',
    });
  });

  it('an endless stream is broken off at the limit', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 65_536;
        this.push(Buffer.alloc(65_536, 'a'));
      },
    });
    await expect(putFile(endless, { ...options, maxBytes: 300_000 })).rejects.toMatchObject({
      code: 'file-too-large',
      status: 413,
    });
    expect(endless.destroyed).toBe(true);
    expect(given).toBeLessThan(1_000_000);
  });

  it('a stream that breaks leaves nothing behind', async () => {
    const breaks = Readable.from(
      (async function* () {
        yield Buffer.from('a,b\n');
        throw new Error('connection lost');
      })(),
    );
    await expect(putFile(breaks, options)).rejects.toThrow('connection lost');
    expect(drafts()).toEqual([]);
  });

  it.each(['../../etc/passwd', 'A'.repeat(64), '', `${'0'.repeat(63)}/`])('the address %j is none', (hash) => {
    expect(() => filePath(hash)).toThrow('not-found');
    expect(() => openFile(hash)).toThrow('not-found');
  });
});

it('old drafts are swept, new ones stay', async () => {
  const path = (name: string) => join(folder, 'files', 'draft', name);
  for (const name of ['old', 'new']) writeFileSync(path(name), 'x');
  utimesSync(path('old'), 1_000_000, 1_000_000);
  expect(await sweepDrafts()).toBe(1);
  expect([existsSync(path('old')), existsSync(path('new'))]).toEqual([false, true]);
  rmSync(path('new'));
});

it('what a program that has ended left behind is swept at once, folders too; what one that goes on works on stays', async () => {
  const [machine, pid, start] = basename(draftPath()).split('-');
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const names = {
    own: `${machine}-${pid}-${start}-a`,
    before: `${machine}-${pid}-00000000-b`,
    living: `${machine}-${process.ppid}-00000000-c`,
    ended: `${machine}-${ended}-00000000-d`,
    elsewhere: `00000000-${ended}-00000000-e`,
  };
  for (const name of Object.values(names)) {
    mkdirSync(join(folder, 'files', 'draft', name), { recursive: true });
    writeFileSync(join(folder, 'files', 'draft', name, 'rows.txt'), 'x');
  }
  expect(await sweepDrafts()).toBe(2);
  expect(drafts().sort()).toEqual([names.own, names.living, names.elsewhere].sort());
  for (const name of drafts()) rmSync(join(folder, 'files', 'draft', name), { recursive: true });
});
