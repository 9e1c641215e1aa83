import { clock } from '@shouwang/platform/clock/clock.ts';
import { systemActor, type Tx } from '@shouwang/platform/db/scope.ts';
import { sql } from 'kysely';
import { APART_DAYS, APART_STEPS, accountRefusal, type Holders, heldApart } from '../rules.accounts.ts';

/** The command line is nobody: the first administrators all have theirs from it, with nobody else there to agree. */
const COMMAND_LINE = systemActor('none', '命令行').accountId;
const APART = sql<string>`${`${APART_DAYS} days`}::interval`;

/**
 * For each person, whoever could know his sign-in: the maker of the last one of the last `APART_DAYS` days, whoever held that maker when he made it
 * (by a sign-in of the `APART_DAYS` days before), and so on. A later sign-in takes the person out of the hands of the earlier maker, but nobody
 * whose sign-in the person made in between.
 */
async function holdersOf(tx: Tx, people: readonly string[]): Promise<(id: string) => Holders> {
  const { rows } = await sql<{ person: string; holder: string; step: number }>`
    with recursive held (person, holder, until, step) as (
      select person, person, 'infinity'::timestamptz, 0 from unnest(${[...people]}::uuid[]) person
      union all
      select h.person, o.issued_by, o.issued_at, h.step + 1
      from held h cross join lateral (
        select issued_by, issued_at from identity.hand_out
        where account_id = h.holder and issued_at <= h.until and issued_at > least(h.until, ${clock.wall()}) - ${APART}
        order by issued_at desc limit 1) o
      where h.step < ${APART_STEPS} and o.issued_by <> ${COMMAND_LINE})
    select person, holder, step from held where step > 0`.execute(tx);
  return (id) => {
    const of = rows.filter(({ person }) => person === id);
    return { id, holders: of.map(({ holder }) => holder), endless: of.some(({ step }) => step === APART_STEPS) };
  };
}

/**
 * Refuses `sign-in-from-each-other` when somebody who could know the decider's sign-in stands on the other side too: as maker, as the person whom it
 * is about, or behind one of them; and when the decider himself could know the maker's.
 */
export async function refuseSameHands(
  tx: Tx,
  { decider, maker, about }: { decider: string; maker?: string; about?: string },
): Promise<void> {
  const people = [decider, maker, about].filter((id) => id !== undefined);
  const of = await holdersOf(tx, people);
  const apart = heldApart(of(decider), { maker: maker ? of(maker) : null, about: about ? of(about) : null });
  if (!apart)
    throw accountRefusal(
      'sign-in-from-each-other',
      `${APART_DAYS} 天内您和对方之间发放过登录凭据（包括经他人转手），或者两人的登录凭据来自同一人，须由另外的人办理。`,
      403,
    );
}
