import { type Actor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { harmless } from '@shouwang/platform/http/csv.ts';
import { writeXlsx } from 'hucre/xlsx';
import { allowedValues, type CatalogueItem } from '../rules.ts';
import { type BatchKey, openBlock, type RowList } from './sealed-lines.ts';

export { csvLine, csvStream } from '@shouwang/platform/http/csv.ts';

const PAGE = 2000;
/** More rows than this are offered as CSV only: a workbook is made in memory. */
export const MAX_SHEET_ROWS = 50_000;

/** The refused rows of a file, or those to be looked at, as the office needs them: its own cells, then row number, column, reason and repair. */
export async function* reportedLines(
  actor: Actor,
  { list, batch }: { list: RowList; batch: BatchKey },
  header: readonly string[],
): AsyncGenerator<string[]> {
  yield [...header, '行号', '列', '原因', '怎么改'];
  let lines = new Map<number, string[]>();
  for (let after = -1; ; ) {
    const rows = await withScope(actor, (tx) => pageOf(tx, { list, batch }, after));
    for (const row of rows) {
      if (row.line_sealed) lines = openBlock({ list, batch }, row.row_no, row.line_sealed);
      const line = lines.get(row.row_no) ?? [];
      const cells =
        line.length === 1 && header.length > 1
          ? [line[0] ?? '', ...header.slice(1).map(() => '')]
          : header.map((_, i) => line[i] ?? '');
      yield [...cells, String(row.row_no), row.column_name, row.reason, row.repair];
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.row_no;
  }
}

function pageOf(tx: Tx, { list, batch }: { list: RowList; batch: BatchKey }, after: number) {
  return tx
    .selectFrom(list)
    .select(['row_no', 'column_name', 'reason', 'repair', 'line_sealed'])
    .where('county_code', '=', batch.county_code)
    .where('batch_id', '=', batch.id)
    .where('row_no', '>', after)
    .orderBy('row_no')
    .limit(PAGE)
    .execute();
}

/** Rows as a workbook whose cells are all text, so that no number loses its last digits. */
export async function workbookOf(rows: string[][]): Promise<Buffer> {
  return Buffer.from(await writeXlsx({ sheets: [{ name: '数据', rows: rows.map((row) => row.map(harmless)) }] }));
}

/** The template of an item: title, a row that explains each column, the header, and an example that is refused if it is left in. */
export function templateRows(item: CatalogueItem): string[][] {
  const blank = item.fields.slice(1).map(() => '');
  const help = item.fields.map((field) => {
    const words = field.values ? `（可填：${allowedValues(field).slice(0, 12).join('、')}）` : '';
    return `${field.required ? '必填' : '选填'}${field.unit ? `，单位${field.unit}` : ''}：${field.help}${words}`;
  });
  return [
    [
      `${item.code} ${item.name}（第 ${item.template} 版）；每月 ${item.pushDay} 日前报上月；示例行上传前删除`,
      ...blank,
    ],
    help,
    item.fields.map((field) => field.header),
    item.fields.map((field) => field.example),
  ];
}
