import { isUtf8 } from 'node:buffer';
import type { FaultCode } from '../../rules.fields.ts';

/** Takes the records of a text file, each with its number as a spreadsheet shows it (the first record is 1). */
export interface RecordSink {
  /** A record on one line without quotes: its bytes without the line end. */
  plain(row: number, bytes: Buffer, from: number, to: number): void;
  /** A record with quotes, taken apart. */
  cells(row: number, cells: string[]): void;
  /** A line that is no record. */
  malformed(row: number, code: FaultCode, line: string): void;
}

export interface FrameOptions {
  delimiter: string;
  /** Line end: `\n` (a `\r` before it is dropped) or a lone `\r`. */
  eol: '\n' | '\r';
  /** Each line is tested, because the file as a whole is not valid UTF-8. */
  checkUtf8: boolean;
  /** Stops after so many records. */
  maxRecords?: number;
}

/** Longest line that is looked at, in bytes. */
const MAX_LINE = 256 * 1024;
/** A quoted cell may go over so many lines; an unbalanced quote costs its own line, not the rest of the file. */
const MAX_QUOTED_LINES = 20;
const QUOTE = 0x22;
const CR = 0x0d;

/**
 * Cuts a text file (UTF-8 bytes) into records, part by part. Every physical line ends up in exactly one record, well-formed or not:
 * `lines` counts them, so that nothing can be lost without being noticed.
 */
export class Framer {
  /** Records so far, blank and malformed ones included. */
  records = 0;
  /** Physical lines so far. */
  lines = 0;
  readonly #sink: RecordSink;
  readonly #options: FrameOptions;
  readonly #eol: number;
  readonly #delimiter: number;
  #pending: Buffer = Buffer.alloc(0);
  #skipping = false;

  constructor(sink: RecordSink, options: FrameOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#eol = options.eol.charCodeAt(0);
    this.#delimiter = options.delimiter.charCodeAt(0);
  }

  /** Whether enough records were read. */
  get done(): boolean {
    return this.records >= (this.#options.maxRecords ?? Number.POSITIVE_INFINITY);
  }

  push(part: Buffer): void {
    const bytes = this.#pending.length > 0 ? Buffer.concat([this.#pending, part]) : part;
    this.#pending = Buffer.from(bytes.subarray(this.#read(bytes, false)));
  }

  /** The end of the file; a last line without line end counts like any other. */
  end(): void {
    const bytes = this.#pending;
    const read = this.#read(bytes, true);
    this.#pending = Buffer.alloc(0);
    if (read < bytes.length && !this.done) throw new Error('the framer stopped before the end of the file');
  }

  /** Reads records from the start of `bytes`; returns how far it came. */
  #read(bytes: Buffer, final: boolean): number {
    let at = 0;
    let quote = nextOf(bytes, QUOTE, 0);
    while (at < bytes.length && !this.done) {
      const end = lineEnd(bytes, this.#eol, at, final);
      if (end < 0) return this.#tooLong(bytes, at);
      if (this.#skipping) {
        this.#skipping = false;
        at = end + 1;
        continue;
      }
      if (quote < at) quote = nextOf(bytes, QUOTE, at);
      const next = quote < end ? this.#quoted(bytes, at, end, final) : this.#line(bytes, at, end);
      if (next < 0) return at;
      at = next;
    }
    return Math.min(at, bytes.length);
  }

  /** No line end in sight: waits for more, or gives the line up and skips to its end. */
  #tooLong(bytes: Buffer, at: number): number {
    if (bytes.length - at <= MAX_LINE) return at;
    if (!this.#skipping) this.#refuse('line-too-long', bytes.toString('utf8', at, at + 200), 1);
    this.#skipping = true;
    return bytes.length;
  }

  #refuse(code: FaultCode, line: string, lines: number): void {
    this.records += 1;
    this.lines += lines;
    this.#sink.malformed(this.records, code, line);
  }

