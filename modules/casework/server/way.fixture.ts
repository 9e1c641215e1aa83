import { clock } from '@shouwang/platform/clock/clock.ts';
import { PEOPLE } from '../fixtures.ts';
import type { Scenario } from './case.fixture.ts';
import type { ComparisonSource } from './comparison.ts';

/** Tests only: the police have a lorry on record, the other departments nothing. */
export const departments: ComparisonSource = async (_tx, { members, scopes, today }) => ({
  covered: scopes.map((scope) => ({ scope, dataDate: today })),
  receipts: members.slice(0, 1).map(({ memberId }) => ({
    scope: '1',
    memberId,
    found: true,
    text: '小型货车 1 辆，购置价 38,000 元',
    dataDate: today,
    exclusionItem: 'N2',
  })),
});

/** Tests only: goes to a day of the case. */
export const day = (offset: number) => clock.setOffsetDays(offset);

/** Tests only: the town judges what was found. */
async function judgeAll(scenario: Scenario): Promise<void> {
  const [lorry] = scenario.facts.household.members;
  await scenario.does(PEOPLE.judge, 'judgeFinding', {
    key: `1:${lorry}`,
    verdict: 'P1.C4',
    reason: '事故中损毁，已注销',
  });
}

const WAY: readonly (readonly [number, (scenario: Scenario) => Promise<unknown>, string])[] = [
  [1, (s) => s.does(PEOPLE.window, 'claimVerification'), 'VERIFYING'],
  [1, (s) => s.does(PEOPLE.cadre, 'recordVerification', { healthNote: '户主右腿骨折' }), 'STARTED'],
  [1, (s) => s.does(PEOPLE.cadre, 'recordConsent'), 'CONSENTED'],
  [2, (s) => s.does(PEOPLE.approver, 'sendComparison'), 'COMPARING'],
  [
    2,
    async (s) => {
      await judgeAll(s);
      await s.does(PEOPLE.judge, 'completeComparison');
    },
    'COMPARED',
  ],
  [2, (s) => s.does(PEOPLE.cadre, 'recordMeeting'), 'EVALUATED'],
  [3, (s) => s.does(PEOPLE.clerk, 'postNotice'), 'PUBLICISED'],
  [7, (s) => s.does(PEOPLE.clerk, 'endNotice'), 'PUBLICISED'],
  [8, (s) => s.does(PEOPLE.clerk, 'submitToTown'), 'TOWN_REVIEW'],
  [8, (s) => s.does(PEOPLE.reviewer, 'reviewAtTown'), 'COUNTY_REVIEW'],
  [9, (s) => s.does(PEOPLE.approver, 'decideAtCounty'), 'APPROVED'],
  [10, (s) => s.does(PEOPLE.clerk, 'announceResult'), 'ANNOUNCED'],
  [11, (s) => s.does(PEOPLE.clerk, 'registerCase'), 'REGISTERED'],
];

/** Tests only: plays the way of a case up to a state. */
export async function upTo(scenario: Scenario, state: string): Promise<void> {
  for (const [offset, act, reached] of WAY) {
    day(offset);
    await act(scenario);
    if (reached === state) return;
  }
}
