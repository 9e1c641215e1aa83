/** Tests only: reads a PDF with the commands of poppler, where they are. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const has = (command: string) => spawnSync(command, ['-v']).error === undefined;

/** The reason why tests with poppler do not run here, or null. */
export const popplerMissing: string | null =
  has('pdftotext') && has('pdffonts') && has('pdfinfo') ? null : 'NOT RUN: poppler-utils is not installed';

function withPdf<T>(pdf: Buffer, work: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const path = join(folder, 'paper.pdf');
    writeFileSync(path, pdf);
    return work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (command: string, args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** The text without any white space, because a PDF has none to speak of between Chinese and Latin. */
export const textOf = (pdf: Buffer) =>
  withPdf(pdf, (path) => run('pdftotext', ['-layout', path, '-'])).replace(/[\s\u200b\u2060]/g, '');
export const infoOf = (pdf: Buffer) => withPdf(pdf, (path) => run('pdfinfo', [path]));
export const fontsOf = (pdf: Buffer) => withPdf(pdf, (path) => run('pdffonts', [path]));
export const pagesOf = (pdf: Buffer) => Number(/^Pages:\s+(\d+)/m.exec(infoOf(pdf))?.[1]);

/** How many pages carry ink within `points` of the right, left or lower edge, where only margin should be. */
export function pagesOverEdge(pdf: Buffer, points = 30): number {
  return withPdf(pdf, (path) => {
    const folder = join(path, '..');
    run('pdftoppm', ['-r', '36', '-gray', path, join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.pgm'));
    return pages.filter((name) => inkAtEdge(join(folder, name), Math.floor(points / 2))).length;
  });
}

function inkAtEdge(path: string, margin: number): boolean {
  const bytes = execFileSync('cat', [path]);
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 40));
  if (!header) throw new Error('not a picture of pdftoppm');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const dots = bytes.subarray(header[0].length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const edge = x < margin || x >= width - margin || y >= height - margin / 2;
      if (edge && (dots[y * width + x] ?? 255) < 200) return true;
    }
  }
  return false;
}
