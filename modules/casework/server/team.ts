import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { TOWN_ROLES, VILLAGE_ROLES } from '../../staff/contract.ts';
import { listPostHolders } from '../../staff/server/door.ts';
import type { TeamPost } from '../picture.ts';
import type { Officer } from '../rules.team.ts';

/** Officers with a post in force in a village and in its town, the town first, then by name: from them a team is named. */
export async function listOfficers(tx: Tx, village: string): Promise<Officer[]> {
  const holders = await listPostHolders(tx, {
    areas: [village.slice(0, 9), village],
    roles: [...TOWN_ROLES, ...VILLAGE_ROLES],
    on: clock.today(),
    active: true,
  });
  return holders.map(({ accountId, name, title, role }) => ({
    accountId,
    name,
    unit: title.slice(0, 40) || '—',
    role,
  }));
}

/** The same people as the rules about teams look at them. */
export async function listTeamPosts(tx: Tx, village: string): Promise<TeamPost[]> {
  return (await listOfficers(tx, village)).map(({ accountId, name, role }) => ({ accountId, name, role }));
}
