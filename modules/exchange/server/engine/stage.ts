import { closeSync, openSync, writeSync } from 'node:fs';
import { type FaultCode, trimCell } from '../../rules.fields.ts';
import type { RecordSink } from './frame.ts';

/** Separates the cells of the staged rows; it cannot occur in them, because control characters are refused. */
export const UNIT = '\u001f';
const UNIT_BYTE = 0x1f;
const SPACE = 0x20;
const CAPACITY = 1 << 20;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** What was staged; header and rows above it are counted apart. */
export interface StageCounts {
  /** Rows that have the right number of cells and await judgement. */
  staged: number;
  malformed: number;
  /** Rows without any content: skipped, not received. */
  blank: number;
}

export interface StageOptions {
  delimiter: string;
  /** Number of the header row; rows up to it are not data. */
  headerRow: number;
  /** Number of columns of the header. */
  columns: number;
  /** Spreadsheets leave empty cells at the end of a row out. */
  pad: boolean;
}

/**
 * Writes the records of a file to two plain files that DuckDB reads without any doubt: well-formed rows (row number and cells) and
 * malformed ones (row number, code, wrong value, line).
 */
export class Stage implements RecordSink {
  readonly counts: StageCounts = { staged: 0, malformed: 0, blank: 0 };
  readonly #options: StageOptions;
  readonly #delimiter: number;
  readonly #rows: Output;
  readonly #refused: Output;

  constructor(paths: { rows: string; malformed: string }, options: StageOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#rows = new Output(paths.rows);
    this.#refused = new Output(paths.malformed);
  }

  close(): void {
    this.#rows.close();
    this.#refused.close();
  }

  malformed(row: number, code: FaultCode, line: string, value = ''): void {
    if (row <= this.#options.headerRow) return;
    this.counts.malformed += 1;
    const clean = (text: string) => text.replace(/\p{Cc}/gu, ' ');
    this.#refused.text([String(row), code, clean(value), clean(line)].join(UNIT));
  }

  cells(row: number, cells: string[]): void {
    const { headerRow, columns, pad } = this.#options;
    if (row <= headerRow) return;
    if (cells.every((cell) => trimCell(cell) === '')) {
      this.counts.blank += 1;
      return;
    }
    const extra = cells.slice(columns).filter((cell) => trimCell(cell) !== '');
    const line = cells.join(this.#options.delimiter);
    if (cells.some((cell) => CONTROL.test(cell))) this.malformed(row, 'control-character', line);
    else if (extra.length > 0) this.malformed(row, 'columns-extra', line, extra.join(' '));
    else if (cells.length < columns && !pad) this.malformed(row, 'columns-missing', line);
    else {
      const kept = Array.from({ length: columns }, (_, i) => trimCell(cells[i] ?? '').replace(/[\n\r\t]+/g, ' '));
      this.#rows.text([String(row), ...kept].join(UNIT));
      this.counts.staged += 1;
    }
  }

  plain(row: number, bytes: Buffer, from: number, to: number): void {
    if (row <= this.#options.headerRow) return;
    const start = this.#rows.room(to - from + 16);
    const end = this.#copy(row, bytes.subarray(from, to));
    this.#rows.used = end ?? start;
    if (end === null) this.cells(row, bytes.toString('utf8', from, to).split(this.#options.delimiter));
    else this.counts.staged += 1;
  }

  /**
   * The quick way of most rows: bytes are copied with the delimiter replaced and spaces cut off, counted and looked at in one go. Null for
   * rows with control characters, signs that may be invisible, another number of cells, or nothing in them.
   */
  #copy(row: number, bytes: Buffer): number | null {
    const target = this.#rows.buffer;
    const delimiter = this.#delimiter;
    let at = this.#rows.digits(row);
    let cells = 0;
    let ink = false;
    target[at++] = UNIT_BYTE;
    let cell = at;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (byte === delimiter) {
        while (at > cell && target[at - 1] === SPACE) at--;
        ink ||= at > cell;
        cells += 1;
        target[at++] = UNIT_BYTE;
        cell = at;
      } else if (KIND[byte] === PLAIN || (byte === SPACE && at > cell)) target[at++] = byte;
      else if (byte !== SPACE) return null;
    }
    while (at > cell && target[at - 1] === SPACE) at--;
    if (cells + 1 !== this.#options.columns || !(ink || at > cell)) return null;
    target[at++] = 0x0a;
    return at;
  }
}

/** Bytes that are copied as they are: printable ASCII, and the signs of UTF-8 that cannot be white space or invisible. */
const PLAIN = 1;
const KIND = new Uint8Array(256);
KIND.fill(PLAIN, 0x21, 0x7f);
KIND.fill(PLAIN, 0x80, 0x100);
for (const lead of [0xc2, 0xe1, 0xe2, 0xe3, 0xef]) KIND[lead] = 0;

/** A file that is written 1 MiB at a time. */
class Output {
  buffer = Buffer.allocUnsafe(CAPACITY);
  used = 0;
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600);
  }

  /** Makes room for so many bytes; returns where they begin. */
  room(bytes: number): number {
    if (this.used + bytes > this.buffer.length) this.#flush();
    if (bytes > this.buffer.length) this.buffer = Buffer.allocUnsafe(bytes);
    return this.used;
  }

  /** Writes a number at the present place and returns the place behind it. */
  digits(value: number): number {
    let rest = value;
    let size = 1;
    while (rest >= 10) {
      rest = (rest / 10) | 0;
      size += 1;
    }
    rest = value;
    for (let i = this.used + size - 1; i >= this.used; i--) {
      this.buffer[i] = 48 + (rest % 10);
      rest = (rest / 10) | 0;
    }
    return this.used + size;
  }

  text(line: string): void {
    this.room(Buffer.byteLength(line) + 1);
    this.used += this.buffer.write(line, this.used);
    this.buffer[this.used++] = 0x0a;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    for (let at = 0; at < this.used; ) at += writeSync(this.#file, this.buffer, at, this.used - at);
    this.used = 0;
  }
}
