import { resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { clock } from '../clock/clock.ts';
import { fontFolders, printable } from './fonts.ts';

/** The folder that templates may import from: the root of the program. Nothing outside can be read by a template. */
const ROOT = resolve(import.meta.dirname, '..', '..');
const KEPT_COMPILATIONS = 20;

let compiler: NodeCompiler | null = null;

/** A template that does not compile, or does not fit its data. The message names places of the template, never data. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

export interface RenderOptions {
  /** The moment written into the PDF; the same data at the same moment make the same bytes. Now, unless given. */
  at?: Date;
}

/**
 * Makes a PDF/A-2b of a Typst template (path of a `.typ` file below the program, or its text) and data. The template reads
 * `json(bytes(sys.inputs.data))`: data never become source. Only the two Chinese font families of the program are used.
 * Signs that no font of ours has are printed as `〓`. Throws `TemplateError`.
 */
export async function renderPdf(template: string, data: unknown, options: RenderOptions = {}): Promise<Buffer> {
  compiler ??= newCompiler();
  const source =
    /\.typ$/.test(template) && !template.includes('\n') ? { mainFilePath: template } : { mainFileContent: template };
  const compiled = compiler.compile({ ...source, inputs: { data: JSON.stringify(printable(data).data) } });
  try {
    if (!compiled.result) throw new TemplateError(faults(compiled.takeError()?.shortDiagnostics ?? []));
    const moment = options.at ?? clock.now();
    const pdf = compiler.pdf(compiled.result, {
      pdfStandard: 'a-2b',
      creationTimestamp: Math.floor(moment.getTime() / 1000),
    });
    return pdf;
  } finally {
    compiler.evictCache(KEPT_COMPILATIONS);
  }
}

function newCompiler(): NodeCompiler {
  return NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontPaths: fontFolders() }] });
}

function faults(diagnostics: { message?: string; path?: string; range?: unknown }[]): string {
  return diagnostics
    .map(({ message, path, range }) => `${path ?? ''} ${JSON.stringify(range ?? '')}: ${message}`)
    .join('; ');
}
