import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { HouseholdRef } from './queries.ts';

/** Where somebody is registered. */
export interface RegisteredPerson {
  personKey: string;
  household: HouseholdRef;
  memberId: string;
  name: string;
  areaCode: string;
}

/**
 * Where persons are registered, by the keys of their ID numbers; left out is whoever is registered nowhere in the actor's area. The keys of all counties
 * and the members of one lie apart on a cluster, so each is asked by a statement of its own.
 */
export async function findPersons(tx: Tx, personKeys: readonly string[]): Promise<RegisteredPerson[]> {
  if (personKeys.length === 0) return [];
  const identities = await tx
    .selectFrom('registry.person_identity')
    .select(['person_key', 'county_code', 'member_id'])
    .where('person_key', 'in', [...personKeys])
    .execute();
  const found: RegisteredPerson[] = [];
  for (const [countyCode, here] of Map.groupBy(identities, (one) => one.county_code)) {
    const keys = new Map(here.map((one) => [one.member_id, one.person_key]));
    const members = await tx
      .selectFrom('registry.member')
      .select(['id', 'household_id', 'name', 'area_code'])
      .where('county_code', '=', countyCode)
      .where('id', 'in', [...keys.keys()])
      .execute();
    for (const { id, household_id, name, area_code } of members)
      found.push({
        personKey: keys.get(id) as string,
        household: { countyCode, id: household_id },
        memberId: id,
        name,
        areaCode: area_code,
      });
  }
  return found;
}
