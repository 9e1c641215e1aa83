import type { AgendaCase, HoldMeeting } from '../contract.sessions.ts';
import type { MeetingResult } from '../contract.ts';
import { meetingResult } from '../rules.votes.ts';

/** What is filled in for one household; numbers that nobody has typed are null. */
export type VoteRow = {
  votesFor: number | null;
  votesAgainst: number | null;
  abstentions: number | null;
  /** Names as typed, with any separator. */
  recused: string;
  category: string;
  /** Empty: the opinion of all. */
  opinion: string;
  /** Empty: the usual ones. */
  chair: string;
  recorder: string;
};

/** Who is there: the part of the common form from which every row is checked. */
export type Attendance = {
  expected: number;
  groups: readonly { role: string; count: number }[];
  chair: string;
  recorder: string;
};

/** How a row stands: its result as it would be, and what is still wrong with it. */
export type RowCheck = {
  result: MeetingResult | null;
  voting: number;
  problems: { field: keyof VoteRow; say: string }[];
};

/** A row as it begins. */
export const emptyRow = (one: AgendaCase): VoteRow => ({
  votesFor: null,
  votesAgainst: null,
  abstentions: null,
  recused: '',
  category: one.category,
  opinion: '',
  chair: '',
  recorder: '',
});

/** Names from a line of text, each once. */
export const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[，、,;；\s]+/)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

/** Text with a name added, unless it is there. */
export const withName = (text: string, name: string): string => [...new Set([...namesIn(text), name])].join('、');

/** Those present without those who left for this household. */
export const votingOf = (row: Pick<VoteRow, 'recused'>, at: Attendance): number =>
  at.groups.reduce((sum, group) => sum + group.count, 0) - namesIn(row.recused).length;

/** The row with everybody who may vote in favour. */
export const unanimous = (row: VoteRow, at: Attendance): VoteRow => ({
  ...row,
  votesFor: Math.max(0, votingOf(row, at)),
  votesAgainst: 0,
  abstentions: 0,
});

const isVoid = (row: VoteRow, at: Attendance, one: AgendaCase) =>
  meetingResult(votesOf(row, at, [0, 0, 0]), one.quorum) === 'P1.M3';

function votesOf(row: VoteRow, at: Attendance, [votesFor, votesAgainst, abstentions]: [number, number, number]) {
  const { expected, groups } = at;
  return { expected, groups: [...groups], recused: namesIn(row.recused), votesFor, votesAgainst, abstentions };
}

/** Checks a row as the server will: sum of the votes, quorum, who must not chair; and the result as it would be. */
export function checkRow(row: VoteRow, at: Attendance, one: AgendaCase): RowCheck {
  const voting = votingOf(row, at);
  const problems = postProblems(row, at);
  if (one.category === '' && row.category === '') problems.push({ field: 'category', say: '请选择类别' });
  // Before it is said how many should come, nobody is too few.
  if (at.expected === 0) return { result: null, voting, problems };
  if (isVoid(row, at, one)) return { result: 'P1.M3', voting, problems };
  const typed = [row.votesFor, row.votesAgainst, row.abstentions];
  if (typed.some((vote) => vote === null))
    return { result: null, voting, problems: [...problems, { field: 'votesFor', say: '请填三项票数，没有的填 0' }] };
  const votes = typed as [number, number, number];
  const missing = voting - votes[0] - votes[1] - votes[2];
  if (missing !== 0) {
    const off = missing > 0 ? `还差 ${missing} 票` : `多了 ${-missing} 票`;
    problems.push({ field: 'votesFor', say: `三项之和应为 ${voting}，${off}` });
  }
  const result = meetingResult(votesOf(row, at, votes), one.quorum);
  if (result === 'P1.M2' && row.opinion.trim() === '')
    problems.push({ field: 'opinion', say: '不同意的，请写明评议意见' });
  return { result: missing === 0 ? result : null, voting, problems };
}

function postProblems(row: VoteRow, at: Attendance): RowCheck['problems'] {
  const gone = namesIn(row.recused);
  const problems: RowCheck['problems'] = [];
  for (const [field, name, post] of [
    ['chair', row.chair || at.chair, '主持'],
    ['recorder', row.recorder || at.recorder, '记录'],
  ] as const)
    if (name !== '' && gone.includes(name)) problems.push({ field, say: `${name}已回避，请填本户由谁${post}` });
  return problems;
}

const VOID_WORDS = '到会人数不足，表决无效。';

/** A row as it is sent; a void vote has no votes, whatever was typed before. */
export function toCase(
  { row, one, version }: { row: VoteRow; one: AgendaCase; version: number },
  at: Attendance & { opinion: string },
): HoldMeeting['cases'][number] {
  const none = isVoid(row, at, one);
  const votes = none ? [0, 0, 0] : [row.votesFor ?? 0, row.votesAgainst ?? 0, row.abstentions ?? 0];
  const [votesFor = 0, votesAgainst = 0, abstentions = 0] = votes;
  const opinion = row.opinion.trim() || (none ? VOID_WORDS : at.opinion.trim());
  return {
    caseId: one.id,
    version,
    recused: namesIn(row.recused),
    votesFor,
    votesAgainst,
    abstentions,
    category: row.category,
    opinion,
    chair: row.chair.trim() || null,
    recorder: row.recorder.trim() || null,
  };
}

/** How many households each result would have. */
export function countResults(checks: readonly RowCheck[]): Record<MeetingResult | 'open', number> {
  const counts = { 'P1.M1': 0, 'P1.M2': 0, 'P1.M3': 0, open: 0 };
  for (const { result } of checks) counts[result ?? 'open'] += 1;
  return counts;
}
