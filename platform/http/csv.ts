import { Readable } from 'node:stream';

const BOM = '\ufeff';

/** A cell that a spreadsheet would run as a formula (full-width signs too) gets an apostrophe in front; plain numbers stay numbers. */
export function harmless(cell: string): string {
  if (/^[-+]?[0-9]+([.,][0-9]+)*$/.test(cell)) return cell;
  return /^[\s]*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** One CSV line with its end, formulas made harmless. */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map(harmless).map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${written.join(',')}\r\n`;
}

/** Rows as a CSV stream in UTF-8 with the mark that spreadsheets know it by. */
export function csvStream(rows: AsyncIterable<readonly string[]>): Readable {
  const text = async function* () {
    yield BOM;
    for await (const row of rows) yield csvLine(row);
  };
  return Readable.from(text());
}
