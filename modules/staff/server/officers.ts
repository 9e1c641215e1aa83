import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { RoleCode } from '../contract.ts';

/** Somebody by one of his posts; who has two has two lines. */
export interface PostHolder {
  accountId: string;
  name: string;
  role: RoleCode;
  title: string;
  areaCode: string;
}

/** Whose posts are looked for: in exactly these areas, of these roles, in force on a day. `active`: only accounts that may sign in now. */
export interface HeldIn {
  areas: readonly string[];
  roles: readonly RoleCode[];
  on: string;
  active: boolean;
}

/** The posts in force on a day in some areas, the higher area first, then by name. An account that nobody has let in yet is left out. */
export async function listPostHolders(tx: Tx, { areas, roles, on, active }: HeldIn): Promise<PostHolder[]> {
  const rows = await tx
    .selectFrom('staff.post as p')
    .innerJoin('staff.account as a', 'a.id', 'p.account_id')
    .select(['a.id', 'a.name', 'p.role', 'p.title', 'p.area_code'])
    .where('a.status', active ? '=' : '<>', active ? 'ACTIVE' : 'PENDING')
    .where('p.role', 'in', [...roles])
    .where('p.area_code', 'in', [...areas])
    .where('p.valid_from', '<=', on)
    .where((eb) => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>=', on)]))
    .orderBy('p.area_code')
    .orderBy('a.name')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    accountId: row.id,
    name: row.name,
    role: row.role as RoleCode,
    title: row.title,
    areaCode: row.area_code,
  }));
}
