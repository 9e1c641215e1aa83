import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckSession, withDuck } from '@shouwang/platform/columnar/duck.ts';
import fc from 'fast-check';
import { anItem, aSettlement, aTable, csvText } from '../../fixtures.ts';
import { checkFile } from './check.ts';
import { ImportFailure } from './failure.ts';
import { explainRefused } from './refusals.ts';

/** What a proof found. A refused file is an answer, not a crash. */
export interface MalformedFilesProof {
  files: number;
  seed: number;
  refusedFiles: number;
  rowsIn: number;
  accepted: number;
  rejected: number;
  /** The smallest file that breaks the promise, the seed and why; null when none was found. */
  violation: string | null;
}

/** What is proved: the check of a file and the explanation of its refused rows. */
export interface MalformedFilesReader {
  check: typeof checkFile;
  explain: typeof explainRefused;
}

/** One way in which a file goes wrong between an office and us. */
type Damage = (bytes: Buffer) => Buffer;

const at = (share: number, bytes: Buffer) => Math.min(bytes.length, Math.floor(share * bytes.length));
const splice = (bytes: Buffer, from: number, drop: number, insert: Buffer) =>
  Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + drop)]);

const SPLINTERS = [
  '"',
  '""',
  ',',
  ',,,',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\u001f',
  '\u001e',
  '\t',
  '\u3000',
  '\ufeff',
  '\u2028',
  '=1+1',
  '#REF!',
  '-0',
  '1e9',
  '６３２０',
  'é',
  '𬍛',
  "'",
  '\\',
  ';',
  '|',
  '"\n"',
  '"a""b\n',
  '\u0085',
  '--',
  '/*',
];

const share = fc.noBias(fc.integer({ min: 0, max: 10_000 })).map((part) => part / 10_000);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.tuple(share, fc.constantFrom(...SPLINTERS), fc.nat(3)).map(
    ([where, text, drop]): Damage =>
      (bytes) =>
        splice(bytes, at(where, bytes), drop, Buffer.from(text)),
  ),
  fc.tuple(share, fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.nat(6)).map(
    ([where, noise, drop]): Damage =>
      (bytes) =>
        splice(bytes, at(where, bytes), drop, Buffer.from(noise)),
  ),
  share.map(
    (where): Damage =>
      (bytes) =>
        bytes.subarray(0, at(where, bytes)),
  ),
  fc.tuple(share, fc.nat(400)).map(
    ([where, length]): Damage =>
      (bytes) =>
        splice(bytes, at(where, bytes), 0, Buffer.alloc(length * 1000, 0x41)),
  ),
  fc.tuple(share, share).map(
    ([a, b]): Damage =>
      (bytes) =>
        Buffer.concat([
          bytes,
          bytes.subarray(Math.min(at(a, bytes), at(b, bytes)), Math.max(at(a, bytes), at(b, bytes))),
        ]),
  ),
  fc.constant<Damage>((bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r'))),
  fc.constant<Damage>((bytes) => Buffer.from(bytes.toString('utf8').replaceAll(',', '\t'))),
  fc.constant<Damage>((bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])),
);

const cell = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom(...SPLINTERS, '2026-13-02', '2026/3/2', '46327', '1,200.50', '6,320元', '9'.repeat(40)),
);
const row = fc.record({
  serial: fc.nat(5000),
  given: fc.dictionary(
    fc.constantFrom('证件号码', '姓名', '结算日期', '结算类别', '总费用', '个人自付', '参保状态', '结算单号'),
    cell,
    { maxKeys: 3 },
  ),
});
const malformedFile = fc
  .record({
    rows: fc.array(row, { minLength: 2, maxLength: 12 }),
    damages: fc.array(damage, { maxLength: 4 }),
    raw: fc.uint8Array({ maxLength: 4000 }),
    anyBytes: fc.nat(11),
  })
  .map(({ rows, damages, raw, anyBytes }) => {
    if (anyBytes === 0) return Buffer.from(raw);
    const good = Buffer.from(
      csvText(
        aTable(
          anItem('YB-02'),
          rows.map(({ serial, given }) => aSettlement(serial, given)),
        ),
      ),
    );
    return damages.reduce<Buffer>((bytes, spoil) => spoil(bytes), good);
  });

