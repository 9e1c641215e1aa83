import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { TOWN_ROLES, VILLAGE_ROLES } from '../../staff/contract.ts';
import { listNames, listPostHolders } from '../../staff/server/door.ts';
import { type ActCode, permissions } from '../contract.ts';

/** What waits for its team, and the act by which the town names another. */
const CLAIM: ActCode = 'claimVerification';
export const NAME_ANEW: ActCode = 'dispatchVerification';

/**
 * Sheets of an area that nobody has taken yet and whose team has somebody who works there no longer (suspended, locked, closed, without the post): by
 * the id of their task the names of those who left. Only for whoever names teams; nothing for others.
 */
export async function findTeamsLeft(tx: Tx, actor: Actor, area: string): Promise<Map<string, string[]>> {
  const none = new Map<string, string[]>();
  if (!(permissions[NAME_ANEW] as readonly string[]).includes(actor.role)) return none;
  const handed = await tx
    .selectFrom('casework.task as t')
    .select(['t.id', 't.area_code', 't.assignees'])
    .where('closed_at', 'is', null)
    .where('kind', '=', CLAIM)
    .where('assignees', 'is not', null)
    .where(inArea('t', area))
    .execute();
  if (handed.length === 0) return none;
  const here = await whoWorks(
    tx,
    handed.map((task) => task.area_code),
  );
  const left = handed.flatMap(({ id, area_code, assignees }) => {
    const gone = (assignees ?? []).filter((who) => !here(who, area_code));
    return gone.length > 0 ? [{ id, gone }] : [];
  });
  const names = await listNames(
    tx,
    left.flatMap(({ gone }) => gone),
  );
  return new Map(left.map(({ id, gone }) => [id, gone.map((who) => names.get(who) ?? '有人')]));
}

/** Why a team is named anew, before what the sheet says itself. */
export const leftWords = (names: readonly string[], reason: string): string =>
  `须重新指定人员：${names.join('、')}已不在岗。${reason}`;

/** Who may go to a village: officers of it and of its town whose account acts. */
async function whoWorks(tx: Tx, villages: readonly string[]): Promise<(who: string, village: string) => boolean> {
  const holders = await listPostHolders(tx, {
    areas: [...new Set(villages.flatMap((village) => [village, village.slice(0, 9)]))],
    roles: [...TOWN_ROLES, ...VILLAGE_ROLES],
    on: clock.today(),
    active: true,
  });
  const places = new Set(holders.map(({ accountId, areaCode }) => `${accountId}@${areaCode}`));
  return (who, village) => [village, village.slice(0, 9)].some((place) => places.has(`${who}@${place}`));
}
