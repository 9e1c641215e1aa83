import { pathOf } from '@shouwang/modules/areas/rules.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { endSessions, setCredential } from '@shouwang/platform/identity/identity.ts';
import { sql } from 'kysely';
import type { RoleCode } from '../contract.ts';
import { soundOf } from './pinyin.ts';

/** A new account with one post. */
export interface NewAccount {
  loginName: string;
  name: string;
  role: RoleCode;
  areaCode: string;
  departmentCode: string | null;
  title: string;
  /** `handedOut`: somebody else knows the password, so that it has to be changed at the first sign-in. */
  proof: ({ password: string } | { passwordHash: string }) & { handedOut?: { by: string } };
  isDemonstration: boolean;
}

/** A post that somebody is given: role x area (x department). */
export type NewPost = Pick<NewAccount, 'role' | 'areaCode' | 'departmentCode' | 'title'> & {
  /** First day; today when left out. */
  validFrom?: string;
  /** Last day; null or left out: no end. */
  validTo?: string | null;
};

/** Opens an account with its first post and a way to sign in; returns the account's id and its one-time-code secret, to be shown once. */
export async function openAccount(tx: Tx, account: NewAccount): Promise<{ id: string; secret: string }> {
  const id = newId();
  await tx
    .insertInto('staff.account')
    .values({
      id,
      login_name: account.loginName,
      name: account.name,
      ...soundOf(account.name),
      status: 'ACTIVE',
      is_demonstration: account.isDemonstration,
      area_codes: pathOf(account.areaCode),
      version: 1,
      changed_at: clock.now(),
    })
    .execute();
  await givePost(tx, id, account);
  return { id, secret: await setCredential(tx, { id, loginName: account.loginName }, account.proof) };
}

/** Gives an account a post, from today on unless told otherwise. That somebody agreed is the caller's to see to. */
export async function givePost(tx: Tx, accountId: string, post: NewPost): Promise<void> {
  await tx
    .insertInto('staff.post')
    .values({
      id: newId(),
      account_id: accountId,
      role: post.role,
      area_code: post.areaCode,
      department_code: post.departmentCode,
      title: post.title,
      valid_from: post.validFrom ?? clock.today(),
      valid_to: post.validTo ?? null,
      version: 1,
      changed_at: clock.now(),
    })
    .execute();
  await addAreas(tx, accountId, post.areaCode);
}

/** The row of an account says whose it is: besides, from now on, an area's and those above it. */
export async function addAreas(tx: Tx, accountId: string, areaCode: string): Promise<void> {
  await sql`
    update staff.account set area_codes = (select array_agg(distinct c order by c) from unnest(area_codes || ${pathOf(areaCode)}::text[]) c)
    where id = ${accountId} and not area_codes @> ${pathOf(areaCode)}::text[]`.execute(tx);
}

/** Gives an account a new password and a new one-time-code secret and ends its sessions; returns the secret, to be shown once. */
export async function resetCredential(
  tx: Tx,
  account: { id: string; loginName: string },
  proof: string | NewAccount['proof'],
): Promise<string> {
  const secret = await setCredential(tx, account, typeof proof === 'string' ? { password: proof } : proof);
  await endSessions(tx, { accountId: account.id });
  return secret;
}

/** Closes an account: nobody can sign in with it or go on working; what it did stays on record. */
export async function closeAccount(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('staff.account')
    .set((eb) => ({ status: 'CLOSED', version: eb('version', '+', 1), changed_at: clock.now() }))
    .where('id', '=', accountId)
    .execute();
  await endSessions(tx, { accountId });
}
