import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { findArea } from '@shouwang/modules/areas/server/door.ts';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import type { AccountWish, PostWish } from '../contract.accounts.ts';
import { accountRefusal, checkDuties, checkWish, commonArea } from '../rules.accounts.ts';
import { addAreas } from './commands.ts';
import { soundOf } from './pinyin.ts';
import { isOpen, type PostRecord, takeAccount } from './reach.ts';

/** A request as it stands in the table. */
export interface RequestKey {
  id: string;
  accountId: string;
}

/** Asks for an account with its first posts: it waits until another person agrees. Refuses `login-taken` and what the rules of wishes refuse. */
export async function requestAccount(tx: Tx, actor: Actor, wish: AccountWish): Promise<RequestKey> {
  await checkWishes(tx, actor, wish.posts);
  checkDuties(wish.posts.map(({ role }) => role));
  const id = newId();
  const now = clock.wall();
  const made = await tx
    .insertInto('staff.account')
    .values({
      id,
      login_name: wish.loginName,
      name: wish.name,
      ...soundOf(wish.name),
      status: 'PENDING',
      is_demonstration: false,
      area_codes: pathOf(commonArea(wish.posts.map(({ areaCode }) => areaCode))),
      entered_by: actor.accountId,
      entered_by_name: actor.name,
      entered_at: now,
      state_at: now,
      version: 1,
      changed_at: clock.now(),
    })
    .onConflict((conflict) => conflict.column('login_name').doNothing())
    .executeTakeFirst();
  if (Number(made.numInsertedOrUpdatedRows) === 0)
    throw accountRefusal('login-taken', '这个登录名已有人用，请换一个，例如在后面加数字。', 409);
  return ask(tx, actor, { accountId: id, kind: 'account', posts: wish.posts });
}

/** Asks for a further post of somebody who has an account; he goes on as he is until another person agrees. */
export async function requestPost(
  tx: Tx,
  actor: Actor,
  { accountId, expected, wish }: { accountId: string; expected: number; wish: PostWish },
): Promise<RequestKey> {
  const { account, posts } = await takeAccount(tx, actor, accountId);
  if (account.id === actor.accountId) throw accountRefusal('own-account', '不能为自己申请岗位，请由另一人提出。', 403);
  if (account.version !== expected) throw staleVersion();
  if (account.status === 'PENDING' || account.status === 'CLOSED')
    throw accountRefusal('account-state', '账号还没有启用或已经注销，不能加岗位。', 409);
  await checkWishes(tx, actor, [wish]);
  refuseHeld(posts, wish);
  checkDuties([wish.role, ...posts.filter(isOpen).map(({ role }) => role)]);
  return ask(tx, actor, { accountId, kind: 'post', posts: [wish] });
}

async function checkWishes(tx: Tx, actor: Actor, wishes: readonly PostWish[]): Promise<void> {
  for (const wish of wishes) {
    checkWish(actor, wish, clock.today());
    if (!(await findArea(tx, wish.areaCode))) throw accountRefusal('area-outside', '没有这个地方，请从列表里选。');
  }
}

function refuseHeld(posts: readonly PostRecord[], wish: PostWish): void {
  if (posts.some((post) => isOpen(post) && post.role === wish.role && post.area_code === wish.areaCode))
    throw accountRefusal('post-held', '他已有这个岗位。', 409);
}

async function ask(
  tx: Tx,
  actor: Actor,
  { accountId, kind, posts }: { accountId: string; kind: 'account' | 'post'; posts: readonly PostWish[] },
): Promise<RequestKey> {
  const id = newId();
  const areaCode = commonArea(posts.map((post) => post.areaCode));
  const made = await tx
    .insertInto('staff.grant_request')
    .values({
      id,
      account_id: accountId,
      area_code: areaCode,
      kind,
      posts: JSON.stringify(posts),
      state: 'waiting',
      entered_by: actor.accountId,
      entered_by_name: actor.name,
      entered_by_role: actor.role,
      entered_at: clock.wall(),
      version: 1,
    })
    .onConflict((conflict) => conflict.column('account_id').where('state', '=', 'waiting').doNothing())
    .executeTakeFirst();
  if (Number(made.numInsertedOrUpdatedRows) === 0)
    throw accountRefusal('request-waiting', '这个账号已有一份申请在等同意，办完再提。', 409);
  await addAreas(tx, accountId, areaCode);
  await recordAudit(tx, actor, {
    action: kind === 'account' ? 'requestAccount' : 'requestPost',
    areaCode,
    objectKey: `account:${accountId}`,
    detail: { posts: posts.map(({ role, areaCode: at }) => `${role}@${at}`) },
  });
  return { id, accountId };
}
