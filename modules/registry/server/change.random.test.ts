import { runSql, systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ChangeFigures, type Deed, readChronicle } from '../change.oracle.fixture.ts';
import type { ChangeLevel, ChangeView, Household } from '../contract.ts';
import { OFFICE, useChangeOffice } from './change.fixture.ts';

const { registered, read, submit, revise, withdraw, decide, view } = useChangeOffice();

/** Three people, each of whom may turn up in any post. */
const POSTS = [OFFICE.clerk, OFFICE.town, OFFICE.county, OFFICE.town, OFFICE.county];
const step = fc.record({
  act: fc.constantFrom('revise', 'withdraw', 'return', 'return', 'reject', 'approve', 'approve', 'revise'),
  person: fc.nat({ max: 2 }),
  post: fc.constantFrom(...POSTS),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const sequence = fc.record({
  county: fc.boolean(),
  first: fc.record({ person: fc.nat({ max: 2 }), post: fc.constantFrom(...POSTS) }),
  steps: fc.array(step, { minLength: 6, maxLength: 12 }),
});

const PEOPLE = [1, 2, 3].map((number) => `01900000-0000-7000-8000-00000000030${number}`);
const actorOf = ({ person, post }: Pick<Step, 'person' | 'post'>) => ({
  ...post,
  accountId: PEOPLE[person] as string,
  name: `人${person}`,
});
const changesOf = (county: boolean, turn: number) =>
  county ? { householdType: '2' as const, groupNo: `第${turn}组` } : { groupNo: `第${turn}组` };

async function play(household: Household, seen: ChangeView, { act, ...who }: Step, turn: number): Promise<void> {
  const as = actorOf(who);
  const { id, version } = seen;
  const householdVersion = (await read(household.id)).version;
  const proposal = { changeType: 'H6', reason: '随机改过再提交', household: changesOf(seen.level === 'county', turn) };
  if (act === 'revise') await revise(as, id, { version, householdVersion, proposal });
  if (act === 'withdraw') await withdraw(as, id, version);
  if (act === 'return') await decide(as, id, { act: 'return', opinion: '请再核对', fields: ['reason'], version });
  if (act === 'reject') await decide(as, id, { act: 'reject', opinion: '与现场不符', version });
  if (act === 'approve') await decide(as, id, { act: 'approve', householdVersion, version });
}

const ACT_OF: Readonly<Record<string, Deed['act']>> = {
  RETURNED: 'return',
  REJECTED: 'reject',
  APPROVED: 'approve',
  APPLIED: 'apply',
  WITHDRAWN: 'withdraw',
};

/** What the table says was done, told to the oracle; the system's own step counts as nobody's. */
async function chronicleOf(id: string, request: number, level: ChangeLevel): Promise<Deed[]> {
  const rows = await withScope(systemActor('440229', '测试'), (tx) =>
    runSql<{ state: string; actor_id: string; role: string }>(
      tx,
      'select state, actor_id, role from registry.change_step where request_id = $1 order by at, id',
      [splitId(id).id],
    ),
  );
  return rows.map(({ state, actor_id, role }, index) => ({
    request,
    act: index === 0 ? 'submit' : (ACT_OF[state] ?? 'revise'),
    account: actor_id,
    role,
    from: index === 0 ? null : (rows[index - 1]?.state ?? null),
    to: state,
    level,
  }));
}

it('keeps to the drawing of P7 through the interface too: what the steps on record say', async () => {
  const deeds: Deed[] = [];
  const runs = fc.sample(sequence, { numRuns: 10, seed: 20_261_123 });
  for (const [index, { county, first, steps }] of runs.entries()) {
    const household = await registered();
    const made = await submit(actorOf(first), household, { household: changesOf(county, 0) });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    for (const [turn, one] of steps.entries()) {
      const seen = (await view(OFFICE.lead, made.body.id)).body;
      await play(household, seen, one, turn + 1);
    }
    deeds.push(...(await chronicleOf(made.body.id, index, made.body.level)));
  }
  const figures: ChangeFigures = readChronicle(deeds);
  expect(figures).toMatchObject({
    selfApprovals: 0,
    strangers: 0,
    illegalMoves: 0,
    townForCounty: 0,
    tooManyReturns: 0,
  });
  expect(deeds.filter(({ to }) => to === 'APPLIED').length).toBeGreaterThan(1);
}, 120_000);
