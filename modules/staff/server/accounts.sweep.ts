import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { type Actor, systemActor, type Tx, withBulkLoad, withScope } from '@shouwang/platform/db/scope.ts';
import { endSessions } from '@shouwang/platform/identity/identity.ts';
import { sql } from 'kysely';
import { IDLE_LOCK_DAYS, REQUEST_DAYS } from '../rules.accounts.ts';
import { endRequest } from './accounts.decide.ts';
import { isLastAdministrator, recordArea } from './accounts.keep.ts';
import { soundOf } from './pinyin.ts';
import { isOpen, postsOfAccount, takeAccount } from './reach.ts';

const PURPOSE = '久未登录锁定';
const SETTING = 'account.idleLockDays';
const DAYS_MIN = 30;
const DAYS_MAX = 730;
const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const ago = (days: number) => new Date(clock.wall().getTime() - days * 86_400_000);

/** What the upkeep does about accounts: locks those that nobody signs in with, lets old requests lapse, fills sounds of names. Returns how many rows changed. */
export async function sweepAccounts(atOnce = AT_ONCE): Promise<number> {
  const idle = await lockIdle(atOnce);
  const lapsed = await lapseRequests();
  return idle + lapsed + (await fillSounds());
}

/**
 * Locks accounts that nobody has signed in with for `account.idleLockDays` days of real time; resuming asks who the person is. The last administrator
 * of a place is not locked, since nobody there could resume him, and demonstration accounts never are. Goes through all that are due, `atOnce` at a
 * time: those that are passed over stay due, and must not stand in the way of the others.
 */
async function lockIdle(atOnce: number): Promise<number> {
  let locked = 0;
  let due = await idleAfter(BEFORE_ALL, atOnce);
  while (due.length > 0) {
    for (const id of due) if (await lockOne(id)) locked += 1;
    due = due.length < atOnce ? [] : await idleAfter(due.at(-1) ?? BEFORE_ALL, atOnce);
  }
  return locked;
}

/** The next accounts, by id, that nobody has signed in with for too long. */
async function idleAfter(after: string, atOnce: number): Promise<string[]> {
  return withScope(systemActor('none', PURPOSE), async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select a.id from staff.account a join identity.credential c on c.account_id = a.id
      where a.status = 'ACTIVE' and not a.is_demonstration and a.id > ${after}
        and greatest(c.last_sign_in_at, c.changed_at, a.state_at) < ${ago(await idleDays(tx))}
      order by a.id limit ${atOnce}`.execute(tx);
    return rows.map(({ id }) => id);
  });
}

async function idleDays(tx: Tx): Promise<number> {
  const row = await tx.selectFrom('platform.setting').select('value').where('name', '=', SETTING).executeTakeFirst();
  const days = Number(row?.value ?? IDLE_LOCK_DAYS);
  return Number.isInteger(days) && days >= DAYS_MIN && days <= DAYS_MAX ? days : IDLE_LOCK_DAYS;
}

/** Takes the account first and its places afterwards, as everybody who ends posts or accounts does; what was decided meanwhile is seen then. */
async function lockOne(id: string): Promise<boolean> {
  const seen = await withScope(systemActor('none', PURPOSE), (tx) => postsOfAccount(tx, id));
  const actor = systemActor(recordArea(seen) || 'none', PURPOSE);
  return withScope(actor, async (tx) => {
    const { posts } = await takeAccount(tx, actor, id);
    // Somebody changed the posts in between: the next upkeep asks again.
    if ((recordArea(posts) || 'none') !== actor.areaCode) return false;
    return !(await isLastAdministrator(tx, id, posts.filter(isOpen))) && lock(tx, actor, id);
  });
}

async function lock(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const changed = await tx
    .updateTable('staff.account')
    .set((eb) => ({
      status: 'LOCKED',
      state_reason: '久未登录，自动锁定',
      state_by_name: actor.name,
      state_at: clock.wall(),
      version: eb('version', '+', 1),
      changed_at: clock.now(),
    }))
    .where('id', '=', id)
    .where('status', '=', 'ACTIVE')
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) === 0) return false;
  await endSessions(tx, { accountId: id });
  await recordAudit(tx, actor, { action: 'lockAccount', areaCode: actor.areaCode, objectKey: `account:${id}` });
  return true;
}

/** Requests that nobody decided within 30 days lapse; the account that was asked for is closed and its login name free. */
async function lapseRequests(): Promise<number> {
  const due = await withBulkLoad('lapse-requests', async (client) => {
    const { rows } = await client.query<{ id: string; account_id: string; area_code: string; kind: string }>(
      `select id, account_id, area_code, kind from staff.grant_request where state = 'waiting' and entered_at < $1 limit ${AT_ONCE}`,
      [ago(REQUEST_DAYS)],
    );
    return rows;
  });
  let lapsed = 0;
  for (const request of due) if (await lapse(request)) lapsed += 1;
  return lapsed;
}

/** Somebody may have decided since the request was found due: then nothing is done, and nothing put on record. */
async function lapse(request: { id: string; account_id: string; area_code: string; kind: string }): Promise<boolean> {
  const actor = systemActor(request.area_code, '申请过期');
  return withScope(actor, async (tx) => {
    if (!(await endRequest(tx, request, 'lapsed'))) return false;
    await recordAudit(tx, actor, {
      action: 'lapseGrantRequest',
      areaCode: request.area_code,
      objectKey: `account:${request.account_id}`,
    });
    return true;
  });
}

/** Accounts of earlier times have no sound yet. */
async function fillSounds(): Promise<number> {
  return withScope(systemActor('none', '姓名读音'), async (tx) => {
    const rows = await tx
      .selectFrom('staff.account')
      .select(['id', 'name'])
      .where('pinyin', '=', '')
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    for (const { id, name } of rows)
      await tx.updateTable('staff.account').set(soundOf(name)).where('id', '=', id).execute();
    return rows.length;
  });
}
