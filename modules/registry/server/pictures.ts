import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { type ClassDays, classDaysOf } from './class-days.ts';
import type { Picture } from './quality.facts.ts';
import { earliestCounted } from './queries.ts';
import type { HouseholdRecord, IncomeRecord, MemberRecord } from './rows.ts';

/** Some households of a county by their ids. */
export interface Households {
  countyCode: string;
  ids: readonly string[];
}

/** A household with all that the data-quality rules need to know of it. */
export interface Whole {
  picture: Picture;
  since: ClassDays;
}

const NOBODY: ClassDays = new Map();

/** Reads many households of a county in four statements, however many they are; those outside the area are missing. */
export async function readPictures(tx: Tx, { countyCode, ids }: Households): Promise<Whole[]> {
  const at = { countyCode, ids: [...ids] };
  const households = await householdRows(tx, at);
  const members = grouped(await memberRows(tx, at));
  const items = grouped(await incomeRows(tx, at));
  const days = await classDaysOf(tx, at);
  return households.map((household) => ({
    picture: { household, members: members.get(household.id) ?? [], items: items.get(household.id) ?? [] },
    since: days.get(household.id) ?? NOBODY,
  }));
}

type At = { countyCode: string; ids: string[] };

async function householdRows(tx: Tx, { countyCode, ids }: At): Promise<HouseholdRecord[]> {
  return tx
    .selectFrom('registry.household')
    .selectAll()
    .where('county_code', '=', countyCode)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .where('status', '=', 'active')
    .execute();
}

async function memberRows(tx: Tx, { countyCode, ids }: At): Promise<MemberRecord[]> {
  return tx
    .selectFrom('registry.member')
    .selectAll()
    .where('county_code', '=', countyCode)
    .where((eb) => eb('household_id', '=', eb.fn.any(eb.val(ids))))
    .where('member_status', '=', 'current')
    .orderBy('member_no')
    .execute();
}

async function incomeRows(tx: Tx, { countyCode, ids }: At): Promise<IncomeRecord[]> {
  return tx
    .selectFrom('registry.income_item')
    .selectAll()
    .where('county_code', '=', countyCode)
    .where((eb) => eb('household_id', '=', eb.fn.any(eb.val(ids))))
    .where('occurred_to', '>=', earliestCounted(clock.today()))
    .execute();
}

function grouped<T extends { household_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.household_id);
    if (group) group.push(row);
    else groups.set(row.household_id, [row]);
  }
  return groups;
}
