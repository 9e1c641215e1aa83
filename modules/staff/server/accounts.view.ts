import { isAreaCode } from '@shouwang/modules/areas/rules.ts';
import { countyOf } from '@shouwang/platform/audit/audit.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { listSessions } from '@shouwang/platform/identity/identity.ts';
import { decodeMoment, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import type { PageQuery } from '@shouwang/platform/schema/schema.ts';
import { sql } from 'kysely';
import type { AccountAct, AccountHistory, AccountSession, AccountState, AccountView } from '../contract.accounts.ts';
import { ROLE_NAMES, type RoleCode } from '../contract.ts';
import { MOVES, mayEnterBeside, mayKeep } from '../rules.accounts.ts';
import { endablePosts } from './accounts.keep.ts';
import { rowsOf } from './accounts.list.ts';
import { areaWords } from './area-words.ts';
import { openWorkOf } from './open-work.ts';
import { isOpen, keepingPosts, type PostRecord, postsOfAccount, withinReach } from './reach.ts';
import { requestsOfAccount } from './requests.ts';
import { sessionName } from './sessions.ts';

/** One account with posts, requests, live sessions and what the actor may do with it; refuses `not-found` outside of his area. */
export async function getAccount(tx: Tx, actor: Actor, id: string): Promise<AccountView> {
  const { rows } = await sql<Found>`
    select a.*, c.last_sign_in_at, c.must_change_password, c.account_id as credential_of,
      (select max(h.issued_at) from identity.hand_out h where h.account_id = a.id) as issued_at
    from staff.account a left join identity.credential c on c.account_id = a.id
    where a.id = ${id} and ${withinReach(actor.areaCode)}`.execute(tx);
  const found = rows[0];
  if (!found) throw notFound('这个账号');
  const [row] = await rowsOf(tx, actor, [found]);
  if (!row) throw notFound('这个账号');
  const posts = await postsOfAccount(tx, id);
  const kept = posts.length > 0 && mayKeep(actor, { id, posts: keepingPosts(posts) });
  return {
    ...row,
    ...factsOf(found),
    requests: await requestsOfAccount(tx, actor, id),
    sessions: kept || id === actor.accountId ? await sessionsOf(tx, actor, id) : [],
    openWork: kept ? await openWorkOf(tx, id) : [],
    endable: endablePosts(actor, { id }, posts),
    acts: actsOf(actor, { id, status: found.status, kept, posts }),
    own: id === actor.accountId,
  };
}

interface Found {
  id: string;
  name: string;
  login_name: string;
  status: string;
  version: number;
  last_sign_in_at: Date | null;
  must_change_password: boolean | null;
  issued_at: Date | null;
  credential_of: string | null;
  entered_by_name: string | null;
  entered_at: Date | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  state_reason: string | null;
  state_by_name: string | null;
  state_at: Date | null;
  successor_name: string | null;
}

const moment = (at: Date | null) => at?.toISOString() ?? null;

function factsOf(found: Found) {
  return {
    hasCredential: found.credential_of !== null,
    mustChangePassword: found.must_change_password ?? false,
    issuedAt: moment(found.issued_at),
    enteredByName: found.entered_by_name,
    enteredAt: moment(found.entered_at),
    decidedByName: found.decided_by_name,
    decidedAt: moment(found.decided_at),
    stateReason: found.state_reason,
    stateByName: found.state_by_name,
    stateAt: moment(found.state_at),
    successorName: found.successor_name,
  };
}

function actsOf(
  actor: Actor,
  { id, status, kept, posts }: { id: string; status: string; kept: boolean; posts: readonly PostRecord[] },
): AccountAct[] {
  const state = status as AccountState;
  const acts: AccountAct[] = [];
  const enters = mayEnterBeside(
    actor,
    posts.filter(isOpen).map(({ role }) => role),
  );
  if (enters && id !== actor.accountId && state !== 'PENDING' && state !== 'CLOSED') acts.push('requestPost');
  if (!kept || posts.length === 0) return acts;
  for (const [verb, { from }] of Object.entries(MOVES))
    if ((from as readonly string[]).includes(state)) acts.push(verb as keyof typeof MOVES);
  if (state === 'ACTIVE') acts.push('resetCredential');
  return state === 'CLOSED' ? acts : [...acts, 'endAccountSession'];
}

async function sessionsOf(tx: Tx, actor: Actor, id: string): Promise<AccountSession[]> {
  const sessions = await listSessions(tx, id);
  if (sessions.length === 0) return [];
  const posts = await tx
    .selectFrom('staff.post')
    .select(['id', 'role', 'area_code'])
    .where('account_id', '=', id)
    .execute();
  const words = await areaWords(
    tx,
    posts.map((post) => post.area_code),
  );
  return sessions.map((session) => {
    const post = posts.find((one) => one.id === session.postId);
    return {
      id: sessionName(session.tokenHash),
      postWords: post ? `${ROLE_NAMES[post.role as RoleCode] ?? post.role}（${words.get(post.area_code)}）` : '—',
      startedAt: session.startedAt.toISOString(),
      lastSeenAt: session.lastSeenAt.toISOString(),
      own: session.tokenHash === actor.sessionId,
    };
  });
}

/** What happened to an account and was done with its sign-in, newest first; row-level security leaves out what lies above or beside the actor's area. */
export async function listAccountHistory(
  tx: Tx,
  actor: Actor,
  { id, cursor, limit }: PageQuery & { id: string },
): Promise<AccountHistory> {
  const { rows: reached } = await sql<{ id: string }>`
    select a.id from staff.account a where a.id = ${id} and ${withinReach(actor.areaCode)}`.execute(tx);
  if (reached.length === 0) throw notFound('这个账号');
  let events = tx
    .selectFrom('audit.event')
    .select(['id', 'at', 'action', 'actor_name', 'role', 'reason', 'detail'])
    .where('county_code', 'in', await countiesOf(tx, id))
    .where('object_key', '=', `account:${id}`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const after = decodeMoment(cursor);
  if (after) events = events.where(sql<boolean>`(at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  const rows = await events.execute();
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const places = await areaWords(
    tx,
    shown.flatMap((row) => postsNamed(row.detail).map(([, area]) => area)),
  );
  return {
    items: shown.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      action: row.action,
      actorName: row.actor_name,
      roleName: ROLE_NAMES[row.role as RoleCode] ?? (row.role === 'SYSTEM' ? '系统' : row.role),
      reason: row.reason,
      detail: postWords(row.detail, places),
    })),
    nextCursor: last ? encodeCursor([last.at.toISOString(), last.id]) : null,
  };
}

/** The posts that an entry names: role and area. */
function postsNamed(detail: unknown): [role: string, area: string][] {
  const posts = (detail as { posts?: unknown } | null)?.posts;
  if (!Array.isArray(posts)) return [];
  return posts.map((post) => String(post).split('@') as [string, string]).filter(([, area]) => isAreaCode(area ?? ''));
}

function postWords(detail: unknown, places: ReadonlyMap<string, string>): string | null {
  const words = postsNamed(detail).map(
    ([role, area]) => `${ROLE_NAMES[role as RoleCode] ?? role}（${places.get(area) ?? area}）`,
  );
  return words.length > 0 ? words.join('、') : null;
}

/** Under which counties an account is on record: those of all its posts and of what was asked for it. */
async function countiesOf(tx: Tx, id: string): Promise<string[]> {
  const { area_codes } = await tx
    .selectFrom('staff.account')
    .select('area_codes')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return [...new Set(area_codes.map(countyOf))];
}
