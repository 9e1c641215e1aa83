import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import type { ActCode, ActDone, DispatchVerifications } from '../contract.ts';
import type { TeamPost } from '../picture.ts';
import { carryOut, type OfficeAct } from './consequences.ts';
import { villageOf } from './queries.more.ts';
import { listTeamPosts } from './team.ts';

/** An act that names a team: the rules are told who works in the village of the case and in its town. */
const withTeam =
  <A extends ActCode>(act: A) =>
  async (tx: Tx, actor: Actor, wanted: OfficeAct<A>): Promise<ActDone> =>
    carryOut(tx, actor, {
      ...wanted,
      act,
      given: { posts: await listTeamPosts(tx, await villageOf(tx, wanted.caseId)) },
    });

/** The town names the team that visits the household, or another one while nobody has taken the sheet. */
export const dispatchVerification = withTeam('dispatchVerification');
/** The team takes the work sheet: the days of the visit begin. */
export const claimVerification = withTeam('claimVerification');

type Problem = Refusal['fields'][number];
type Handed = DispatchVerifications['cases'][number] & { index: number };

/**
 * Hands many cases to their teams, one team a village, all or nothing. Refuses with `dispatch-refused` and one line for each case that cannot go, at its
 * place in the list (`cases.3`); nothing is written then.
 */
export async function dispatchVerifications(
  tx: Tx,
  actor: Actor,
  { cases, teams }: DispatchVerifications,
): Promise<ActDone[]> {
  const teamsByVillage = new Map(teams.map(({ areaCode, ...team }) => [areaCode, team]));
  const postsByVillage = new Map<string, TeamPost[]>();
  const done = new Map<number, ActDone>();
  const problems: Problem[] = [];
  // Always in the same order, so that two officers who hand out at once never wait for each other in a circle.
  const inOrder = cases.map((one, index): Handed => ({ ...one, index })).sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  for (const one of inOrder) {
    try {
      const caseId = splitId(one.caseId);
      const village = await villageOf(tx, caseId);
      const input = teamsByVillage.get(village);
      if (!input) throw new Refusal('team-missing', { detail: '没有给这件所在的村指派核实组。' });
      const posts = postsByVillage.get(village) ?? (await listTeamPosts(tx, village));
      postsByVillage.set(village, posts);
      const act = { caseId, version: one.version, input, act: 'dispatchVerification' as const, given: { posts } };
      done.set(one.index, await carryOut(tx, actor, act));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ path: `cases.${one.index}`, code: error.code, message: error.detail ?? error.message });
    }
  }
  if (problems.length > 0) throw allRefused(problems, cases.length);
  await recordAudit(tx, actor, {
    action: 'dispatchVerifications',
    areaCode: actor.areaCode,
    objectKey: `area:${actor.areaCode}`,
    detail: { cases: cases.length, villages: teamsByVillage.size },
  });
  return cases.flatMap((_, index) => done.get(index) ?? []);
}

function allRefused(problems: Problem[], of: number): Refusal {
  const fields = [...problems].sort((a, b) => placeOf(a) - placeOf(b));
  const detail = `${of} 件中有 ${problems.length} 件不能派发，这次一件也没有派发。请改好或去掉这些件再派发。`;
  return new Refusal('dispatch-refused', { status: 422, detail, fields });
}

const placeOf = ({ path }: Problem) => Number(path.slice('cases.'.length));
