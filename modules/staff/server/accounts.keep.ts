import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { endSessions } from '@shouwang/platform/identity/identity.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Leaving } from '../contract.accounts.ts';
import type { RoleCode } from '../contract.ts';
import {
  accountRefusal,
  checkKeeping,
  checkMove,
  commonArea,
  isAdministrator,
  MOVES,
  type Move,
  mayGrant,
} from '../rules.accounts.ts';
import { refuseSameHands } from './accounts.hands.ts';
import { openWorkOf } from './open-work.ts';
import { type AccountRecord, isOpen, keepingPosts, type PostRecord, takeAccount } from './reach.ts';
import { endSessionOf } from './sessions.ts';

/** An account, as its reader saw it. */
export interface Seen {
  id: string;
  expected: number;
}

interface Taken {
  account: AccountRecord;
  posts: PostRecord[];
}

/** The account, held, when the actor keeps it and it is as he saw it. */
export async function takeKept(tx: Tx, actor: Actor, { id, expected }: Seen): Promise<Taken> {
  const taken = await takeAccount(tx, actor, id);
  if (taken.posts.length === 0) throw accountRefusal('account-state', '账号还没有岗位，请先办完申请。', 409);
  checkKeeping(actor, { id, posts: keepingPosts(taken.posts) });
  if (taken.account.version !== expected) throw staleVersion();
  return taken;
}

/** Where what is done to an account is put on record. */
export const recordArea = (posts: readonly PostRecord[]) =>
  commonArea(keepingPosts(posts).map((post) => post.areaCode));

/**
 * Suspends an account (transfer, end of service) or closes it for good; its sessions end. Refuses `open-work` until somebody is named who takes it
 * over, `successor-unfit`, and `last-administrator`.
 */
export async function leaveAccount(
  tx: Tx,
  actor: Actor,
  leaving: Seen & Leaving & { verb: 'suspendAccount' | 'closeAccount' },
): Promise<void> {
  const taken = await takeKept(tx, actor, leaving);
  checkMove(leaving.verb, taken.account.status);
  await keepOneAdministrator(tx, taken.account.id, taken.posts.filter(isOpen));
  const successor = leaving.successorId ? await successorOf(tx, taken, leaving.successorId) : null;
  if (leaving.verb === 'closeAccount') await endPosts(tx, taken.posts.filter(isOpen));
  await move(tx, actor, { taken, verb: leaving.verb, reason: leaving.reason, successor });
  await endSessions(tx, { accountId: taken.account.id });
  // Asked last: on a cluster no reference table may be written after tasks were read in many counties. A refusal takes all of it back.
  if (!successor) await refuseOpenWork(tx, taken.account.id);
}

/**
 * Lets an account act again that was suspended or locked; whoever does it has made sure who the person is. Refuses `sign-in-from-each-other` to whoever
 * is held by that person.
 */
export async function resumeAccount(tx: Tx, actor: Actor, seen: Seen & { reason: string }): Promise<void> {
  const taken = await takeKept(tx, actor, seen);
  checkMove('resumeAccount', taken.account.status);
  await refuseSameHands(tx, { decider: actor.accountId, about: taken.account.id });
  await move(tx, actor, { taken, verb: 'resumeAccount', reason: seen.reason, successor: null });
}

/** Ends one post from today on; its sessions end. The account may hold others, also outside of the actor's area. */
export async function endPost(
  tx: Tx,
  actor: Actor,
  { postId, reason, ...seen }: Seen & { postId: string; reason: string },
): Promise<void> {
  const { account, posts } = await takeAccount(tx, actor, seen.id);
  const post = posts.find(({ id }) => id === postId);
  if (!post) throw notFound('这个岗位');
  checkKeeping(actor, { id: account.id, posts: [{ role: post.role as RoleCode, areaCode: post.area_code }] });
  if (account.version !== seen.expected) throw staleVersion();
  if (!isOpen(post)) throw accountRefusal('post-ended', '这个岗位已经结束。', 409);
  await keepOneAdministrator(tx, account.id, [post]);
  await endPosts(tx, [post]);
  await tx
    .updateTable('staff.account')
    .set({ version: account.version + 1, changed_at: clock.now() })
    .where('id', '=', account.id)
    .execute();
  await endSessions(tx, { accountId: account.id });
  await recordAudit(tx, actor, {
    action: 'endPost',
    areaCode: post.area_code,
    objectKey: `account:${account.id}`,
    reason,
    detail: { posts: [`${post.role}@${post.area_code}`] },
  });
}

/** Ends one session of somebody. */
export async function endAccountSession(
  tx: Tx,
  actor: Actor,
  { id, sessionId }: { id: string; sessionId: string },
): Promise<void> {
  const { account, posts } = await takeAccount(tx, actor, id);
  checkKeeping(actor, { id, posts: keepingPosts(posts) });
  if (!(await endSessionOf(tx, account.id, sessionId))) throw notFound('这个会话');
  await recordAudit(tx, actor, {
    action: 'endAccountSession',
    areaCode: recordArea(posts),
    objectKey: `account:${account.id}`,
  });
}

