import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

const FAMILIES = ['noto-sans-sc', 'noto-serif-sc'];
const WEIGHTS = ['400Regular', '700Bold'];
/** The mark that Chinese printing puts for a sign that the type case does not have. */
const MISSING_SIGN = '〓';

/** Four weights of 50 MB together are read; the other fourteen of the two packages stay on the disk. */
export function fontFolders(): string[] {
  const { resolve: find } = createRequire(import.meta.url);
  return FAMILIES.flatMap((family) => {
    const folder = dirname(find(`@expo-google-fonts/${family}/package.json`));
    return WEIGHTS.map((weight) => resolve(folder, weight));
  });
}

let drawable: Set<number> | null = null;

/** Whether all our fonts can draw a sign. */
export function canDraw(point: number): boolean {
  drawable ??= commonTo(fontFolders().map(coverage));
  return drawable.has(point);
}

function commonTo([first = new Set(), ...others]: Set<number>[]): Set<number> {
  return new Set([...first].filter((point) => others.every((other) => other.has(point))));
}

/**
 * Data as they can be printed: control and invisible signs are dropped (line breaks stay), signs without a glyph become
 * `〓`, to be filled in by hand. `missing` names each of those once.
 */
export function printable(data: unknown): { data: unknown; missing: string[] } {
  const missing = new Set<string>();
  return { data: visit(data, missing), missing: [...missing] };
}

function visit(value: unknown, missing: Set<string>): unknown {
  if (typeof value === 'string') return printableText(value, missing);
  if (Array.isArray(value)) return value.map((inner) => visit(inner, missing));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, missing)]));
}

function printableText(text: string, missing: Set<string>): string {
  let out = '';
  for (const sign of text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replaceAll('\t', ' ')) {
    if (sign === '\n' || canDraw(sign.codePointAt(0) ?? 0)) out += sign;
    else if (!/[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Mn}]/u.test(sign)) {
      missing.add(sign);
      out += MISSING_SIGN;
    }
  }
  // Signs that change the direction or hide between others are drawn as nothing, but would change how the line reads.
  return out.replace(/(?!\n)[\p{Cf}\p{Cc}]/gu, '');
}

/** The code points of a TrueType font, from its `cmap` table of format 12 or 4. */
function coverage(folder: string): Set<number> {
  const name = readdirSync(folder).find((file) => file.endsWith('.ttf'));
  if (!name) throw new Error(`no font in ${folder}`);
  const file = openSync(resolve(folder, name), 'r');
  try {
    return readCmap(file);
  } finally {
    closeSync(file);
  }
}

function readCmap(file: number): Set<number> {
  const read = (at: number, length: number) => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  const tables = read(12, read(0, 12).readUInt16BE(4) * 16);
  let at = 0;
  while (tables.toString('latin1', at, at + 4) !== 'cmap') at += 16;
  const cmap = read(tables.readUInt32BE(at + 8), tables.readUInt32BE(at + 12));
  const points = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const sub = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    if (sub.readUInt16BE(0) === 12) addGroups(sub, points);
  }
  if (points.size === 0) throw new Error('the font has no table of format 12');
  return points;
}

function addGroups(table: Buffer, points: Set<number>): void {
  for (let i = 0; i < table.readUInt32BE(12); i++) {
    const at = 16 + i * 12;
    for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point++) points.add(point);
  }
}
