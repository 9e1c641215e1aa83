import { type PolicyPack, Unit } from './contract.ts';
import { DifferenceSection, type PackDifference } from './contract.versions.ts';
import { isTree } from './source.ts';

type Value = number | string | boolean;
type Leaf = { path: string[]; value: Value };
type Comparable = PolicyPack;

/** What of a pack is not content but comes from laying it together. */
const MADE = new Set(['hash', 'layers', 'origins']);

/** All single values of a pack with their paths, in the order of the text. */
function leavesOf(tree: object, path: string[] = []): Leaf[] {
  return Object.entries(tree).flatMap(([key, value]): Leaf[] => {
    if (path.length === 0 && MADE.has(key)) return [];
    const here = [...path, key];
    if (isTree(value)) return leavesOf(value, here);
    return value === undefined || value === null ? [] : [{ path: here, value: value as Value }];
  });
}

/**
 * What differs between two packs, value by value: first what changed or came, in the order of the new pack, then what is gone. Order of keys
 * and ways of writing make no difference. Without a pack before, everything is new.
 */
export function packDifferences(before: Comparable | null, after: Comparable): PackDifference[] {
  const old = new Map(before ? leavesOf(before).map((leaf) => [leaf.path.join('/'), leaf]) : []);
  const now = new Map(leavesOf(after).map((leaf) => [leaf.path.join('/'), leaf]));
  const changed = [...now.values()].filter(({ path, value }) => old.get(path.join('/'))?.value !== value);
  const gone = [...old.values()].filter(({ path }) => !now.has(path.join('/')));
  return [
    ...changed.map((leaf) =>
      describe(after, leaf.path, { before: old.get(leaf.path.join('/'))?.value ?? null, after: leaf.value }),
    ),
    ...gone.map((leaf) => describe(before ?? after, leaf.path, { before: leaf.value, after: null })),
  ];
}

/** Whether two contents say the same but for the name and the days. */
export function saysTheSame(differences: readonly PackDifference[]): boolean {
  return differences.every(({ section, field }) => section === 'head' && /^effective/.test(field));
}

type Pair = { before: Value | null; after: Value | null };

function describe(pack: Comparable, path: string[], pair: Pair): PackDifference {
  const place = placeOf(path);
  const entry = entryOf(pack, place.entry);
  const unit = Unit.safeParse(entry.unit);
  const isValue = place.section === 'parameters' && place.field === 'value';
  return {
    path: path.join('/'),
    section: place.section,
    code: place.code,
    label: typeof entry.label === 'string' ? entry.label : typeof entry.title === 'string' ? entry.title : place.code,
    field: place.field,
    kind: pair.before === null ? 'added' : pair.after === null ? 'removed' : 'changed',
    ...pair,
    unit: isValue && unit.success ? unit.data : null,
    standing: entry.standing === 'source' || entry.standing === 'default' ? entry.standing : null,
    source: sourceWords(pack, entry.source),
    layer: layerOf(pack, path),
  };
}

type Place = { section: DifferenceSection; entry: string[]; code: string; field: string };

/** `levels/hard/CODE/when` -> section levels, entry levels/hard/CODE; `scheme/cutoff` -> section and entry scheme. */
function placeOf(path: string[]): Place {
  const [first = '', second = '', third = ''] = path;
  const section = DifferenceSection.safeParse(first);
  if (path.length === 1 || !section.success) return { section: 'head', entry: [], code: '', field: path.join('/') };
  if (section.data === 'scheme') return { section: 'scheme', entry: ['scheme'], code: 'scheme', field: second };
  const depth = section.data === 'levels' ? 3 : 2;
  const code = depth === 3 ? third : second;
  return { section: section.data, entry: path.slice(0, depth), code, field: path.slice(depth).join('/') };
}

function entryOf(pack: object, path: string[]): Record<string, unknown> {
  const found = path.reduce<unknown>(
    (tree, key) => (isTree(tree) && Object.hasOwn(tree, key) ? tree[key] : null),
    pack,
  );
  return path.length > 0 && isTree(found) ? found : {};
}

function sourceWords(pack: object, source: unknown): string | null {
  if (typeof source !== 'string') return null;
  const { title, number } = entryOf(pack, ['sources', source]);
  return typeof title === 'string' ? `${title}${typeof number === 'string' ? `（${number}）` : ''}` : source;
}

function layerOf({ origins }: Comparable, path: string[]): string | null {
  for (let depth = path.length; depth > 0; depth--) {
    const origin = origins[path.slice(0, depth).join('/')];
    if (origin) return origin;
  }
  return null;
}
