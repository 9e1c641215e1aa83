import { PEOPLE } from './fixtures.ts';
import { after, chained, upTo } from './scenario.ts';
import {
  begin,
  change,
  changed,
  inChain,
  judgedTrue,
  proposal,
  related,
  sample,
  type Twin,
  unknown,
  withObjection,
} from './twins.fixture.ts';

/** Tests only: guards from the proposal of a rejection to the announcement. */
export const LATE_TWINS: readonly Twin[] = [
  {
    name: 'no rejection without an adverse finding',
    reason: 'no-adverse-finding',
    at: judgedTrue,
    good: proposal,
    bad: { picture: () => upTo(begin(), 'recordMeeting') },
  },
  {
    name: 'no vote while a rejection is proposed',
    reason: 'rejection-pending',
    at: judgedTrue,
    good: chained('recordMeeting'),
    bad: {
      picture: (picture) => ({
        ...picture,
        snapshot: { ...picture.snapshot, context: { ...picture.snapshot.context, rejectionProposed: true } },
      }),
    },
  },
  inChain(
    'votes sum to those who may vote',
    'votes-do-not-sum',
    'recordMeeting',
    change('recordMeeting', { votesFor: 29 }),
  ),
  inChain(
    'a void meeting has no votes',
    'votes-do-not-sum',
    'recordMeeting',
    change('recordMeeting', { groups: [{ role: '村民代表', count: 24 }] }),
  ),
  inChain('relatives leave the meeting', 'relatives-not-recused', 'recordMeeting', {
    ...related(PEOPLE.secretary),
    ...change('recordMeeting', { participants: sample.recordVerification.team.slice(1) }),
  }),
  inChain(
    'the category is one of the pack for this household',
    'category-unknown',
    'recordMeeting',
    change('recordMeeting', { category: '1' }),
  ),
  inChain('a meeting has photographs', 'photo-missing', 'recordMeeting', change('recordMeeting', { photoIds: [] })),
  inChain(
    'a notice hangs at least the days of the pack',
    'notice-too-short',
    'postNotice',
    change('postNotice', { days: 4 }),
  ),
  inChain(
    'a notice begins with a photograph',
    'photo-missing',
    'postNotice',
    change('postNotice', { startPhotoId: unknown }),
  ),
  inChain('a notice does not end early', 'notice-not-ended', 'endNotice', { play: { day: 6 } }),
  inChain(
    'a notice ends with a photograph',
    'photo-missing',
    'endNotice',
    change('endNotice', { endPhotoId: unknown }),
  ),
  inChain('the last day of a notice passes whole', 'notice-not-ended', 'submitToTown', { play: { day: 7 } }),
  inChain(
    'nothing goes up while an objection is open',
    'objection-open',
    'reviewAtTown',
    changed((picture) => withObjection(picture)),
  ),
  inChain(
    'papers are complete at the town',
    'papers-incomplete',
    'reviewAtTown',
    changed((picture) => ({ ...picture, records: picture.records.filter((one) => one.step !== 'CONSENTED') })),
  ),
  inChain(
    'papers are complete at the county',
    'papers-incomplete',
    'decideAtCounty',
    changed((picture) => ({ ...picture, records: picture.records.filter((one) => one.step !== 'COMPARING') })),
  ),
  inChain(
    'a household that left is not decided on',
    'household-left',
    'decideAtCounty',
    changed((picture) => ({ ...picture, household: { ...picture.household, active: false } })),
  ),
  {
    name: 'a household on the green channel is looked at by the town',
    reason: 'spot-check-missing',
    at: (picture) => after(upTo(picture, 'reviewAtTown'), { act: 'setGreenChannel', who: PEOPLE.reviewer, day: 8 }, 70),
    good: chained('reviewAtTown'),
    bad: change('reviewAtTown', { spotCheck: '' }),
  },
  inChain('risks are ranked', 'risks-not-ranked', 'decideAtCounty', change('decideAtCounty', { risks: [] })),
  inChain('no risk twice', 'risks-not-ranked', 'decideAtCounty', change('decideAtCounty', { risks: ['5', '5'] })),
  inChain(
    'the county names a category of the pack',
    'category-unknown',
    'decideAtCounty',
    change('decideAtCounty', { category: null }),
  ),
  inChain('a late decision says why', 'late-without-reason', 'decideAtCounty', { play: { day: 15 } }),
  inChain(
    'an announcement has its photograph',
    'photo-missing',
    'announceResult',
    change('announceResult', { photoId: unknown }),
  ),
];
