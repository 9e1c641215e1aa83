import { createHash } from 'node:crypto';
import * as xlsx from '@e965/xlsx';
import { normaliseName } from '@shouwang/platform/crypto/name-key.ts';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { bruteForceScores } from './brute-force.score.ts';
import { bruteForce, canonicalId, parseCsv, tablesOf, textOf } from './brute-force.ts';
import { departmentMonth } from './department-files.ts';
import { creditCheck, ITEM_CODES, ITEMS, yuanText } from './department-items.ts';
import { csvLine } from './file-writer.ts';
import { allHouseholds, aPlan, testAreas } from './fixtures.ts';
import { Ledger, ledgerJson } from './ledger.ts';
import { WORKBOOK_ITEM } from './month-rows.ts';
import { NEAR_MISSES } from './near-misses.ts';
import { EXCLUSIONS, PLANTS } from './plants.ts';

const areas = testAreas();
const plan = aPlan({ households: 5000, seed: 11 });
const households = allHouseholds(plan, areas);
const byNumber = new Map(households.map((household) => [household.householdNo, household]));
const { files, ledger } = departmentMonth(plan, areas);
const csv = files.filter(({ name }) => name.endsWith('.csv'));
const decode = (content: Buffer, encoding: string) => iconv.decode(content, encoding);
const tables = tablesOf(csv.map(({ item, content }) => ({ item, text: textOf(item, content, decode) })));
const tableOf = (item: string) => {
  const table = tables.find((candidate) => candidate.item === item);
  if (!table) throw new Error(`no file of ${item}`);
  return table;
};
const rejected = new Set(ledger.errors.map(({ item, row }) => `${item} ${row}`));
const digest = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

describe('files', () => {
  it('are eight CSV files and one workbook, the same bytes each time', () => {
    expect(csv.map(({ item }) => item)).toEqual([...ITEM_CODES]);
    expect(files.at(-1)?.name.endsWith('.xlsx')).toBe(true);
    const again = departmentMonth(plan, areas);
    expect(again.files.map(({ content }) => digest(content))).toEqual(files.map(({ content }) => digest(content)));
    expect(ledgerJson(again.ledger)).toBe(ledgerJson(ledger));
    expect(ledgerJson(departmentMonth({ ...plan, seed: 12 }, areas).ledger)).not.toBe(ledgerJson(ledger));
  });

  it('carry the headers of the items, in three encodings, one of which GBK cannot replace', () => {
    for (const { item, header } of tables) expect(header).toEqual(ITEMS[item].headers);
    const start = (item: string) =>
      csv
        .find((file) => file.item === item)
        ?.content.subarray(0, 3)
        .toString('hex');
    expect(start('JY-01')).toBe('efbbbf');
    expect(start('YB-02')).not.toBe('efbbbf');
    const gb = csv.find(({ item }) => item === 'MZ-01')?.content ?? Buffer.alloc(0);
    expect(gb.toString('utf8')).toContain('\uFFFD');
    expect(iconv.decode(gb, 'gbk')).not.toBe(iconv.decode(gb, 'gb18030'));
  });

  it('have the header of the workbook in row 3 and the same rows as the CSV', () => {
    const book = xlsx.read(files.at(-1)?.content);
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    const rows = xlsx.utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1, defval: '', raw: true });
    expect(rows[0]?.[0]).toContain('翁源县');
    expect(rows[2]?.slice(0, 7)).toEqual(ITEMS[WORKBOOK_ITEM].headers);
    expect(rows.slice(3).map((row) => row.join('|').replace(/\|+$/u, ''))).toEqual(
      tableOf(WORKBOOK_ITEM).rows.map((row) => row.join('|').replace(/\|+$/u, '')),
    );
  });
});

