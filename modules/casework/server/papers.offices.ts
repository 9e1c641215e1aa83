import type { Tx } from '@shouwang/platform/db/scope.ts';
import { listPath } from '../../areas/server/door.ts';
import { COUNTY_ROLES, TOWN_ROLES, VILLAGE_ROLES } from '../../staff/contract.ts';
import { listPosts } from '../../staff/server/door.ts';
import { DEPARTMENT_NAMES } from '../codes.ts';

/** The offices of a case as papers sign with them, named after the divisions. */
export interface Offices {
  /** The county's lead body, which decides. */
  county: string;
  town: string;
  village: string;
  /** Where one asks and appeals in the town. */
  window: string;
}

/** 官渡镇人民政府, 城东街道办事处. */
export const townOffice = (town: string): string => (/街道$/.test(town) ? `${town}办事处` : `${town}人民政府`);

/** 河边村民委员会, 朝阳社区居民委员会: divisions are listed under their committee, often shortened. */
export function committee(division: string): string {
  const bare = division.replace(/(村民委员会|居民委员会|村委会|居委会|委员会|村)$/, '');
  return /居委会$|居民委员会$|社区$/.test(division) ? `${bare}居民委员会` : `${bare}村民委员会`;
}

/** Names the offices above a village. */
export async function officesOf(tx: Tx, areaCode: string): Promise<Offices> {
  const path = await listPath(tx, areaCode);
  const named = (length: number, otherwise: string) =>
    path.find((area) => area.code.length === length)?.name ?? otherwise;
  const town = named(9, '本镇');
  return {
    county: `${named(6, '本县')}防返贫监测主管部门`,
    town: townOffice(town),
    village: `${town}${committee(named(12, '本村'))}`,
    window: `${town}一门受理窗口`,
  };
}

const has = (roles: readonly string[], role: string) => roles.includes(role);

/** In which office somebody decided: by his role then, and for a department by the post that he held on that day. Empty for the system. */
export async function officeOf(
  tx: Tx,
  offices: Offices,
  doer: { actorId: string; role: string; on: string },
): Promise<string> {
  if (has(VILLAGE_ROLES, doer.role)) return offices.village;
  if (has(TOWN_ROLES, doer.role)) return offices.town;
  if (doer.role !== 'COUNTY_DEPT') return has(COUNTY_ROLES, doer.role) ? offices.county : '';
  const post = (await listPosts(tx, doer.actorId, doer.on)).find((one) => one.role === doer.role);
  const department = (DEPARTMENT_NAMES as Record<string, string>)[post?.departmentCode ?? ''];
  return department ? `${department}部门` : '县级行业部门';
}
