/** `node size.ts [folder] [--all]`: what the shell and each page of a build load when opened first; red when one is over the budget. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[] };
type Manifest = Record<string, Chunk>;

const BUDGET_KB = 350;
const args = process.argv.slice(2);
const dist = resolve(import.meta.dirname, args.find((arg) => !arg.startsWith('--')) ?? 'dist');
const kb = (size: number) => `${size.toFixed(1)} KB`;
const say = (line: string) => process.stdout.write(`${line}\n`);

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
const shell = weigh(manifest, first);
const pages = (manifest[entry]?.dynamicImports ?? [])
  .filter((key) => key.endsWith('Page.tsx'))
  .map((key) => ({
    name: key.replace(/^.*\/(\w+)\.tsx$/, '$1'),
    size: weigh(manifest, closure(manifest, key, new Set(first))),
  }))
  .sort((a, b) => b.size - a.size);
const [heaviest] = pages;
if (!heaviest) throw new Error(`no pages in ${dist}: is it a build of the desk?`);
if (args.includes('--all')) for (const { name, size } of pages) say(`${kb(size).padStart(10)}  ${name}`);
const over = pages.filter(({ size }) => size > BUDGET_KB);
const heavy = over.length > 0 ? over : [heaviest];
say(
  `desk, compressed script when opened first: shell ${kb(shell)}, heaviest page ${heavy
    .map(({ name, size }) => `${name} ${kb(size)}`)
    .join(', ')}; budget ${BUDGET_KB} KB`,
);
if (over.length > 0) {
  say('Over the budget: fetch drawers, modals and forms when they are opened (platform/ui/when-opened.tsx).');
  process.exitCode = 1;
}
