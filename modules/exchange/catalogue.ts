import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type CatalogueItem, parseItem } from './rules.catalogue.ts';

let items: CatalogueItem[] | null = null;

/** All department data items of the product, in the order of their codes; read once from `catalogue/*.yaml`. */
export function catalogue(): CatalogueItem[] {
  items ??= readItems(join(import.meta.dirname, 'catalogue'));
  return items;
}

/** One item by its code, or undefined. */
export function findItem(code: string): CatalogueItem | undefined {
  return catalogue().find((item) => item.code === code);
}

function readItems(folder: string): CatalogueItem[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return files.map((name) => parseItem(parse(readFileSync(join(folder, name), 'utf8'))));
}
