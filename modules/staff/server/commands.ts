import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { setCredential } from '@shouwang/platform/identity/identity.ts';
import type { RoleCode } from '../contract.ts';

/** A new account with one post. */
export interface NewAccount {
  loginName: string;
  name: string;
  role: RoleCode;
  areaCode: string;
  departmentCode: string | null;
  title: string;
  proof: { password: string } | { passwordHash: string };
  isDemonstration: boolean;
}

/** Opens an account with its first post and a way to sign in; returns the account's id and its one-time-code secret, to be shown once. */
export async function openAccount(tx: Tx, account: NewAccount): Promise<{ id: string; secret: string }> {
  const id = newId();
  const now = clock.now();
  await tx
    .insertInto('staff.account')
    .values({
      id,
      login_name: account.loginName,
      name: account.name,
      status: 'ACTIVE',
      is_demonstration: account.isDemonstration,
      version: 1,
      changed_at: now,
    })
    .execute();
  await tx
    .insertInto('staff.post')
    .values({
      id: newId(),
      account_id: id,
      role: account.role,
      area_code: account.areaCode,
      department_code: account.departmentCode,
      title: account.title,
      valid_from: '2020-01-01',
      version: 1,
      changed_at: now,
    })
    .execute();
  return { id, secret: await setCredential(tx, { id, loginName: account.loginName }, account.proof) };
}
