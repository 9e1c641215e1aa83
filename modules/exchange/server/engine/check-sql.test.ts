import { openDuck, sqlText } from '@shouwang/platform/columnar/duck.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../catalogue.ts';
import { anId } from '../../fixtures.ts';
import { faultOf, trimCell } from '../../rules.ts';
import { badSql } from './check-sql.ts';

const context = { receivedOn: '2026-11-17' };
const NEAR = [
  '',
  '0',
  '-0',
  '00012',
  '1.5',
  '1.55',
  '1.555',
  '1,200.50',
  '６３２０',
  '6,320元',
  '-820.00',
  '1e9',
  '.5',
  '5.',
  '+5',
  '999999999999',
  '9999999999999',
  '366',
  '367',
  '2026-11-17',
  '2026-11-18',
  '2026-13-02',
  '2026-02-29',
  '2024-02-29',
  '1899-12-31',
  '1900-01-01',
  '2026/3/2',
  '20261003',
  '46327',
  '2026-1-02',
  '0000-01-01',
  '2026-10-03 00:00:00',
  '202610',
  '202613',
  '189912',
  '210001',
  '住院',
  '住院 ',
  '参保',
  '已参保',
  '小学三年级',
  '3',
  '24',
  '一级',
  '1',
  '5',
  'A',
  'D级',
  '是',
  '否',
  '真',
  '#REF!',
  '#N/A',
  '#',
  '张三',
  '张*',
  '阿依古丽·买买提',
  '欧阳 修',
  '王2',
  '𬍛',
  'a\uFFFDb',
  "O'Brien",
  '甲'.repeat(50),
  '甲'.repeat(51),
  '甲'.repeat(101),
  `${anId(3)}44`,
  `${anId(3)}44B1`,
  `${anId(3)}84`,
  '91440229XX00000189',
  '91440229MA00000001',
  '9144022IXX0000018T',
  '9'.repeat(18),
];
const cells = fc.array(
  fc.oneof(
    fc.constantFrom(...NEAR),
    fc.string({ maxLength: 20, unit: 'grapheme' }),
    fc.stringMatching(/^[-0-9.,/年月日]{1,12}$/),
  ),
  { minLength: 40, maxLength: 80 },
);

describe('the judgement in SQL', () => {
  it('is the judgement of faultOf, for every field and any cell', async () => {
    const db = await openDuck({ memoryMiB: 256, threads: 1 });
    const fields = catalogue().flatMap((item) => item.fields.filter((field) => field.type !== 'idNumber'));
    try {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...fields), cells, async (field, raw) => {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: rows with control characters never get so far
          const texts = [...NEAR, ...raw].map(trimCell).filter((text) => !/[\u0000-\u001f\u007f]/.test(text));
          const values = texts.map((text, i) => `(${i}, ${sqlText(text)})`).join(', ');
          const rows = await db.rows<{ bad: boolean }>(
            `select ${badSql(field, 'v', context)} as bad from (values ${values}) t(i, v) order by i`,
          );
          const differ = texts.filter((text, i) => rows[i]?.bad !== (faultOf(field, text, context) !== null));
          expect(differ, `${field.name} ${field.type}`).toEqual([]);
        }),
        { numRuns: 200, seed: 42 },
      );
    } finally {
      db.close();
    }
  }, 60_000);
});
