import { createHash } from 'node:crypto';
import type { AreaCount } from '../contract.ts';
import type { OutcomeRow } from './outcome.ts';

/**
 * The hash of a result: SHA-256 over one line a household, sorted, and the counts by village. Scores are exact ratios of
 * whole numbers and are written with nine decimals, so that every engine writes the same line.
 */
export function resultHash({
  outcome,
  villages,
}: {
  outcome: readonly OutcomeRow[];
  villages: readonly AreaCount[];
}): string {
  const hash = createHash('sha256');
  const lines = outcome.map((row) =>
    [row.household_id, row.area_code, row.level ?? '-', row.score?.toFixed(9) ?? '-', row.answers].join('|'),
  );
  for (const line of lines.sort()) hash.update(`${line}\n`);
  const counts = villages.map((v) =>
    [v.areaCode, v.households, v.red, v.orange, v.yellow, v.stable, v.undecided].join('|'),
  );
  for (const line of counts.sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}
