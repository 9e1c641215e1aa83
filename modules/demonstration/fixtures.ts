import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Area } from '../areas/contract.ts';
import { parseDivisions } from '../areas/rules.ts';
import { type DemoHousehold, DemonstrationPlan } from './contract.ts';
import { generateHouseholds } from './households.ts';

/** The divisions that come with the product, for tests of this module. */
export function testAreas(): Area[] {
  const file = new URL('../../data/divisions-44-46.tsv.gz', import.meta.url);
  return parseDivisions(gunzipSync(readFileSync(file)).toString('utf8'));
}

/** A plan with the values that a test cares about. */
export function aPlan(values: Partial<DemonstrationPlan> = {}): DemonstrationPlan {
  return DemonstrationPlan.parse({ households: 2000, ...values });
}

/** All households of a plan in one list. */
export function allHouseholds(plan: DemonstrationPlan, areas: readonly Area[]): DemoHousehold[] {
  return [...generateHouseholds(plan, areas)].flat();
}
