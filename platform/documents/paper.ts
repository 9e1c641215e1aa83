import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { clock } from '../clock/clock.ts';
import { printable } from './fonts.ts';
import { dayAndMinute } from './moment.ts';
import { renderPdf } from './typst.ts';

/** A kind of paper: what it is called, what it must be given, how it looks, and where it is filed. */
export interface Paper<S extends z.ZodType = z.ZodType> {
  kind: string;
  /** As it stands on the paper and in the file list. */
  title: string;
  /** Code of `evidence_type.csv` under which it is filed. */
  evidenceType: string;
  /** State of the procedure at which it is made. */
  step: string;
  /** Month of the present layout and wording, printed on the paper. */
  version: string;
  /** Path of the Typst source. */
  template: string;
  schema: S;
  /** What the template needs beside the data, such as the dots of a QR code. */
  prepare?: (data: z.output<S>) => Record<string, unknown>;
}

export interface PaperOptions {
  at?: Date;
  /** Printed at the foot of every page. */
  demonstration?: boolean;
}

export interface MadePaper {
  pdf: Buffer;
  /** First eight hex digits of the SM3 of kind, version and data, as printed: `7F3C-91A8`. */
  checkCode: string;
  dataHash: string;
  /** Signs that could not be printed and stand as `〓`: tell the user to write them in by hand. */
  missing: string[];
}

/** Keeps the types of a paper together; every list of papers is made with it. */
export function definePaper<S extends z.ZodType>(paper: Paper<S>): Paper<S> {
  return paper;
}

/** Makes one paper. Data that do not fit its schema are a fault (`ZodError`), the message of which carries no values. */
export async function makePaper<S extends z.ZodType>(
  paper: Paper<S>,
  input: z.input<S>,
  options: PaperOptions = {},
): Promise<MadePaper> {
  const data = paper.schema.parse(input);
  const at = options.at ?? clock.now();
  const dataHash = hashOf({ kind: paper.kind, version: paper.version, data });
  const checkCode = `${dataHash.slice(0, 4)}-${dataHash.slice(4, 8)}`.toUpperCase();
  const stamp = {
    title: paper.title,
    version: paper.version,
    generatedAt: dayAndMinute(at),
    checkCode,
    demonstration: options.demonstration ?? false,
  };
  const pdf = await renderPdf(paper.template, { data, stamp, extra: paper.prepare?.(data) ?? {} }, { at });
  return { pdf, checkCode, dataHash, missing: printable(data).missing };
}

/** SM3 of data as JSON with sorted keys, 64 hex: equal data have equal hashes, in whatever order they were put together. */
export function hashOf(data: unknown): string {
  return createHash('sm3')
    .update(JSON.stringify(sorted(data)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
