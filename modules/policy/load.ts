import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackProblem } from './contract.ts';
import { type Overlay, overlayPacks, type PackSource, parsePack } from './rules.ts';

/** Reads all pack files (`*.yaml`) of a folder. Node only. */
export function readPackFolder(folder: string): { sources: PackSource[]; problems: PackProblem[] } {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const parsed = files.map((name) => parsePack(readFileSync(join(folder, name), 'utf8'), name));
  return {
    sources: parsed.flatMap(({ source }) => (source ? [source] : [])),
    problems: parsed.flatMap(({ problems }) => problems),
  };
}

/** Loads one pack with all packs that it extends. An unknown id, or a circle of `extends`, is a fault. */
export async function loadPack(folder: string, id: string): Promise<Overlay> {
  const { sources, problems } = readPackFolder(folder);
  const layers: PackSource[] = [];
  let next: unknown = id;
  while (typeof next === 'string') {
    const found = sources.find((s) => s.id === next);
    if (!found || layers.includes(found)) throw new RangeError(`No policy pack "${String(next)}" in ${folder}`);
    layers.unshift(found);
    next = found.tree.extends;
  }
  const overlay = await overlayPacks(layers);
  const own = problems.filter((p) => layers.some((l) => l.file === p.file));
  return { ...overlay, problems: [...own, ...overlay.problems] };
}
