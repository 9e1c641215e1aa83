import type { Ratio } from '../policy/rules.ts';
import type { ActInput, MeetingResult } from './contract.ts';

/** What of a meeting its result follows from. */
export type Votes = Pick<
  ActInput<'recordMeeting'>,
  'groups' | 'expected' | 'recused' | 'votesFor' | 'votesAgainst' | 'abstentions'
>;

/** Persons present, by groups. */
export const presentOf = ({ groups }: Pick<Votes, 'groups'>): number =>
  groups.reduce((sum, group) => sum + group.count, 0);

/**
 * What the meeting decided: void below the quorum (`meeting.quorumRatio`, an exact fraction), agreed by more than half of those who may vote.
 * Those who left for recusal count neither among the present nor among those expected.
 */
export function meetingResult(votes: Votes, quorum: Ratio): MeetingResult {
  const voting = presentOf(votes) - votes.recused.length;
  const expected = votes.expected - votes.recused.length;
  if (expected <= 0 || voting * quorum.of < quorum.parts * expected) return 'P1.M3';
  return votes.votesFor * 2 > voting ? 'P1.M1' : 'P1.M2';
}
