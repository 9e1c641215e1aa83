import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import { PostWish } from '../contract.accounts.ts';
import { accountRefusal, checkAgreement, checkDuties } from '../rules.accounts.ts';
import { refuseSameHands } from './accounts.hands.ts';
import { givePost } from './commands.ts';
import { isOpen, postsOfAccount } from './reach.ts';

/** A decision on a request: of an account (by the account's version) or of a post (by the request's). */
export interface Decision {
  request: { id: string } | { accountId: string };
  expected: number;
  approve: boolean;
  opinion: string | null;
}

interface Waiting {
  id: string;
  account_id: string;
  area_code: string;
  kind: string;
  posts: unknown;
  entered_by: string;
  version: number;
}

/**
 * Agrees to a request or refuses it. Agreeing opens the account and gives the posts at once. Refuses `maker-is-checker`, `own-account`, what the
 * actor may not grant, `sign-in-from-each-other`, and whatever was decided before (`version-stale`).
 */
export async function decideGrant(tx: Tx, actor: Actor, decision: Decision): Promise<{ accountId: string }> {
  const { request, account } = await takeWaiting(tx, decision.request);
  const version = request.kind === 'account' ? account.version : request.version;
  if (version !== decision.expected) throw staleVersion();
  const posts = PostWish.array().parse(request.posts);
  checkAgreement(actor, { enteredBy: request.entered_by, accountId: account.id, posts });
  await refuseSameHands(tx, { decider: actor.accountId, maker: request.entered_by, about: account.id });
  await settleRequest(tx, actor, { request, decision });
  if (decision.approve) await give(tx, { account, posts });
  await settleAccount(tx, actor, { request, account, decision });
  await recordAudit(tx, actor, {
    action: verbOf(request.kind, decision.approve),
    areaCode: request.area_code,
    objectKey: `account:${account.id}`,
    ...(decision.opinion ? { reason: decision.opinion } : {}),
    detail: { posts: posts.map(({ role, areaCode }) => `${role}@${areaCode}`) },
  });
  return { accountId: account.id };
}

const verbOf = (kind: string, approve: boolean) =>
  `${approve ? 'approve' : 'refuse'}${kind === 'account' ? 'Account' : 'Post'}`;

/** Takes back what one asked for, while nobody decided; an account that was asked for is closed again. */
export async function withdrawGrant(
  tx: Tx,
  actor: Actor,
  { id, expected }: { id: string; expected: number },
): Promise<{ accountId: string }> {
  const { request } = await takeWaiting(tx, { id });
  if (request.entered_by !== actor.accountId) throw notFound('这份申请');
  if (request.version !== expected) throw staleVersion();
  if (!(await endRequest(tx, request, 'withdrawn'))) throw staleVersion();
  await recordAudit(tx, actor, {
    action: 'withdrawGrantRequest',
    areaCode: request.area_code,
    objectKey: `account:${request.account_id}`,
  });
  return { accountId: request.account_id };
}

/**
 * Ends a request without a decision; the account that it would have opened is closed and its login name free again. False, and nothing is done,
 * when the request waits no longer.
 */
export async function endRequest(
  tx: Tx,
  request: Pick<Waiting, 'id' | 'account_id' | 'kind'>,
  state: 'withdrawn' | 'lapsed',
): Promise<boolean> {
  await holdAccount(tx, request.account_id);
  const ended = await tx
    .updateTable('staff.grant_request')
    .set((eb) => ({ state, version: eb('version', '+', 1) }))
    .where('id', '=', request.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (Number(ended.numUpdatedRows) === 0) return false;
  if (request.kind !== 'account') return true;
  await tx
    .updateTable('staff.account')
    .set((eb) => ({ ...gone(request.account_id), version: eb('version', '+', 1) }))
    .where('id', '=', request.account_id)
    .where('status', '=', 'PENDING')
    .execute();
  return true;
}

/** An account that was never opened: nobody signed in with it, so somebody else may have its login name. */
const gone = (id: string) => ({
  status: 'CLOSED',
  login_name: `~${id}`,
  state_at: clock.wall(),
  changed_at: clock.now(),
});

/** The account, held; whoever needs its request too takes that afterwards. */
const holdAccount = (tx: Tx, id: string) =>
  tx
    .selectFrom('staff.account')
    .select(['id', 'status', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

/** The request and its account, both held, the account first as everywhere, so that two people never wait for each other in a circle. */
async function takeWaiting(
  tx: Tx,
  which: Decision['request'],
): Promise<{ request: Waiting; account: { id: string; status: string; version: number } }> {
  const found = await tx
    .selectFrom('staff.grant_request')
    .select(['id', 'account_id'])
    .where((eb) =>
      'id' in which
        ? eb('id', '=', which.id)
        : eb.and([eb('account_id', '=', which.accountId), eb('kind', '=', 'account')]),
    )
    .executeTakeFirst();
  if (!found) throw notFound('这份申请');
  const account = await holdAccount(tx, found.account_id);
  const request = await tx
    .selectFrom('staff.grant_request')
    .select(['id', 'account_id', 'area_code', 'kind', 'posts', 'entered_by', 'version', 'state'])
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirst();
  if (!account || !request) throw notFound('这份申请');
  if (request.state !== 'waiting') throw staleVersion();
  return { request, account };
}

async function settleRequest(
  tx: Tx,
  actor: Actor,
  { request, decision }: { request: Waiting; decision: Decision },
): Promise<void> {
  const settled = await tx
    .updateTable('staff.grant_request')
    .set({
      state: decision.approve ? 'approved' : 'refused',
      decided_by: actor.accountId,
      decided_by_name: actor.name,
      decided_at: clock.wall(),
      opinion: decision.opinion,
      version: request.version + 1,
    })
    .where('id', '=', request.id)
    .where('version', '=', request.version)
    .executeTakeFirst();
  if (Number(settled.numUpdatedRows) !== 1) throw staleVersion();
}

async function settleAccount(
  tx: Tx,
  actor: Actor,
  { request, account, decision }: { request: Waiting; account: { id: string; version: number }; decision: Decision },
): Promise<void> {
  const opening = {
    ...(decision.approve ? { status: 'ACTIVE', state_at: clock.wall() } : gone(account.id)),
    state_reason: decision.opinion,
    state_by_name: actor.name,
    decided_by: actor.accountId,
    decided_by_name: actor.name,
    decided_at: clock.wall(),
  };
  await tx
    .updateTable('staff.account')
    .set({ ...(request.kind === 'account' ? opening : {}), version: account.version + 1, changed_at: clock.now() })
    .where('id', '=', account.id)
    .where('version', '=', account.version)
    .execute();
}

async function give(
  tx: Tx,
  { account, posts }: { account: { id: string; status: string }; posts: readonly PostWish[] },
): Promise<void> {
  if (account.status === 'CLOSED') throw accountRefusal('account-state', '账号已经注销，不能加岗位。', 409);
  const held = (await postsOfAccount(tx, account.id)).filter(isOpen);
  checkDuties([...held, ...posts].map(({ role }) => role));
  for (const post of posts) {
    if (post.validTo && post.validTo < clock.today()) throw accountRefusal('post-over', '岗位的止期已过，请退回重提。');
    await givePost(tx, account.id, {
      ...post,
      validFrom: post.validFrom && post.validFrom > clock.today() ? post.validFrom : clock.today(),
    });
  }
}