/**
 * Proof D6: checks `n` damaged files. Each must come to an end without a fault, with rows in = accepted + rejected, every physical line in
 * exactly one record, and every rejected row explained by row, column, code, reason and repair. `seeded` puts a defect into the reader, to
 * see that the proof would notice it.
 */
export async function proveMalformedFiles({
  n,
  seed,
  seeded,
}: {
  n: number;
  seed: number;
  seeded?: (right: MalformedFilesReader) => MalformedFilesReader;
}): Promise<MalformedFilesProof> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwang-malformed-'));
  const right: MalformedFilesReader = { check: checkFile, explain: explainRefused };
  const proof: MalformedFilesProof = {
    files: 0,
    seed,
    refusedFiles: 0,
    rowsIn: 0,
    accepted: 0,
    rejected: 0,
    violation: null,
  };
  try {
    const found = await withDuck(
      (db) =>
        fc.check(
          fc.asyncProperty(malformedFile, async (bytes) => {
            proof.files += 1;
            await checkOne({ db, folder, reader: seeded?.(right) ?? right }, bytes, proof);
          }),
          { numRuns: n, seed, endOnFailure: seeded !== undefined },
        ),
      { dir: join(folder, 'duck'), memoryMiB: 512, threads: 1 },
    );
    if (found.failed) proof.violation = fc.defaultReportMessage(found) ?? 'failed';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return proof;
}

interface Bench {
  db: DuckSession;
  folder: string;
  reader: MalformedFilesReader;
}

async function checkOne({ db, folder, reader }: Bench, bytes: Buffer, proof: MalformedFilesProof): Promise<void> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, bytes);
  const context = { receivedOn: '2026-11-17' };
  const item = anItem('YB-02');
  const target = { rows: join(folder, 'rows.parquet'), unmatched: join(folder, 'unmatched.parquet') };
  const task = {
    path,
    size: bytes.length,
    kind: 'csv' as const,
    item,
    countyCode: '440229',
    batchId: '01930000-0000-7000-8000-000000000001',
    period: '202610',
    context,
    members: null,
    names: null,
    scratch: join(folder, 'scratch'),
    target,
  };
  const checked = await reader
    .check(db, task, () => undefined)
    .catch((error: unknown) => {
      if (error instanceof ImportFailure) return null;
      throw error;
    });
  if (checked === null) {
    proof.refusedFiles += 1;
    return;
  }
  const seen = new Set<number>();
  for await (const page of reader.explain(db, { item, map: checked.map, context, staged: checked.staged })) {
    for (const row of page) {
      seen.add(row.rowNo);
      const complete =
        row.rowNo > checked.headerRow &&
        row.rowNo <= checked.records &&
        row.column &&
        row.code &&
        row.reason &&
        row.repair;
      if (!complete || /[0-9]{17}[0-9Xx]/.test(row.shown))
        throw new Error(`row ${row.rowNo} is not explained, or shows a number: ${JSON.stringify(row)}`);
    }
  }
  const { rowsIn, accepted, rejected, records, lines, counts } = checked;
  const allLines = physicalLines(bytes);
  const adds =
    rowsIn === accepted + rejected &&
    seen.size === rejected &&
    records === counts.headerRows + counts.blank + rowsIn &&
    lines === allLines;
  if (!adds)
    throw new Error(
      `rows do not add up: ${JSON.stringify({ rowsIn, accepted, rejected, seen: seen.size, records, counts, lines, allLines })}`,
    );
  proof.rowsIn += rowsIn;
  proof.accepted += accepted;
  proof.rejected += rejected;
}

/** Lines of a file, counted without the reader: line ends, and a last line without one. */
function physicalLines(bytes: Buffer): number {
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  const head = body.subarray(0, 256 * 1024);
  const eol = !head.includes(0x0a) && head.includes(0x0d) ? 0x0d : 0x0a;
  let lines = 0;
  for (const byte of body) if (byte === eol) lines += 1;
  return body.length > 0 && body.at(-1) !== eol ? lines + 1 : lines;
}