describe('ledger', () => {
  it('fits its contract and counts the files exactly', () => {
    expect(Ledger.strict().safeParse(ledger).success).toBe(true);
    expect(ledger.households).toBe(5000);
    expect(ledger.persons).toBe(households.reduce((sum, { members }) => sum + members.length, 0));
    const ids = new Set(households.flatMap(({ members }) => members.map(({ idNumber }) => idNumber)));
    for (const count of ledger.files) {
      const { rows } = tableOf(count.item);
      expect(count.rows).toBe(rows.length);
      const accepted = rows.filter((_, i) => !rejected.has(`${count.item} ${i + 1}`));
      expect(count.rejected).toBe(rows.length - accepted.length);
      const known = accepted.filter((row) => ids.has(canonicalId(row[0] ?? '')));
      expect([count.matched, count.unmatched]).toEqual([known.length, accepted.length - known.length]);
    }
  });

  it('names all hits that an independent reading finds, and no other', () => {
    const options = { skip: rejected, month: plan.month, lineFen: plan.lineFen };
    const found = bruteForce(households, tables, options).map(({ householdNo, code }) => `${householdNo} ${code}`);
    const events = ledger.events.map(({ householdNo, expects }) => `${householdNo} ${expects}`);
    const causes = ledger.registryCauses.map(({ householdNo, expects }) => `${householdNo} ${expects}`);
    expect(found).toEqual([...new Set([...events, ...causes])].sort());
  });

  it('names all households that a count of the twelve indicators over the files finds poor, with their score', () => {
    const options = { skip: rejected, month: plan.month, lineFen: plan.lineFen };
    expect(ledger.multidimensional).toEqual(bruteForceScores(households, tables, options));
    expect(ledger.multidimensional.length).toBeGreaterThan(2);
    for (const { householdNo } of ledger.multidimensional)
      expect(ledger.flagged.find((flagged) => flagged.householdNo === householdNo)?.codes).toContain('AF');
  });

  it('has every plant at least once, and flags half a per cent to one and a fifth', () => {
    expect(ledger.unplaced).toEqual([]);
    const keys = new Set([...ledger.events, ...ledger.nearMisses].map(({ key }) => key));
    for (const kind of [...PLANTS, ...EXCLUSIONS, ...NEAR_MISSES]) expect(keys).toContain(kind.key);
    const share = ledger.flagged.length / ledger.households;
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.012);
  });

  it('points at the rows of the planted people', () => {
    for (const { item, rows, householdNo, memberIndex } of [...ledger.events, ...ledger.nearMisses]) {
      const member = byNumber.get(householdNo)?.members[memberIndex];
      for (const row of rows)
        expect(tableOf(item).rows[row - 1]?.slice(0, 2)).toEqual([member?.idNumber, member?.name]);
    }
  });

  it('does not flag a near miss or put two causes on a planted household', () => {
    const flagged = new Map(ledger.flagged.map(({ householdNo, codes }) => [householdNo, codes]));
    for (const { householdNo } of ledger.nearMisses) expect(flagged.has(householdNo)).toBe(false);
    for (const { householdNo, expects, level } of ledger.events)
      if (level !== null) expect(flagged.get(householdNo)?.filter((code) => code !== 'AF')).toEqual([expects]);
  });
});

