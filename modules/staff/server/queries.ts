import { isPseudo } from '@shouwang/modules/areas/rules.ts';
import { listPath } from '@shouwang/modules/areas/server/door.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { type Post, ROLE_NAMES, type RoleCode } from '../contract.ts';

/** An account that may act. */
export interface Account {
  id: string;
  name: string;
  loginName: string;
}

/** An active account, or undefined. */
export async function findAccount(tx: Tx, id: string): Promise<Account | undefined> {
  return tx
    .selectFrom('staff.account')
    .select(['id', 'name', 'login_name as loginName'])
    .where('id', '=', id)
    .where('status', '=', 'ACTIVE')
    .executeTakeFirst();
}

/** An account by its login name, open or closed, or undefined. */
export async function findAccountByLogin(tx: Tx, loginName: string): Promise<Account | undefined> {
  return tx
    .selectFrom('staff.account')
    .select(['id', 'name', 'login_name as loginName'])
    .where('login_name', '=', loginName)
    .executeTakeFirst();
}

/** Names of accounts, also of those that act no longer. */
export async function listNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('staff.account')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The posts of an account that are in force on a day, highest level first. */
export async function listPosts(tx: Tx, accountId: string, day: string): Promise<Post[]> {
  const rows = await tx
    .selectFrom('staff.post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('area_code')
    .execute();
  const posts: Post[] = [];
  for (const row of rows) {
    const path = (await listPath(tx, row.area_code))
      .filter((area) => !isPseudo(area.code))
      .map((area) => ({ code: area.code, name: area.shortName }));
    const role = row.role as RoleCode;
    posts.push({
      id: row.id,
      role,
      roleName: ROLE_NAMES[role],
      title: row.title,
      areaCode: row.area_code,
      areaName: path.at(-1)?.name ?? row.area_code,
      areaPath: path,
      departmentCode: row.department_code,
    });
  }
  return posts;
}

/** Login names, names and posts of the demonstration accounts, from the province down; each with the post in which it signs in. */
export async function listDemonstration(tx: Tx) {
  const rows = await tx
    .selectFrom('staff.account as a')
    .innerJoin('staff.post as p', 'p.account_id', 'a.id')
    .innerJoin('areas.area as r', 'r.code', 'p.area_code')
    .innerJoin('identity.credential as c', 'c.account_id', 'a.id')
    .select([
      'a.id',
      'a.login_name',
      'a.name',
      'p.role',
      'p.title',
      'p.area_code',
      'r.short_name',
      'c.totp_secret',
      'c.last_totp_step',
    ])
    .where('a.is_demonstration', '=', true)
    .orderBy('p.area_code')
    .orderBy('a.login_name')
    .execute();
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}
