import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { TOWN_ROLES, VILLAGE_ROLES } from '../../staff/contract.ts';
import type { TeamPost } from '../picture.ts';
import type { Officer } from '../rules.team.ts';

/** Officers with a post in force in a village and in its town, the town first, then by name: from them a team is named. */
export async function listOfficers(tx: Tx, village: string): Promise<Officer[]> {
  const today = clock.today();
  const posts = await tx
    .selectFrom('staff.post as p')
    .innerJoin('staff.account as a', 'a.id', 'p.account_id')
    .select(['a.id', 'a.name', 'p.title', 'p.role'])
    .where('a.status', '=', 'ACTIVE')
    .where('p.role', 'in', [...TOWN_ROLES, ...VILLAGE_ROLES])
    .where('p.valid_from', '<=', today)
    .where((eb) => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', today)]))
    .where((eb) => eb.or([eb('p.area_code', '=', village.slice(0, 9)), eb('p.area_code', '=', village)]))
    .orderBy('p.area_code')
    .orderBy('a.name')
    .orderBy('p.id')
    .execute();
  return posts.map((post) => ({
    accountId: post.id,
    name: post.name,
    unit: post.title.slice(0, 40) || '—',
    role: post.role,
  }));
}

/** The same people as the rules about teams look at them. */
export async function listTeamPosts(tx: Tx, village: string): Promise<TeamPost[]> {
  return (await listOfficers(tx, village)).map(({ accountId, name, role }) => ({ accountId, name, role }));
}
