import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { bruteForceScores } from './brute-force.score.ts';
import { bruteForce, tablesOf, textOf } from './brute-force.ts';
import { departmentMonth } from './department-files.ts';
import { allHouseholds, aPlan, testAreas } from './fixtures.ts';

const areas = testAreas();
const decode = (content: Buffer, encoding: string) => iconv.decode(content, encoding);

/** Days in the file of an item that lie behind the month, leaving out rows that are bad on purpose. */
function daysBehind({ item, header, rows }: Table, month: string, skip: ReadonlySet<string>): string[] {
  const last = `${month.slice(0, 4)}-${month.slice(4)}-31`;
  const isDay = (cell: string, at: number) => header[at]?.endsWith('日期') && /^\d{4}-\d{2}-\d{2}$/.test(cell);
  return rows
    .filter((_, index) => !skip.has(`${item} ${index + 1}`))
    .flatMap((row) => row.filter((cell, at) => isDay(cell, at) && cell > last));
}

type Table = ReturnType<typeof tablesOf>[number];

describe('a county of any month', () => {
  it.each(['202512', '202601', '202602', '202604', '202608', '202609'])(
    '%s: a plain reading of the files finds what the ledger says, and no row lies behind the month',
    (month) => {
      const plan = aPlan({ households: 2500, seed: 7, month });
      const households = allHouseholds(plan, areas);
      const { files, ledger } = departmentMonth(plan, areas);
      const csv = files.filter(({ name }) => name.endsWith('.csv'));
      const tables = tablesOf(csv.map(({ item, content }) => ({ item, text: textOf(item, content, decode) })));
      const skip = new Set(ledger.errors.map(({ item, row }) => `${item} ${row}`));
      const options = { skip, month, lineFen: plan.lineFen };
      const found = bruteForce(households, tables, options).map(({ householdNo, code }) => `${householdNo} ${code}`);
      const planted = [...ledger.events, ...ledger.registryCauses].map((one) => `${one.householdNo} ${one.expects}`);
      expect(found).toEqual([...new Set(planted)].sort());
      expect(ledger.multidimensional).toEqual(bruteForceScores(households, tables, options));
      expect(ledger.flagged.length).toBeGreaterThan(10);
      expect(tables.flatMap((table) => daysBehind(table, month, skip))).toEqual([]);
    },
    60_000,
  );
});
