import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadPack } from '../policy/load.ts';
import type { ActCode } from './contract.ts';
import { aCase, anOfficer, PEOPLE } from './fixtures.ts';
import type { CasePicture } from './picture.ts';
import { proveNoSelfApproval } from './proof.ts';
import { CHECKING, makersOf } from './rules.people.ts';
import { decide } from './rules.ts';
import { upTo } from './scenario.ts';

const folder = fileURLToPath(new URL('../../policies/', import.meta.url));

it('1,000 random sequences by six people in any post: nobody judges his own work, no way that the procedure does not draw', async () => {
  const { pack } = await loadPack(folder, 'guangdong-2021');
  if (!pack) throw new Error('the pack does not load');
  const figures = proveNoSelfApproval(pack, { n: 1000, seed: 20261122 }, { clockMs: () => performance.now() });
  expect(figures).toMatchObject({
    selfApprovals: 0,
    illegalMoves: 0,
    lostObjections: 0,
    recusedActs: 0,
    strayClaims: 0,
    staleComparisons: 0,
  });
  // The run was not idle: cases went all the way, people were kept from their own work, others judged.
  expect(figures.registered).toBeGreaterThan(5);
  expect(figures.checksPassed).toBeGreaterThan(200);
  expect(figures.refusedAsOwnWork).toBeGreaterThan(200);
  expect(figures.states).toBeGreaterThanOrEqual(20);
}, 120_000);

it('finds the defect when the guard is taken out', async () => {
  const { pack } = await loadPack(folder, 'guangdong-2021');
  if (!pack) throw new Error('the pack does not load');
  const stranger = '0190000f-0000-7000-8000-000000000099';
  const blind: typeof decide = (picture, wanted) =>
    decide(
      picture,
      CHECKING.includes(wanted.act) ? { ...wanted, who: { ...wanted.who, accountId: stranger } } : wanted,
    );
  expect(proveNoSelfApproval(pack, { n: 200, seed: 7 }, { decideWith: blind }).selfApprovals).toBeGreaterThan(0);
}, 60_000);

/** A record as if the town had named everybody. */
const ANYBODY: CasePicture['records'] = [
  {
    id: 'x',
    step: 'DISPATCHED',
    round: 1,
    data: {
      plannedOn: null,
      note: '',
      team: [1, 2, 3, 4, 5, 6].map((number) => ({
        accountId: `0190000e-0000-7000-8000-${String(number).padStart(12, '0')}`,
        name: `人${number}`,
        unit: '村',
      })),
    },
    by: '',
    byName: '',
    on: '2026-11-10',
    superseded: false,
  },
];

/** The rules with one defect: they look at a case that was made to fit. */
const seeing =
  (change: (picture: CasePicture, act: ActCode) => CasePicture): typeof decide =>
  (picture, wanted) =>
    decide(change(picture, wanted.act), wanted);

it.each([
  [
    'one answer forgets the other objections',
    'lostObjections',
    seeing((picture, act) => {
      const { state, context } = picture.snapshot;
      return act === 'resolveObjection'
        ? { ...picture, snapshot: { state, context: { ...context, openObjections: 1 } } }
        : picture;
    }),
  ],
  [
    'whoever judged at the town answers the objection against it',
    'selfApprovals',
    seeing((picture, act) =>
      act === 'resolveObjection' || act === 'reviewLateObjection'
        ? {
            ...picture,
            past: picture.past.filter((past) => past.act !== 'confirmVerification' && past.act !== 'reviewAtTown'),
          }
        : picture,
    ),
  ],
  [
    'relatives are not looked up',
    'recusedActs',
    seeing((picture) => ({ ...picture, records: picture.records.filter((record) => record.step !== 'RECUSAL') })),
  ],
  [
    'the step of the town is skipped',
    'illegalMoves',
    seeing((picture, act) =>
      act === 'claimVerification' && picture.snapshot.state === 'RECEIVED'
        ? { ...picture, snapshot: { ...picture.snapshot, state: 'DISPATCHED' }, records: ANYBODY }
        : picture,
    ),
  ],
  [
    'anybody takes the sheet',
    'strayClaims',
    seeing((picture, act) => (act === 'claimVerification' ? { ...picture, records: ANYBODY } : picture)),
  ],
  [
    'relatives are not looked up when a team is named',
    'recusedActs',
    seeing((picture, act) => (act === 'dispatchVerification' ? { ...picture, records: [] } : picture)),
  ],
  [
    'a consent that was taken back still counts',
    'staleComparisons',
    seeing((picture, act) =>
      act === 'sendComparison' && picture.snapshot.state === 'STARTED' && picture.revokedConsents.length > 0
        ? {
            ...picture,
            snapshot: { ...picture.snapshot, state: 'CONSENTED' },
            revokedConsents: [],
            records: picture.records.map((one) => (one.step === 'CONSENTED' ? { ...one, superseded: false } : one)),
          }
        : picture,
    ),
  ],
] as const)(
  'finds the defect when %s',
  async (_, figure, decideWith) => {
    const { pack } = await loadPack(folder, 'guangdong-2021');
    if (!pack) throw new Error('the pack does not load');
    expect(proveNoSelfApproval(pack, { n: 400, seed: 7 }, { decideWith })[figure]).toBeGreaterThan(0);
  },
  60_000,
);

it('counts every maker of a case', async () => {
  const { pack } = await loadPack(folder, 'guangdong-2021');
  if (!pack) throw new Error('the pack does not load');
  const makers = makersOf(upTo(aCase(pack, '2026-11-10'), 'reviewAtTown'), 'reviewAtTown');
  expect(
    [PEOPLE.window, PEOPLE.secretary, PEOPLE.cadre, PEOPLE.clerk, PEOPLE.judge].every((one) =>
      makers.has(one.accountId),
    ),
  ).toBe(true);
  expect(
    [PEOPLE.reviewer, PEOPLE.approver, anOfficer('COUNTY_LEAD', 77)].some((one) => makers.has(one.accountId)),
  ).toBe(false);
});
