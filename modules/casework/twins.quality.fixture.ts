import { chained, playAll, upTo } from './scenario.ts';
import { answer, change, changed, inChain, objected, type Twin } from './twins.fixture.ts';

/** Tests only: an entry at fault, as the register tells it to a case. */
const anError = {
  code: 'DQ-BF03',
  memberId: null,
  memberName: '曾木生',
  health: false,
  words: '劳动技能为空',
} as const;

/** Tests only: what the town looks at before it agrees: the entries of the household, and the homes that were drawn. */
export const QUALITY_TWINS: readonly Twin[] = [
  inChain(
    'the town agrees only when no entry is at fault',
    'quality-errors',
    'reviewAtTown',
    changed((picture) => ({
      ...picture,
      household: { ...picture.household, quality: { errors: [anError], exempted: [] } },
    })),
  ),
  {
    name: 'an exempted error does not block, an open one beside it does',
    reason: 'quality-errors',
    at: (picture) => {
      const { household, ...rest } = upTo(picture, 'reviewAtTown');
      return { ...rest, household: { ...household, quality: { errors: [], exempted: [anError] } } };
    },
    good: chained('reviewAtTown'),
    bad: changed((picture) => ({
      ...picture,
      household: { ...picture.household, quality: { errors: [anError], exempted: [anError] } },
    })),
  },
  {
    name: 'a case that was drawn is looked at in its home',
    reason: 'spot-check-missing',
    at: (picture) => ({ ...upTo(picture, 'reviewAtTown'), lot: 0.0999 }),
    good: chained('reviewAtTown'),
    bad: change('reviewAtTown', { spotCheck: ' ' }),
  },
  {
    name: 'the share of the pack ends where it says',
    reason: 'spot-check-missing',
    at: (picture) => ({ ...upTo(picture, 'reviewAtTown'), lot: 0.1 }),
    good: { ...chained('reviewAtTown'), ...change('reviewAtTown', { spotCheck: '' }).play },
    bad: changed((picture) => ({ ...picture, lot: 0.09 })),
  },
  {
    name: 'an objection that was answered is looked at in the home all the same',
    reason: 'spot-check-missing',
    at: (picture) =>
      playAll(
        objected(picture),
        [answer, { ...chained('endNotice'), day: 9 }, { ...chained('submitToTown'), day: 10 }],
        81,
      ),
    good: { ...chained('reviewAtTown'), day: 10 },
    bad: change('reviewAtTown', { spotCheck: '' }),
  },
];
