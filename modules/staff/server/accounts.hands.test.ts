import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { sweepIdentity } from '@shouwang/platform/identity/identity.ts';
import type { TestApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Administrator,
  act,
  anAdministrator,
  anOffice,
  anOpenAccount,
  askAccount,
  aWish,
  handedOut,
  inDatabase,
  type Office,
} from '../accounts.fixture.ts';
import type { AccountView } from '../contract.accounts.ts';
import { anOfficer } from '../fixtures.ts';

useTestDatabase();
let app: TestApp;
let office: Office['people'];

beforeAll(async () => {
  ({ app, people: office } = await anOffice());
});

type Person = 'maker' | 'decider' | 'a' | 'b' | 'c' | 'none';
type HandOut = readonly [by: Person, to: Person, daysAgo: number];
type People = Record<Person, { accountId: string }>;

/** New people for each case, since whatever was handed out to the others stays known. */
async function people(): Promise<People & { maker: Administrator; decider: Administrator }> {
  const [a, b, c] = await Promise.all(
    ['甲', '乙', '丙'].map((name) => anOfficer({ role: 'PROV_LEAD', areaCode: '44', name })),
  );
  if (!a || !b || !c) throw new Error('three people');
  const maker = await anAdministrator('COUNTY_APPROVER', '440229', '新审定');
  const decider = await anAdministrator('COUNTY_LEAD', '440229', '新主管');
  return { maker, decider, a, b, c, none: systemActor('none', '命令行') };
}
const handAll = async (who: People, handOuts: readonly HandOut[]) => {
  for (const [by, to, days] of handOuts) await handedOut(who[by].accountId, who[to], days);
};

const REFUSED = [403, 'sign-in-from-each-other'];
const AGREED = [200, undefined];

describe('agreeing to what somebody asked for', () => {
  const cases: [string, readonly HandOut[], unknown[]][] = [
    ['whose sign-in one made six days ago is refused', [['decider', 'maker', 6]], REFUSED],
    ['whose sign-in one made eight days ago is allowed', [['decider', 'maker', 8]], AGREED],
    ['who made one’s sign-in is refused', [['maker', 'decider', 6]], REFUSED],
    [
      'who has his from the same person is refused',
      [
        ['a', 'maker', 6],
        ['a', 'decider', 6],
      ],
      REFUSED,
    ],
    [
      'who has an older one from the same person is allowed',
      [
        ['a', 'maker', 8],
        ['a', 'decider', 6],
      ],
      AGREED,
    ],
    [
      'with an older one from the same person is allowed',
      [
        ['a', 'maker', 6],
        ['a', 'decider', 8],
      ],
      AGREED,
    ],
    [
      'who has his from another person is allowed',
      [
        ['a', 'maker', 6],
        ['b', 'decider', 6],
      ],
      AGREED,
    ],
    [
      'who has his from the command line too is allowed',
      [
        ['none', 'maker', 6],
        ['none', 'decider', 6],
      ],
      AGREED,
    ],
    [
      'who made the sign-in of the maker of one’s own is refused',
      [
        ['maker', 'a', 6],
        ['a', 'decider', 5],
      ],
      REFUSED,
    ],
    [
      'over three others is refused',
      [
        ['maker', 'a', 6],
        ['a', 'b', 5],
        ['b', 'c', 4],
        ['c', 'decider', 3],
      ],
      REFUSED,
    ],
    [
      'whose sign-in one made over another is refused',
      [
        ['decider', 'a', 6],
        ['a', 'maker', 5],
      ],
      REFUSED,
    ],
    [
      'when both lead back to one person is refused',
      [
        ['a', 'b', 6],
        ['b', 'maker', 5],
        ['a', 'decider', 4],
      ],
      REFUSED,
    ],
    [
      'who held the maker of one’s sign-in only afterwards is allowed',
      [
        ['a', 'decider', 6],
        ['maker', 'a', 5],
      ],
      AGREED,
    ],
    [
      'who held the maker more than a week before is allowed',
      [
        ['maker', 'a', 13],
        ['a', 'decider', 5],
      ],
      AGREED,
    ],
    [
      'who held the maker within the week before, is refused',
      [
        ['maker', 'a', 11],
        ['a', 'decider', 5],
      ],
      REFUSED,
    ],
    [
      'a later sign-in of the one between does not hide it',
      [
        ['maker', 'a', 6],
        ['a', 'decider', 5],
        ['b', 'a', 4],
      ],
      REFUSED,
    ],
    [
      'a later sign-in from somebody else ends it',
      [
        ['maker', 'decider', 6],
        ['b', 'decider', 5],
      ],
      AGREED,
    ],
    [
      'even when two hand out to each other without end, it comes to an end',
      [
        ['a', 'b', 6],
        ['b', 'a', 5],
        ['a', 'decider', 4],
      ],
      AGREED,
    ],
  ];
  it.each(cases)('%s', async (_what, handOuts, expected) => {
    const who = await people();
    await handAll(who, handOuts);
    const asked = (await askAccount(app, who.maker, [aWish()])).body;
    const answer = await act(app, who.decider, asked, { verb: 'approval' });
    expect([answer.status, answer.body.code]).toEqual(expected);
  });

  it('is refused to whoever is held over more steps than are looked at', async () => {
    const who = await people();
    const turns = Array.from({ length: 8 }, (_, n): HandOut => [n % 2 ? 'a' : 'b', n % 2 ? 'b' : 'a', 6 - n * 0.5]);
    await handAll(who, [...turns, ['a', 'decider', 1]]);
    const asked = (await askAccount(app, who.maker, [aWish()])).body;
    expect((await act(app, who.decider, asked, { verb: 'approval' })).body.code).toBe('sign-in-from-each-other');
  });
});