/** A post that began is over since yesterday; one that never began has no day at all. The account is held already, the posts go by id. */
async function endPosts(tx: Tx, posts: readonly PostRecord[]): Promise<void> {
  const yesterday = addDays(clock.today(), -1);
  for (const post of [...posts].sort((a, b) => (a.id < b.id ? -1 : 1)))
    await tx
      .updateTable('staff.post')
      .set({ valid_to: yesterday, version: post.version + 1, changed_at: clock.now() })
      .where('id', '=', post.id)
      .where('version', '=', post.version)
      .execute();
}

/** Accounts `a` that act, with their posts in force `p`. */
const acting = (condition: RawBuilder<unknown>) => sql<{ id: string }>`
  select a.id from staff.account a join staff.post p on p.account_id = a.id
  where a.status = 'ACTIVE' and p.valid_from <= ${clock.today()} and coalesce(p.valid_to, 'infinity') >= ${clock.today()} and ${condition}`;

/** Refuses `last-administrator` when for one of the posts nobody else who can sign in acts in the same role and place. */
async function keepOneAdministrator(tx: Tx, accountId: string, posts: readonly Place[]): Promise<void> {
  if (!(await isLastAdministrator(tx, accountId, posts))) return;
  throw accountRefusal('last-administrator', '他是这里最后一名这个岗位的管理员，请先让另一人任这个岗位。');
}

type Place = Pick<PostRecord, 'role' | 'area_code'>;

/**
 * Whether an account is the last that acts in an administrator's role at one of the places. Whoever asks this about a place waits for whoever asked
 * before, so that two do not go at once. The account must be held already: first the account, then the places, all of them in one order, so that two
 * never wait for each other in a circle.
 */
export async function isLastAdministrator(tx: Tx, accountId: string, posts: readonly Place[]): Promise<boolean> {
  const places = posts.filter(({ role }) => isAdministrator(role));
  await holdPlaces(tx, places);
  for (const { role, area_code } of places) {
    const { rows } = await acting(sql`p.role = ${role} and p.area_code = ${area_code}
      and exists (select from identity.credential c where c.account_id = a.id)`).execute(tx);
    if (rows.some(({ id }) => id === accountId) && rows.every(({ id }) => id === accountId)) return true;
  }
  return false;
}

/** Places are held in the order of the numbers by which the database knows them, whatever order the posts come in. */
async function holdPlaces(tx: Tx, places: readonly Place[]): Promise<void> {
  const words = places.map(({ role, area_code }) => `administrators ${role} ${area_code}`);
  const { rows } = await sql<{ place: number }>`
    select distinct hashtext(word) as place from unnest(${words}::text[]) word order by 1`.execute(tx);
  for (const { place } of rows) await sql`select pg_advisory_xact_lock(${place})`.execute(tx);
}

async function refuseOpenWork(tx: Tx, accountId: string): Promise<void> {
  const work = await openWorkOf(tx, accountId);
  if (work.length === 0) return;
  const words = work.map(({ label, count }) => `${label} ${count} 件`).join('、');
  throw accountRefusal('open-work', `他还有未办完的工作（${words}），请先移交，或写明由谁接手。`);
}

async function successorOf(
  tx: Tx,
  { account, posts }: Taken,
  successorId: string,
): Promise<{ id: string; name: string }> {
  const places = keepingPosts(posts).map((post) => post.areaCode);
  const found = await sql<{ id: string; name: string }>`
    select a.id, a.name from staff.account a where a.id = ${successorId} and a.id <> ${account.id} and a.id in (${acting(
      sql`p.account_id = ${successorId} and exists (select from unnest(${places}::text[]) place where left(place, 9) = left(p.area_code, 9) or place like p.area_code || '%')`,
    )})`.execute(tx);
  const successor = found.rows[0];
  if (!successor) throw accountRefusal('successor-unfit', '接手的人须在同一地方或上级有在任岗位，请另选一人。');
  return successor;
}

async function move(
  tx: Tx,
  actor: Actor,
  {
    taken,
    verb,
    reason,
    successor,
  }: { taken: Taken; verb: Move; reason: string; successor: { id: string; name: string } | null },
): Promise<void> {
  const { account, posts } = taken;
  const changed = await tx
    .updateTable('staff.account')
    .set({
      status: MOVES[verb].to,
      state_reason: reason,
      state_by_name: actor.name,
      state_at: clock.wall(),
      successor_id: successor?.id ?? null,
      successor_name: successor?.name ?? null,
      version: account.version + 1,
      changed_at: clock.now(),
    })
    .where('id', '=', account.id)
    .where('version', '=', account.version)
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) !== 1) throw staleVersion();
  await recordAudit(tx, actor, {
    action: verb,
    areaCode: recordArea(posts),
    objectKey: `account:${account.id}`,
    reason,
    detail: { from: account.status, to: MOVES[verb].to, successor: successor?.id ?? null },
  });
}

/** Ids of posts that the actor may end, of those that are open. */
export const endablePosts = (actor: Actor, account: { id: string }, posts: readonly PostRecord[]): string[] =>
  account.id === actor.accountId
    ? []
    : posts
        .filter(isOpen)
        .filter((post) => mayGrant(actor, 'keeps', { role: post.role as RoleCode, areaCode: post.area_code }))
        .map(({ id }) => id);