  #line(bytes: Buffer, at: number, end: number): number {
    const to = this.#eol !== CR && end > at && bytes[end - 1] === CR ? end - 1 : end;
    if (to - at > MAX_LINE) this.#refuse('line-too-long', bytes.toString('utf8', at, at + 200), 1);
    else if (this.#options.checkUtf8 && !isUtf8(bytes.subarray(at, to)))
      this.#refuse('encoding', bytes.toString('utf8', at, to), 1);
    else {
      this.records += 1;
      this.lines += 1;
      this.#sink.plain(this.records, bytes, at, to);
    }
    return end + 1;
  }

  /** A record with quotes from `at`; -1 when more bytes are needed to judge it. */
  #quoted(bytes: Buffer, at: number, firstEnd: number, final: boolean): number {
    const found = readQuoted(bytes, at, { delimiter: this.#delimiter, eol: this.#eol, final });
    if (found === 'more') return -1;
    if (found === 'broken') {
      this.#refuse(
        firstEnd - at > MAX_LINE ? 'line-too-long' : 'quote-unclosed',
        bytes.toString('utf8', at, Math.min(firstEnd, at + MAX_LINE)),
        1,
      );
      return firstEnd + 1;
    }
    if (this.#options.checkUtf8 && !isUtf8(bytes.subarray(at, Math.min(found.next, bytes.length)))) {
      this.#refuse('encoding', bytes.toString('utf8', at, found.next), found.lines);
      return found.next;
    }
    this.records += 1;
    this.lines += found.lines;
    this.#sink.cells(this.records, found.cells);
    return found.next;
  }
}

function nextOf(bytes: Buffer, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function lineEnd(bytes: Buffer, eol: number, at: number, final: boolean): number {
  const end = bytes.indexOf(eol, at);
  return end < 0 && final ? bytes.length : end;
}

interface QuoteOptions {
  delimiter: number;
  eol: number;
  final: boolean;
}

/** One record as RFC 4180 has it; a quote that does not stand at the beginning of a cell is a sign like any other. */
function readQuoted(
  bytes: Buffer,
  from: number,
  options: QuoteOptions,
): { cells: string[]; next: number; lines: number } | 'more' | 'broken' {
  const { delimiter, eol, final } = options;
  const atEnd = final || bytes.length - from > MAX_LINE ? 'broken' : 'more';
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    let text: string;
    if (bytes[at] === QUOTE) {
      const cell = readCell(bytes, at + 1, eol, lines);
      if (cell === null) return atEnd;
      if (cell === 'broken') return 'broken';
      ({ text, at, lines } = cell);
      if (bytes[at] === CR && eol !== CR) at += 1;
    } else {
      let end = at;
      while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== eol) end += 1;
      text = bytes.toString('utf8', at, end);
      at = end;
    }
    if (at >= bytes.length) {
      if (!final) return atEnd;
      cells.push(text);
      return { cells, next: bytes.length, lines };
    }
    const sign = bytes[at];
    cells.push(sign === eol && text.endsWith('\r') ? text.slice(0, -1) : text);
    at += 1;
    if (sign === eol) return { cells, next: at, lines };
    if (sign !== delimiter) return 'broken';
  }
}

/** A quoted cell from behind its opening quote: its text and where the closing quote ends; null when the bytes end first. */
function readCell(
  bytes: Buffer,
  from: number,
  eol: number,
  before: number,
): { text: string; at: number; lines: number } | 'broken' | null {
  let at = from;
  let lines = before;
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === eol && ++lines > MAX_QUOTED_LINES) return 'broken';
    if (i - from > MAX_LINE) return 'broken';
    if (byte !== QUOTE) continue;
    at = i + 1;
    if (bytes[at] === QUOTE) i = at;
    else return { text: bytes.toString('utf8', from, i).replaceAll('""', '"'), at, lines };
  }
  return null;
}
