import * as xlsx from '@e965/xlsx';
import iconv from 'iconv-lite';
import type { ItemSpec } from './department-items.ts';

const FLUSH = 5000;

/** Collects the rows of one CSV file and encodes them in pieces, so that a large county does not stand in memory twice. */
export class CsvFile {
  readonly #spec: ItemSpec;
  readonly #pieces: Buffer[] = [];
  #lines: string[] = [];
  #rows = 0;

  constructor(spec: ItemSpec) {
    this.#spec = spec;
    if (spec.encoding === 'utf8-bom') this.#pieces.push(Buffer.from([0xef, 0xbb, 0xbf]));
    this.#lines.push(csvLine(spec.headers));
  }

  /** Data rows written so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Writes one row and returns its number, 1 for the first under the header. */
  add(cells: readonly string[]): number {
    this.#lines.push(csvLine(cells));
    if (this.#lines.length >= FLUSH) this.#flush();
    this.#rows += 1;
    return this.#rows;
  }

  /** The whole file. */
  content(): Buffer {
    this.#flush();
    return Buffer.concat(this.#pieces);
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.map((line) => line + this.#spec.eol).join('');
    this.#pieces.push(this.#spec.encoding === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(text, 'utf8'));
    this.#lines = [];
  }
}

/** One line without its end; cells with comma, quote or line break are quoted. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** A workbook as offices export it: title and office in the rows 1 and 2, the header in row 3, all cells as text. */
export function workbook(spec: ItemSpec, title: { title: string; note: string }, rows: readonly string[][]): Buffer {
  const sheet = xlsx.utils.aoa_to_sheet([[title.title], [title.note], [...spec.headers], ...rows]);
  const width = spec.headers.length - 1;
  sheet['!merges'] = [0, 1].map((row) => ({ s: { r: row, c: 0 }, e: { r: row, c: width } }));
  sheet['!cols'] = spec.headers.map(() => ({ wch: 20 }));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, spec.name);
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}
