import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Area } from './contract.ts';
import { parseDivisions } from './rules.ts';

/** Address of the division file that comes with the product. */
export const DIVISION_FILE = new URL('../../data/divisions-44-46.tsv.gz', import.meta.url);

/** Reads all divisions of Guangdong and Hainan in the order of their codes, parents before children. Servers only. */
export function readDivisions(): Area[] {
  return parseDivisions(gunzipSync(readFileSync(DIVISION_FILE)).toString('utf8'));
}
