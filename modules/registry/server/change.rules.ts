import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { type ChangeProposal, NEUTRAL_MESSAGE } from '../contract.ts';
import { compareProblems, contradicts, findEntryProblems } from '../quality/entry.ts';
import type { QualityParameters } from '../quality/facts.ts';
import type { QualityProblem } from '../quality/find.ts';
import { type Draft, leavesNoHead } from './change.draft.ts';
import { inconsistent } from './members.ts';
import { factsOf, type Picture, readClassDays } from './quality.facts.ts';

/** What a proposal brings and mends, by the data-quality rules, with the number of errors before and after. */
export interface Effects {
  before: number;
  after: number;
  added: QualityProblem[];
  mended: QualityProblem[];
}

export interface Judged {
  picture: Picture;
  proposal: ChangeProposal;
  drafted: Draft;
}

/** Holds the rules against a household as it is and as it would be. A head who died may be missing until the days of grace are over. */
export async function effectsOf(
  tx: Tx,
  { picture, proposal, drafted }: Judged,
  parameters: QualityParameters,
): Promise<Effects> {
  const since = await readClassDays(tx, picture);
  const written = drafted.members.filter(({ set }) => 'student_status' in set).map(({ record }) => record.id);
  const today = clock.today();
  const sinceAfter = new Map([...since, ...written.map((id) => [id, today] as const)]);
  if (drafted.joined) sinceAfter.set(drafted.joined.id, today);
  const before = findEntryProblems(factsOf(picture, { parameters, since }), parameters);
  const after = findEntryProblems(factsOf(drafted.after, { parameters, since: sinceAfter }), parameters).filter(
    ({ code }) => code !== 'DQ-BF16' || !leavesNoHead(picture, proposal),
  );
  const errors = (all: readonly QualityProblem[]) => all.filter(({ severity }) => severity === 'error').length;
  return { before: errors(before), after: errors(after), ...compareProblems(before, after) };
}

const TELLING = ['health', 'disabilityCardNo', 'dropoutReason', 'labourAbility'];

/**
 * Refuses a proposal that would bring a new error; those that were there before do not stand in its way (P7). Contradictions are never let through.
 * Other errors tell of the household's life, such as a house that became dangerous or an insurance that ended: they are let through once the proposer
 * says that he has checked them, and the approver sees them.
 */
export async function requireNoNewError(tx: Tx, judged: Judged, parameters: QualityParameters): Promise<void> {
  const { added } = await effectsOf(tx, judged, parameters);
  const errors = added.filter(({ severity }) => severity === 'error');
  const wrong = errors.filter(contradicts);
  if (wrong.length > 0) throw inconsistent(tellable(judged, wrong), (index) => pathOf(judged, wrong[index]));
  if (errors.length === 0 || judged.proposal.confirmed) return;
  const refusal = inconsistent(tellable(judged, errors), (index) => pathOf(judged, errors[index]));
  throw new Refusal('findings-to-confirm', {
    detail: `改后数据核验会新增：${refusal.detail}核实无误的，请勾选“已核实，情况属实”再提交。`,
    fields: refusal.fields ?? [],
  });
}

function pathOf({ drafted }: Judged, problem: QualityProblem | undefined): string {
  if (!problem || problem.memberId === null) return `household.${problem?.field ?? ''}`;
  return problem.memberId === drafted.joined?.id
    ? `joining.${problem.field}`
    : `member.${problem.memberId}.${problem.field}`;
}

/** What somebody's health is, a rule tells only to whoever writes about it himself. */
function tellable({ proposal, drafted }: Judged, errors: readonly QualityProblem[]): QualityProblem[] {
  const mayTell = ({ memberId }: QualityProblem) =>
    memberId === drafted.joined?.id ||
    proposal.members.some((one) => one.memberId === memberId && TELLING.some((field) => field in one.changes));
  return errors.map((one) =>
    one.health && !mayTell(one) ? { ...one, code: 'health-finding', message: NEUTRAL_MESSAGE.replace(/。$/, '') } : one,
  );
}