describe('what an honest third person asks for', () => {
  const asked = async (who: Awaited<ReturnType<typeof people>>, account: AccountView) => {
    const { body } = await app.call<AccountView>(who.maker, {
      method: 'POST',
      url: `/api/accounts/${account.id}/posts`,
      payload: aWish({ areaCode: '440229104202' }),
      headers: { 'if-match': `"${account.version}"` },
    });
    const [request] = body.requests;
    return (as: Administrator) =>
      app.call<{ code?: string }>(as, {
        method: 'POST',
        url: `/api/account-requests/${request?.id}/approval`,
        payload: {},
        headers: { 'if-match': `"${request?.version}"` },
      });
  };

  it('for the one who holds the decider is refused, also over another, until somebody else is asked', async () => {
    const who = await people();
    const account = await anOpenAccount(app, { asks: office.approver, agrees: office.lead });
    await handedOut(account.id, who.a, 3);
    await handedOut(who.a.accountId, who.decider, 2);
    const agree = await asked(who, account);
    expect((await agree(who.decider)).body.code).toBe('sign-in-from-each-other');
    expect((await agree(office.lead2)).status).toBe(200);
  });

  it('for somebody to whom the decider handed out his first sign-in is allowed', async () => {
    const who = await people();
    const account = await anOpenAccount(app, { asks: office.approver, agrees: office.lead });
    await handedOut(who.decider.accountId, { accountId: account.id }, 2);
    expect((await (await asked(who, account))(who.decider)).status).toBe(200);
  });
});

describe('a lead whose sign-in another one made', () => {
  const leads = async () => {
    const [a, x] = [await anAdministrator('PROV_LEAD', '44', '甲'), await anAdministrator('PROV_LEAD', '44', '乙')];
    await handedOut(a.accountId, x, 2);
    return { a, x };
  };
  const seen = async (whom: Administrator) =>
    (await app.call<AccountView>(office.province, { method: 'GET', url: `/api/accounts/${whom.accountId}` })).body;

  it('hands out no sign-in to that one; another lead does, and it is kept who did', async () => {
    const { a, x } = await leads();
    const lost = { verb: 'credential', reason: '遗失' };
    expect((await act(app, x, await seen(a), lost)).body.code).toBe('sign-in-from-each-other');
    expect((await act(app, office.province, await seen(a), lost)).status).toBe(200);
    const kept = await inDatabase('select issued_by from identity.hand_out where account_id = $1', [a.accountId]);
    expect(kept).toEqual([{ issued_by: office.province.accountId }]);
  });

  it('does not let that one act again', async () => {
    const { a, x } = await leads();
    const left = await act(app, office.province, await seen(a), { verb: 'suspension', reason: '借调' });
    const back = { verb: 'resumption', reason: '借调结束' };
    expect((await act(app, x, left.body, back)).body.code).toBe('sign-in-from-each-other');
    expect((await act(app, office.province, left.body, back)).status).toBe(200);
  });
});

it('who handed out what is forgotten after two months, not before', async () => {
  const who = await people();
  await handAll(who, [
    ['a', 'b', 61],
    ['a', 'c', 59],
  ]);
  await withScope(systemActor('none', '测试'), sweepIdentity);
  const left = await inDatabase('select account_id from identity.hand_out where issued_by = $1', [who.a.accountId]);
  expect(left).toEqual([{ account_id: who.c.accountId }]);
});
