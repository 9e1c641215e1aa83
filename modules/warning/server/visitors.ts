import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { numberParameter } from '../../policy/rules.ts';
import { getPackInForce } from '../../policy/server/door.ts';
import { listMembers } from '../../registry/server/door.ts';
import { COUNTY_ROLES, TOWN_ROLES, VILLAGE_ROLES } from '../../staff/contract.ts';
import { listPostHolders } from '../../staff/server/door.ts';
import type { FollowUpVisitor, FollowUpVisitors } from '../contract.ts';
import type { Kin, Person } from '../rules.visitors.ts';
import type { SheetRef } from './sheet.ts';

/** Where it is written down who is a close relative of a household: in its cases, which know of sheets and not the other way round. */
export type KinSource = (
  tx: Tx,
  household: { countyCode: string; id: string },
) => Promise<{ relatives: Person[]; cleared: Person[] }>;

let source: KinSource = async () => ({ relatives: [], cleared: [] });

/** Tells the sheets where relatives are written down. */
export function useKinSource(given: KinSource): void {
  source = given;
}

/** Who is a close relative of a household, who was found to be a namesake only, and the names of its members. */
export async function kinOf(tx: Tx, household: { countyCode: string; id: string }): Promise<Kin> {
  const [{ relatives, cleared }, members] = [await source(tx, household), await listMembers(tx, household)];
  return { relatives, cleared, memberNames: members.map(({ name }) => name) };
}

/** People with a post in force on a day in a village, its town or its county, each once, those of the village first. */
export async function listVisitors(tx: Tx, village: string, on: string): Promise<FollowUpVisitor[]> {
  const holders = await listPostHolders(tx, {
    areas: [village, village.slice(0, 9), village.slice(0, 6)],
    roles: [...VILLAGE_ROLES, ...TOWN_ROLES, ...COUNTY_ROLES],
    on,
    active: false,
  });
  const nearest = new Map<string, FollowUpVisitor>();
  for (const { accountId, name, title } of holders.toSorted((a, b) => b.areaCode.length - a.areaCode.length))
    if (!nearest.has(accountId)) nearest.set(accountId, { accountId, name, unit: title || '—' });
  return [...nearest.values()];
}

/** Whom to choose from for the visit of a sheet on a day (today, when no day is said), and how many go at least. */
export async function readVisitors(tx: Tx, at: SheetRef, on: string = clock.today()): Promise<FollowUpVisitors> {
  const sheet = await tx
    .selectFrom('warning.dispatch')
    .select('area_code')
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .where('kind', '=', 'follow-up')
    .executeTakeFirst();
  if (!sheet) throw notFound('这张跟进单');
  const { pack } = await getPackInForce(tx, sheet.area_code, clock.today());
  const items = await listVisitors(tx, sheet.area_code, on);
  return { items, minPersons: numberParameter(pack, 'verification.minPersons') };
}
