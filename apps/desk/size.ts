import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] };
type Manifest = Record<string, Chunk>;

const BUDGET_KB = 350;
const dist = join(import.meta.dirname, 'dist');

/** The chunk and everything that it loads at once. */
function closure(manifest: Manifest, key: string, seen: Set<string> = new Set()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) closure(manifest, next, seen);
  return seen;
}

/** Compressed size in KB of the files of some chunks. */
function weigh(manifest: Manifest, keys: Iterable<string>): number {
  const files = new Set([...keys].map((key) => manifest[key]?.file ?? ''));
  let bytes = 0;
  for (const file of files) if (file.endsWith('.js')) bytes += gzipSync(readFileSync(join(dist, file))).length;
  return bytes / 1024;
}

const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry) ?? '';
const first = closure(manifest, entry);
const rows: [string, number][] = [['shell', weigh(manifest, first)]];
for (const key of manifest[entry]?.dynamicImports ?? []) {
  rows.push([key.replace(/^.*\//, ''), weigh(manifest, closure(manifest, key, new Set(first)))]);
}
for (const [name, size] of rows) process.stdout.write(`${size.toFixed(1).padStart(7)} KB gzip  ${name}\n`);
const pages = rows.filter(([name]) => name.endsWith('Page.tsx') || name === 'shell');
const worst = Math.max(...pages.map(([, size]) => size));
process.stdout.write(`first load, heaviest page: ${worst.toFixed(1)} KB of ${BUDGET_KB} KB\n`);
if (worst > BUDGET_KB) process.exitCode = 1;
