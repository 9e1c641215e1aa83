import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { cursorInvalid, decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { type RawBuilder, sql } from 'kysely';
import type { AccountPage, AccountQuery, AccountRow, AccountState, HeldPost } from '../contract.accounts.ts';
import { ROLE_NAMES, type RoleCode } from '../contract.ts';
import { areaWords } from './area-words.ts';
import { loginStem } from './pinyin.ts';
import { narrow, withinReach } from './reach.ts';

type Condition = RawBuilder<boolean>;

/** Above this a count would cost more than it says. */
const COUNT_LIMIT = 2000;
const LAST_SIGN = '\u{10ffff}';

interface Found {
  id: string;
  name: string;
  login_name: string;
  status: string;
  version: number;
  pinyin: string;
  last_sign_in_at: Date | null;
}

/** Accounts of the actor's area in the order of their names' sounds, a page at a time; nobody is ranked. Closed ones are listed when asked for. */
export async function listAccounts(tx: Tx, actor: Actor, query: AccountQuery): Promise<AccountPage> {
  const conditions = conditionsOf(narrow(actor, query.area), query);
  const after = query.cursor === undefined ? [] : [afterOf(query.cursor)];
  const { rows } = await sql<Found>`
    select a.id, a.name, a.login_name, a.status, a.version, a.pinyin, c.last_sign_in_at
    from (select a.* from staff.account a where ${all([...conditions, ...after])} order by a.pinyin, a.id limit ${query.limit + 1}) a
    left join identity.credential c on c.account_id = a.id
    order by a.pinyin, a.id`.execute(tx);
  const found = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? found.at(-1) : undefined;
  return {
    items: await rowsOf(tx, actor, found),
    nextCursor: last ? encodeCursor([last.pinyin, last.id]) : null,
    total: await countOf(tx, conditions),
  };
}

function conditionsOf(area: string, query: AccountQuery): Condition[] {
  const conditions = [withinReach(area, query.role)];
  conditions.push(query.state ? sql<boolean>`a.status = ${query.state}` : sql<boolean>`a.status <> 'CLOSED'`);
  if (query.q !== undefined) conditions.push(searched(query.q));
  return conditions;
}

const all = (conditions: Condition[]) => sql.join(conditions, sql` and `);
const begins = (column: string, prefix: string): Condition =>
  sql<boolean>`${sql.raw(column)} >= ${prefix} and ${sql.raw(column)} < ${prefix + LAST_SIGN}`;

/** The beginning of a name as it is written, or of its sound, its first letters or the login name. */
function searched(q: string): Condition {
  const typed = q.toLowerCase();
  if (!/^[a-z0-9.@_ -]+$/.test(typed)) return begins('a.name collate "C"', q);
  const sound = typed.replace(/[^a-z]/g, '');
  const login = begins('a.login_name collate "C"', typed.replaceAll(' ', ''));
  if (sound === '') return login;
  return sql<boolean>`(${begins('a.pinyin', sound)} or ${begins('a.initials', sound)} or ${login})`;
}

function afterOf(cursor: string): Condition {
  const [pinyin, id] = decodeCursor(cursor, 2);
  if (typeof pinyin !== 'string' || typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id)) throw cursorInvalid();
  return sql<boolean>`(a.pinyin, a.id) > (${pinyin}, ${id}::uuid)`;
}

/** The exact number where it is cheap, otherwise null. */
async function countOf(tx: Tx, conditions: Condition[]): Promise<number | null> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from staff.account a where ${all(conditions)} limit ${COUNT_LIMIT + 1}) x`.execute(
    tx,
  );
  const n = rows[0]?.n ?? 0;
  return n > COUNT_LIMIT ? null : n;
}

/** The rows of accounts with their posts in the actor's area, and how many posts in force they have elsewhere. */
export async function rowsOf(tx: Tx, actor: Actor, found: readonly Omit<Found, 'pinyin'>[]): Promise<AccountRow[]> {
  if (found.length === 0) return [];
  const posts = await tx
    .selectFrom('staff.post')
    .selectAll()
    .where(
      'account_id',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('area_code')
    .orderBy('valid_from')
    .execute();
  const words = await areaWords(
    tx,
    posts.map((post) => post.area_code),
  );
  const today = clock.today();
  const shown = posts.map((post) => ({
    accountId: post.account_id,
    near: post.area_code.startsWith(actor.areaCode),
    post: {
      id: post.id,
      role: post.role as RoleCode,
      roleName: ROLE_NAMES[post.role as RoleCode] ?? post.role,
      title: post.title,
      areaCode: post.area_code,
      areaName: words.get(post.area_code) ?? post.area_code,
      departmentCode: post.department_code,
      validFrom: post.valid_from,
      validTo: post.valid_to,
      inForce: post.valid_from <= today && (post.valid_to === null || post.valid_to >= today),
    } satisfies HeldPost,
  }));
  return found.map((row) => {
    const own = shown.filter(({ accountId }) => accountId === row.id);
    return {
      id: row.id,
      name: row.name,
      loginName: row.login_name,
      state: row.status as AccountState,
      posts: own.filter(({ near }) => near).map(({ post }) => post),
      elsewhere: own.filter(({ near, post }) => !near && post.inForce).length,
      lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
      version: row.version,
    };
  });
}

/** A login name for a name that nobody has yet: zhou.mingyuan, zhou.mingyuan2 … */
export async function proposeLoginName(tx: Tx, name: string): Promise<string> {
  const stem = loginStem(name);
  const rows = await tx
    .selectFrom('staff.account')
    .select('login_name')
    .where(sql<boolean>`login_name collate "C" >= ${stem} and login_name collate "C" < ${stem + LAST_SIGN}`)
    .execute();
  const taken = new Set(rows.map((row) => row.login_name));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}
