import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadPack } from '../policy/load.ts';
import { aCase, anOfficer, PEOPLE } from './fixtures.ts';
import { makersOf } from './rules.people.ts';
import { proveNoSelfApproval } from './proof.ts';
import { upTo } from './scenario.ts';

const folder = fileURLToPath(new URL('../../policies/', import.meta.url));

it('1,000 random sequences by six people in any post: nobody judges his own work, no way that the procedure does not draw', async () => {
  const { pack } = await loadPack(folder, 'guangdong-2021');
  if (!pack) throw new Error('the pack does not load');
  const figures = proveNoSelfApproval(pack, { n: 1000, seed: 20261122 }, () => performance.now());
  expect(figures).toMatchObject({ selfApprovals: 0, illegalMoves: 0 });
  // The run was not idle: cases went all the way, people were kept from their own work, others judged.
  expect(figures.registered).toBeGreaterThan(5);
  expect(figures.checksPassed).toBeGreaterThan(200);
  expect(figures.refusedAsOwnWork).toBeGreaterThan(200);
  expect(figures.states).toBeGreaterThanOrEqual(19);
}, 120_000);

it('counts every maker of a case', async () => {
  const { pack } = await loadPack(folder, 'guangdong-2021');
  if (!pack) throw new Error('the pack does not load');
  const makers = makersOf(upTo(aCase(pack, '2026-11-10'), 'reviewAtTown'), 'reviewAtTown');
  expect([PEOPLE.window, PEOPLE.secretary, PEOPLE.cadre, PEOPLE.clerk, PEOPLE.judge].every((one) => makers.has(one.accountId))).toBe(true);
  expect([PEOPLE.reviewer, PEOPLE.approver, anOfficer('COUNTY_LEAD', 77)].some((one) => makers.has(one.accountId))).toBe(false);
});
