import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyPack } from './contract.ts';
import { loadPack, readPackFolder } from './load.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKS = join(ROOT, 'policies');

/** The program without its tests: what may read a parameter. */
function program(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /\.tsx?$/.test(name) &&
        !/(^|\/)(node_modules|dist|generated)\/|\.(test|fixture)\.tsx?$|fixtures?\.ts$/.test(name),
    )
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'))
    .join('\n');
}

const code = program('modules') + program('apps');
const words = (text: string) => new Set(text.match(/[A-Za-z]+(?:\.[A-Za-z0-9]+)+/g) ?? []);
const named = new Set([...code.matchAll(/(['"`])([A-Za-z]+(?:\.[A-Za-z0-9]+)+)\1/g)].map((match) => match[2] ?? ''));

/** Parameters of a pack that nothing reads: no condition of the pack, no step's limit, no name in the program. */
function unread(pack: Pick<PolicyPack, 'parameters' | 'indicators' | 'triggers' | 'exclusions' | 'levels' | 'steps'>) {
  const conditions = [pack.indicators, pack.triggers, pack.exclusions, pack.levels.hard]
    .flatMap((rules) => Object.values(rules))
    .map((rule) => rule.when);
  const read = new Set([...words(conditions.join('\n')), ...Object.values(pack.steps).map((step) => step.limit ?? '')]);
  return Object.keys(pack.parameters).filter((name) => !read.has(name) && !named.has(name));
}

describe('every value of a pack that ships does something', () => {
  it.each(readPackFolder(PACKS).sources.map(({ id }) => id))('%s', async (id) => {
    const { pack } = await loadPack(PACKS, id);
    expect(pack && unread(pack)).toEqual([]);
  });

  it('a value without a reader would be found', async () => {
    const { pack } = await loadPack(PACKS, 'guangdong-2021');
    const parameter = pack?.parameters['line.monitoring'];
    if (!pack || !parameter) throw new Error('the pack is not there');
    expect(unread({ ...pack, parameters: { ...pack.parameters, 'line.imagined': parameter } })).toEqual([
      'line.imagined',
    ]);
  });
});
