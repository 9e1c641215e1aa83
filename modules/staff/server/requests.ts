import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { decodeMoment, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { type GrantRequest, type GrantRequestPage, type GrantRequestQuery, PostWish } from '../contract.accounts.ts';
import { GRANTS } from '../contract.grants.ts';
import { ROLE_NAMES, type RoleCode } from '../contract.ts';
import { mayDecide } from '../rules.accounts.ts';
import { areaWords } from './area-words.ts';

/** Requests of the actor's area that wait, oldest first; row-level security keeps those of other areas out. */
export async function listGrantRequests(tx: Tx, actor: Actor, query: GrantRequestQuery): Promise<GrantRequestPage> {
  const waiting = query.view === 'decide' ? sql<boolean>`r.state = 'waiting' and ${decidable(actor)}` : WAITING;
  let rows = requests(tx).where(waiting).orderBy('r.entered_at').orderBy('r.id');
  const after = decodeMoment(query.cursor);
  if (after) rows = rows.where(sql<boolean>`(r.entered_at, r.id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  const found = await rows.limit(query.limit + 1).execute();
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1) : undefined;
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from staff.grant_request r where ${waiting}`.execute(tx);
  return {
    items: await viewsOf(tx, actor, shown),
    nextCursor: last ? encodeCursor([last.entered_at.toISOString(), last.id]) : null,
    total: counted[0]?.n ?? 0,
  };
}

const WAITING = sql<boolean>`r.state = 'waiting'`;

/** Requests `r` that the actor may decide: not his own, not for him, and of roles to which he may agree (`mayDecide`, said in SQL). */
function decidable(actor: Actor) {
  const roles: readonly string[] = GRANTS[actor.role as RoleCode]?.agrees ?? [];
  return sql<boolean>`r.entered_by <> ${actor.accountId} and r.account_id <> ${actor.accountId}
    and not exists (select from jsonb_array_elements(r.posts) post where post ->> 'role' <> all (${[...roles]}::text[]))`;
}

/** The latest requests for one account, newest first. */
export async function requestsOfAccount(tx: Tx, actor: Actor, accountId: string): Promise<GrantRequest[]> {
  const rows = await requests(tx)
    .where('r.account_id', '=', accountId)
    .orderBy('r.entered_at', 'desc')
    .limit(20)
    .execute();
  return viewsOf(tx, actor, rows);
}

/** One request, or undefined. */
export async function findRequest(tx: Tx, actor: Actor, id: string): Promise<GrantRequest | undefined> {
  const rows = await requests(tx).where('r.id', '=', id).execute();
  return (await viewsOf(tx, actor, rows))[0];
}

function requests(tx: Tx) {
  return tx
    .selectFrom('staff.grant_request as r')
    .innerJoin('staff.account as a', 'a.id', 'r.account_id')
    .selectAll('r')
    .select(['a.name', 'a.login_name', 'a.version as account_version']);
}

type Rows = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>;

async function viewsOf(tx: Tx, actor: Actor, rows: Rows): Promise<GrantRequest[]> {
  const wishes = rows.map((row) => PostWish.array().parse(row.posts));
  const words = await areaWords(
    tx,
    wishes.flat().map(({ areaCode }) => areaCode),
  );
  return rows.map((row, index) => {
    const posts = wishes[index] ?? [];
    const request = { enteredBy: row.entered_by, accountId: row.account_id, posts };
    return {
      id: row.id,
      kind: row.kind as GrantRequest['kind'],
      state: row.state as GrantRequest['state'],
      account: { id: row.account_id, name: row.name, loginName: row.login_name, version: row.account_version },
      posts: posts.map((post) => ({
        ...post,
        roleName: ROLE_NAMES[post.role],
        areaName: words.get(post.areaCode) ?? post.areaCode,
      })),
      enteredByName: row.entered_by_name,
      enteredByRole: ROLE_NAMES[row.entered_by_role as RoleCode] ?? row.entered_by_role,
      enteredAt: row.entered_at.toISOString(),
      decidedByName: row.decided_by_name,
      decidedAt: row.decided_at?.toISOString() ?? null,
      opinion: row.opinion,
      version: row.version,
      mine: row.entered_by === actor.accountId,
      mayDecide: row.state === 'waiting' && mayDecide(actor, request),
    };
  });
}
