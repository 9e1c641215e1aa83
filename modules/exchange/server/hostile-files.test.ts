import { crc32, deflateRawSync } from 'node:zlib';
import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { workOff } from '@shouwang/platform/jobs/jobs.ts';
import { type TestApp, testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { anItem, aSettlement, aTable, csvText } from '../fixtures.ts';
import { defineExchangeJobs } from './door.ts';
import { exchangeRoutes } from './routes.ts';
import { HEALTH_OFFICE, reportOf, sendFile } from './testing.ts';

const database = useTestDatabase();
let server: TestApp;
const good = csvText(aTable(anItem('YB-02'), [aSettlement(1), aSettlement(2)]));
const send = (content: Buffer | string, given: { item?: string; period?: string } = {}) =>
  sendFile(server, HEALTH_OFFICE, { item: 'YB-02', period: '202609', content, ...given });

beforeAll(async () => {
  await loadDivisions();
  server = await testApp(exchangeRoutes);
  defineExchangeJobs();
});

describe('hostile uploads', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['a web page', '<html><script>alert(1)</script>', 'file-active'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), 'file-kind'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'file-kind'],
    ['NUL bytes within the text', `${good}\0\0`, 'file-encoding'],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')]), 'file-encoding'],
  ])('%s is refused at the door', async (_, content, code) => {
    expect(await send(content)).toMatchObject({
      status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
      body: { code },
    });
  });

  it('unknown items, months to come and missing fields are refused before the file is read', async () => {
    expect(await send(good, { item: 'ZZ-99' })).toMatchObject({ status: 422, body: { code: 'item-unknown' } });
    expect(await send(good, { period: '209901' })).toMatchObject({ status: 422, body: { code: 'period-in-future' } });
    expect(await send(good, { period: '202613' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', fields: [{ path: 'period' }] },
    });
    expect(
      await server.call(HEALTH_OFFICE, { method: 'POST', url: '/api/exchange/imports', payload: {} }),
    ).toMatchObject({ status: 400, body: { code: 'file-missing' } });
  });

  it('a table of something else ends as not readable, with what to do, and the original stays', async () => {
    const sent = await send('甲,乙\n1,2\n');
    await workOff(database.url);
    const report = await reportOf(server, HEALTH_OFFICE, sent.body.batch.id);
    expect(report).toMatchObject({
      state: 'failed',
      failure: { code: 'header-not-found' },
      progress: { stage: 'failed' },
    });
    const original = await server.call<string>(HEALTH_OFFICE, {
      method: 'GET',
      url: `/api/exchange/imports/${report.id}/original`,
    });
    expect(original).toMatchObject({ status: 200, body: '甲,乙\n1,2\n' });
  });

  it('a workbook that unpacks to far more than it says costs bounded memory and ends with a refusal', async () => {
    const book = await lyingWorkbook();
    const before = process.memoryUsage().rss;
    const sent = await send(book);
    if (sent.status === 202) {
      await workOff(database.url);
      expect(await reportOf(server, HEALTH_OFFICE, sent.body.batch.id)).toMatchObject({
        state: 'failed',
        failure: { code: expect.stringMatching(/^workbook-/) },
      });
    } else expect(sent.status).toBe(422);
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(600);
  }, 60_000);
});

/** A workbook whose shared strings unpack to 600 MiB while the directory speaks of 9 MiB. */
async function lyingWorkbook(): Promise<Buffer> {
  const book = Buffer.from(
    await writeXlsx({ sheets: [{ name: '数据', rows: aTable(anItem('YB-02'), [aSettlement(3)]) }] }),
  );
  const text = Buffer.alloc(
    600 * 1_048_576,
    '<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>',
  );
  const packed = deflateRawSync(text, { level: 1 });
  return withEntry(book, { name: 'xl/sharedStrings.xml', packed, claimed: 9 * 1_048_576, crc: crc32(text) });
}

interface Entry {
  name: string;
  packed: Buffer;
  claimed: number;
  crc: number;
}

/** Puts another content under a name of a zip file, sizes as claimed. */
function withEntry(zip: Buffer, entry: Entry): Buffer {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const count = zip.readUInt16LE(end + 10);
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    const head = Buffer.from(zip.subarray(at, at + 46 + zip.readUInt16LE(at + 28)));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    const name = head.toString('utf8', 46);
    const start = head.readUInt32LE(42);
    const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const swapped = name === entry.name;
    const body = swapped ? entry.packed : zip.subarray(data, data + head.readUInt32LE(20));
    if (swapped) {
      head.writeUInt16LE(8, 10);
      head.writeUInt32LE(entry.crc, 16);
      head.writeUInt32LE(entry.claimed, 24);
    }
    head.writeUInt16LE(0, 8);
    head.writeUInt32LE(body.length, 20);
    head.writeUInt16LE(0, 30);
    head.writeUInt16LE(0, 32);
    head.writeUInt32LE(offset, 42);
    const local = Buffer.concat([
      Buffer.from('504b0304', 'hex'),
      head.subarray(6, 30),
      Buffer.alloc(2),
      head.subarray(46),
      body,
    ]);
    local.writeUInt16LE(head.length - 46, 26);
    locals.push(local);
    directory.push(head);
    offset += local.length;
  }
  const tail = Buffer.from(zip.subarray(end, end + 22));
  tail.writeUInt32LE(Buffer.concat(directory).length, 12);
  tail.writeUInt32LE(offset, 16);
  tail.writeUInt16LE(0, 20);
  return Buffer.concat([...locals, ...directory, tail]);
}
