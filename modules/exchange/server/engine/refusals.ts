import type { DuckSession } from '@shouwang/platform/columnar/duck.ts';
import { type CatalogueItem, documentField, type HeaderMap } from '../../rules.catalogue.ts';
import { type CheckContext, type Fault, type FaultCode, faultOf, trimCell } from '../../rules.fields.ts';
import { maskNumbers, showValue } from '../../rules.show.ts';
import type { StagedPaths } from './check.ts';
import { malformedRows, refusedSql } from './check-sql.ts';

/** A row that the office is told of. */
export interface ReportedRow {
  rowNo: number;
  /** Header of the first faulty column; 整行 when the row as a whole is wrong. */
  column: string;
  /** The faulty value, masked where it is personal. */
  shown: string;
  code: string;
  reason: string;
  repair: string;
  /** The cells of the whole row as they came; one cell with the whole line when it could not be taken apart. */
  line: string[];
}

/** A refused row as the office gets it back. */
export interface RefusedRow extends ReportedRow {
  code: FaultCode;
}

const WHOLE_ROW = '整行';

/** What is needed to explain refused rows. */
export interface Explanation {
  item: CatalogueItem;
  map: HeaderMap;
  context: CheckContext;
  staged: StagedPaths;
}

/** Explains every refused row in the order of the file, some thousand at a time. */
export async function* explainRefused(
  db: DuckSession,
  about: Explanation,
  pageSize = 5000,
): AsyncGenerator<RefusedRow[]> {
  const { malformed, columns } = about.staged;
  await db.run(`create or replace table refused as ${refusedSql(about.staged, about.map.positions)}`);
  await db.run(`create or replace table misshapen as select * from ${malformedRows(malformed)}`);
  for (let after = 0; ; ) {
    const numbers = await db.rows<{ last: number | null }>(
      `select max(row_no) as last from (select row_no from refused where row_no > ${after} union all select row_no from misshapen where row_no > ${after} order by row_no limit ${pageSize})`,
    );
    const last = numbers[0]?.last ?? null;
    if (last === null) return;
    const between = `where row_no > ${after} and row_no <= ${last}`;
    const refused = await db.rows<Record<string, string | number | boolean | null>>(`select * from refused ${between}`);
    const broken = await db.rows<Misshapen>(`select * from misshapen ${between}`);
    const explained = [
      ...refused.map((row) => explainRow(row, about)),
      ...broken.map((row) => explainLine(row, columns)),
    ];
    yield explained.sort((a, b) => a.rowNo - b.rowNo);
    after = last;
  }
}

function explainRow(row: Record<string, string | number | boolean | null>, about: Explanation): RefusedRow {
  const { item, map, context, staged } = about;
  const line = Array.from({ length: staged.columns }, (_, i) => String(row[`c${i}`] ?? ''));
  const rowNo = Number(row.row_no);
  if (row.fault === null || row.fault === undefined) {
    return row.same
      ? { rowNo, ...twinOf(row.first_no), line }
      : { rowNo, ...repeated(row.first_no, { about, line }), line };
  }
  const field = item.fields[Number(row.fault)];
  if (!field) throw new Error('a fault points to no field');
  const at = map.positions[Number(row.fault)] ?? -1;
  const value = trimCell(at < 0 ? '' : (line[at] ?? ''));
  const fault: Fault | null = faultOf(field, value, context);
  if (fault === null) throw new Error(`row ${rowNo}: the two judgements of ${field.name} differ`);
  return { rowNo, column: field.header, shown: showValue(field, value), ...fault, line };
}

type FirstRow = string | number | boolean | null | undefined;

function twinOf(first: FirstRow) {
  const code = 'duplicate-row' as const;
  return { column: WHOLE_ROW, shown: '', code, reason: `与第 ${first} 行完全相同`, repair: '删除其中一行' };
}

/** Another word on a document that an earlier row speaks of: which of the two is right is not for the platform to say. */
function repeated(first: FirstRow, { about, line }: { about: Explanation; line: string[] }) {
  const { item, map } = about;
  const at = documentField(item);
  const field = item.fields[at];
  if (!field) throw new Error('a document is repeated in an item without documents');
  return {
    column: field.header,
    shown: showValue(field, trimCell(line[map.positions[at] ?? -1] ?? '')),
    code: 'document-repeated' as const,
    reason: `与第 ${first} 行是同一人的同一单据，内容不同`,
    repair: '只留正确的一行，整份重新上传；更正往月的报在后一期，以后一期为准',
  };
}

interface Misshapen {
  row_no: number;
  code: FaultCode;
  value: string | null;
  line: string | null;
}

const LINE_WORDS: Partial<Record<FaultCode, (columns: number) => [string, string]>> = {
  'columns-missing': (columns) => [`列数不足，应有 ${columns} 列`, '补齐缺少的列，空值也要留逗号'],
  'columns-extra': (columns) => [`多出内容，应有 ${columns} 列`, '删去多出的单元格；文字里有逗号时整格加引号'],
  'quote-unclosed': () => ['引号不成对', '删去多余的引号，或成对补上'],
  'control-character': () => ['含有不可见的控制字符', '清除后重新导出'],
  'line-too-long': () => ['一行过长，多半缺少换行', '从原程序重新导出'],
  encoding: () => ['编码混乱，文字无法读出', '用 UTF-8 重新导出'],
};

function explainLine({ row_no, code, value, line }: Misshapen, columns: number): RefusedRow {
  const [reason, repair] = LINE_WORDS[code]?.(columns) ?? ['这一行不能读取', '从原程序重新导出'];
  const shown = [...maskNumbers(value ?? '')].slice(0, 60).join('');
  return { rowNo: row_no, column: WHOLE_ROW, shown, code, reason, repair, line: [line ?? ''] };
}
