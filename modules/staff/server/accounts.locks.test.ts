import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { anActor, useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Administrator, anAdministrator, inDatabase, othersWaitFor } from '../accounts.fixture.ts';
import { endPost, leaveAccount } from './accounts.keep.ts';
import { sweepAccounts } from './accounts.sweep.ts';

useTestDatabase();
const TOWN = '440229104';
const ROUNDS = 12;

beforeAll(async () => {
  await loadDivisions();
});

/** 'done', or the code with which it ended: 40P01 is a circle of two who wait for each other. */
const ended = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
const versionOf = async ({ accountId }: Administrator) =>
  Number((await inDatabase('select version from staff.account where id = $1', [accountId]))[0]?.version);
const suspend = async (as: Administrator, whom: Administrator) => {
  const leaving = { id: whom.accountId, expected: await versionOf(whom), reason: '调离', successorId: null };
  return ended(
    withScope(anActor(as), (tx) => leaveAccount(tx, anActor(as), { ...leaving, verb: 'suspendAccount' as const })),
  );
};
const endHis = async (as: Administrator, whom: Administrator) => {
  const [post] = await inDatabase('select id from staff.post where account_id = $1', [whom.accountId]);
  const ending = { id: whom.accountId, expected: await versionOf(whom), postId: String(post?.id), reason: '换届' };
  return ended(withScope(anActor(as), (tx) => endPost(tx, anActor(as), ending)));
};
/** Holds something, lets others come to wait for it, and lets go. */
const whileHeld = async (hold: (tx: Tx) => Promise<unknown>, others: (tx: Tx) => Promise<Promise<unknown>[]>) => {
  const waiting = await withScope(anActor(), async (tx) => {
    await hold(tx);
    return { all: await others(tx) };
  });
  return Promise.all(waiting.all);
};

describe.each([
  ['suspended', suspend],
  ['relieved of his post', endHis],
])('an account that is %s while the upkeep locks it', (_how, leave) => {
  it('is done with by one of the two, however they meet', async () => {
    const lead = await anAdministrator('COUNTY_LEAD', '440229');
    await anAdministrator('TOWN_REVIEWER', TOWN, '留下的人');
    for (let round = 0; round < ROUNDS; round += 1) {
      const idle = await anAdministrator('TOWN_REVIEWER', TOWN, '要走的人');
      await inDatabase(
        `update identity.credential set changed_at = now() - interval '400 days', last_sign_in_at = now() - interval '91 days' where account_id = $1`,
        [idle.accountId],
      );
      const meet =
        round % 2 === 0
          ? await whileHeld(
              (tx) => sql`select from staff.account where id = ${idle.accountId} for update`.execute(tx),
              async (tx) => {
                const first = leave(lead, idle);
                await othersWaitFor(tx, 1);
                const second = ended(sweepAccounts());
                await othersWaitFor(tx, 2);
                return [first, second];
              },
            )
          : await Promise.all([leave(lead, idle), ended(sweepAccounts())]);
      expect(meet.filter((how) => how !== 'done' && how !== 'version-stale')).toEqual([]);
      const [after] = await inDatabase('select status from staff.account where id = $1', [idle.accountId]);
      expect(meet[0] === 'done' || after?.status === 'LOCKED').toBe(true);
    }
  });
});

it('two who hold the same two posts, in different order, leave at once', async () => {
  const province = await anAdministrator('PROV_LEAD', '44');
  const roles = ['COUNTY_LEAD', 'TOWN_REVIEWER'];
  const place = '440304';
  const withBoth = async ([first = '', second = '']: readonly string[]) => {
    const one = await anAdministrator(first, place);
    await inDatabase(
      `insert into staff.post (id, account_id, role, area_code, title, valid_from, version, changed_at) values ($1, $2, $3, $4, '测试岗', '2020-01-01', 1, now())`,
      [newId(), one.accountId, second, place],
    );
    return one;
  };
  await withBoth(roles);
  for (let round = 0; round < ROUNDS; round += 1) {
    const pair = [await withBoth(roles), await withBoth([...roles].reverse())];
    const answers = await whileHeld(
      async (tx) => {
        for (const role of roles)
          await sql`select pg_advisory_xact_lock(hashtext(${`administrators ${role} ${place}`}))`.execute(tx);
      },
      async (tx) => {
        const both = pair.map((one) => suspend(province, one));
        await othersWaitFor(tx, 2);
        return both;
      },
    );
    expect(answers).toEqual(['done', 'done']);
  }
});
