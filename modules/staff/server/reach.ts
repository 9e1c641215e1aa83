import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound, Refusal } from '@shouwang/platform/errors/refusal.ts';
import { type RawBuilder, sql } from 'kysely';
import type { RoleCode } from '../contract.ts';
import type { PostPlace } from '../rules.accounts.ts';

/*
 * Who sees which accounts. The tables of accounts and posts are read everywhere (sign-in, naming a team, whoever approves above), so row-level
 * security does not narrow them: whatever administers accounts goes through this file. Writing is narrowed by the database as well.
 */

type Condition = RawBuilder<boolean>;

const SYSTEM_ROLE = 'SYSTEM';
/** From this length of an area code on it holds so few accounts that they are gathered first. */
const SMALL_AREA_DIGITS = 4;

/** The area of a request within the actor's: the narrower of both. Two areas that have nothing in common are refused. */
export function narrow(actor: Actor, area: string | undefined): string {
  if (area === undefined || actor.areaCode.startsWith(area)) return actor.areaCode;
  if (area.startsWith(actor.areaCode)) return area;
  throw new Refusal('outside-scope', { status: 403, detail: '不在您的辖区。' });
}

/** Posts `p` of an area, of a role when one is given. */
function postsOf(area: string, role: string | undefined): Condition {
  const place = sql<boolean>`p.area_code >= ${area} and p.area_code < ${`${area}:`}`;
  return role === undefined ? place : sql<boolean>`${place} and p.role = ${role}`;
}

/** Requests `r` of an area that wait, or that asked for a whole account; for a role when one is given. */
function requestsOf(area: string, role: string | undefined): Condition {
  const place = sql<boolean>`r.area_code >= ${area} and r.area_code < ${`${area}:`} and (r.state = 'waiting' or r.kind = 'account')`;
  return role === undefined ? place : sql<boolean>`${place} and r.posts @> ${JSON.stringify([{ role }])}::jsonb`;
}

/**
 * Accounts `a` within an area: they have or had a post there, or one is asked for. The few of a small area, or of a role, are gathered first; in a
 * large area the list is walked in its order and each account asked.
 */
export function withinReach(area: string, role?: string): Condition {
  const posts = postsOf(area, role);
  const requests = requestsOf(area, role);
  if (area.length >= SMALL_AREA_DIGITS || role !== undefined)
    return sql<boolean>`a.id in (select p.account_id from staff.post p where ${posts} union select r.account_id from staff.grant_request r where ${requests})`;
  // Each asked for one row, not `exists`: the planner would gather all posts of the province for every page.
  return sql<boolean>`coalesce((select true from staff.post p where p.account_id = a.id and ${posts} limit 1),
    (select true from staff.grant_request r where r.account_id = a.id and ${requests} limit 1))`;
}

/** An account as commands change it. */
export interface AccountRecord {
  id: string;
  name: string;
  login_name: string;
  status: string;
  version: number;
}

/** A post as commands look at it. */
export interface PostRecord {
  id: string;
  role: string;
  area_code: string;
  valid_from: string;
  valid_to: string | null;
  version: number;
}

/** An account within the actor's reach, held until the transaction ends, with all its posts; refuses `not-found` otherwise. */
export async function takeAccount(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ account: AccountRecord; posts: PostRecord[] }> {
  const reach = actor.role === SYSTEM_ROLE ? sql<boolean>`true` : withinReach(actor.areaCode);
  const { rows } = await sql<AccountRecord>`
    select a.id, a.name, a.login_name, a.status, a.version from staff.account a where a.id = ${id} and ${reach} for update of a`.execute(
    tx,
  );
  const account = rows[0];
  if (!account) throw notFound('这个账号');
  return { account, posts: await postsOfAccount(tx, id) };
}

/** All posts of an account, everywhere, highest first. */
export async function postsOfAccount(tx: Tx, accountId: string): Promise<PostRecord[]> {
  return tx
    .selectFrom('staff.post')
    .select(['id', 'role', 'area_code', 'valid_from', 'valid_to', 'version'])
    .where('account_id', '=', accountId)
    .orderBy('area_code')
    .orderBy('id')
    .execute();
}

/** Whether a post is in force today or will be. */
export const isOpen = ({ valid_to }: Pick<PostRecord, 'valid_to'>): boolean =>
  valid_to === null || valid_to >= clock.today();

/** The posts by which it is judged who keeps an account: those in force or to come, without any the last ones. */
export function keepingPosts(posts: readonly PostRecord[]): PostPlace[] {
  const open = posts.filter(isOpen);
  return (open.length > 0 ? open : posts).map((post) => ({ role: post.role as RoleCode, areaCode: post.area_code }));
}
