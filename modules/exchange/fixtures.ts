import { checkCharacter } from '@shouwang/platform/crypto/id-number.ts';
import { findItem } from './catalogue.ts';
import { type CatalogueItem, lastDayOf } from './rules.ts';

/** A valid ID number made from a serial: county, year of birth 1960-1999, sequence 001-994. */
export function anId(serial: number, area = '440229'): string {
  const year = 1960 + (serial % 40);
  const body = `${area}${year}0${1 + (serial % 9)}1${serial % 10}${String(1 + (Math.floor(serial / 40) % 994)).padStart(3, '0')}`;
  return body + checkCharacter(body);
}

/** An item of the catalogue; a test that names an unknown one is wrong. */
export function anItem(code: string): CatalogueItem {
  const item = findItem(code);
  if (!item) throw new Error(`no item ${code}`);
  return item;
}

/** Cells of a good YB-02 row by header; `given` replaces some. */
export function aSettlement(
  serial: number,
  given: Record<string, string> = {},
  period = '202610',
): Record<string, string> {
  return {
    证件号码: anId(serial),
    姓名: '涂有娣',
    结算日期: `${lastDayOf(period).slice(0, 8)}0${1 + (serial % 9)}`,
    结算类别: '住院',
    总费用: '12000.00',
    统筹支付: '7000.00',
    大病保险支付: '0.00',
    医疗救助支付: '1000.00',
    个人自付: '4000.00',
    参保状态: '参保',
    结算单号: `YB${period}${String(serial).padStart(7, '0')}`,
    ...given,
  };
}

/** A table of an item: header and rows in the order of the catalogue. */
export function aTable(item: CatalogueItem, rows: readonly Record<string, string>[]): string[][] {
  const headers = item.fields.map((field) => field.header);
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))];
}

/** A table as CSV text. */
export function csvText(table: readonly (readonly string[])[], eol = '\n'): string {
  return table
    .map(
      (cells) =>
        cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + eol,
    )
    .join('');
}