describe('planted errors', () => {
  it('stand where the ledger says, every kind at least once', () => {
    expect(new Set(ledger.errors.map(({ code }) => code)).size).toBe(13);
    for (const { item, row, column, value } of ledger.errors) {
      const table = tableOf(item);
      const cells = table.rows[row - 1] ?? [];
      if (column) expect(cells[table.header.indexOf(column)]).toBe(value);
    }
  });

  it('are errors: the row is wrong in the way that its code names', () => {
    const wrong: Record<string, (row: string[], header: string[], value: string) => boolean> = {
      ID_LENGTH: (_row, _header, value) => value.length === 17,
      REQUIRED_MISSING: (row) => row[1] === '',
      NOT_A_NUMBER: (_row, _header, value) => Number.isNaN(Number(value)),
      NEGATIVE_NUMBER: (_row, _header, value) => Number(value) < 0,
      DATE_IN_FUTURE: (_row, _header, value) => value > '2026-12-31',
      MONTH_INVALID: (_row, _header, value) => value.endsWith('13'),
      EXTRA_CELL: (row, header) => row.length === header.length + 1,
    };
    for (const { item, row, code, value } of ledger.errors) {
      const { rows, header } = tableOf(item);
      expect([code, wrong[code]?.(rows[row - 1] ?? [], header, value) ?? true]).toEqual([code, true]);
    }
  });

  it('has duplicates that repeat an earlier row to the letter', () => {
    const duplicates = ledger.errors.filter(({ code }) => code === 'DUPLICATE_ROW');
    expect(duplicates.length).toBeGreaterThanOrEqual(8);
    for (const { item, row } of duplicates) {
      const { rows } = tableOf(item);
      const text = rows[row - 1]?.join('|');
      expect(rows.slice(0, row - 1).some((earlier) => earlier.join('|') === text)).toBe(true);
    }
  });

  it('has settlements that come a second time with another amount, and otherwise each number once', () => {
    const repeated = ledger.errors.filter(({ code }) => code === 'DOCUMENT_REPEATED');
    expect(repeated.length).toBeGreaterThan(0);
    const { rows, header } = tableOf('YB-02');
    const at = header.indexOf('结算单号');
    for (const { row, value } of repeated) {
      const first = rows.slice(0, row - 1).find((earlier) => earlier[at] === value);
      expect(first?.[0]).toBe(rows[row - 1]?.[0]);
      expect(first).not.toEqual(rows[row - 1]);
    }
    const settled = rows.filter((_, i) => !rejected.has(`YB-02 ${i + 1}`)).map((row) => `${row[0]} ${row[at]}`);
    expect(new Set(settled).size).toBe(settled.length);
  });

  it('has people under another name in every file, and names written otherwise beside them', () => {
    expect(new Set(ledger.nameMismatches.map(({ item }) => item))).toEqual(new Set(ITEM_CODES));
    for (const { item, row, householdNo, written } of [...ledger.nameMismatches, ...ledger.nameVariants]) {
      const [id = '', name = ''] = tableOf(item).rows[row - 1] ?? [];
      const owner = byNumber.get(householdNo)?.members.find(({ idNumber }) => idNumber === id);
      expect(name).toBe(written);
      expect(normaliseName(name) === owner?.name).toBe(
        ledger.nameVariants.some((one) => one.item === item && one.row === row),
      );
    }
  });

  it('has numbers written otherwise that still belong to the household', () => {
    expect(new Set(ledger.variants.map(({ kind }) => kind)).size).toBe(4);
    for (const { item, row, householdNo } of ledger.variants) {
      const written = tableOf(item).rows[row - 1]?.[0] ?? '';
      const ids = byNumber.get(householdNo)?.members.map(({ idNumber }) => idNumber) ?? [];
      expect(ids).not.toContain(written);
      expect(ids).toContain(canonicalId(written));
    }
  });
});

describe('cells', () => {
  it('quotes what must be quoted', () => {
    expect(csvLine(['a', '6,320元', 'say "x"', ''])).toBe('a,"6,320元","say ""x""",');
    expect(parseCsv('YB-02', 'h1,h2\n"6,320元","a""b"\n').rows).toEqual([['6,320元', 'a"b']]);
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [632_000, '6320.00'],
    [499_999, '4999.99'],
  ])('writes %i fen as %s', (fen, text) => expect(yuanText(fen)).toBe(text));

  it('makes credit codes with the check character of the standard', () => {
    expect(creditCheck('91350100M000100Y4')).toBe('3');
    for (const row of tableOf('SJ-01').rows.slice(0, 50))
      expect(creditCheck(row[2]?.slice(0, 17) ?? '')).toBe(row[2]?.slice(17));
  });
});
