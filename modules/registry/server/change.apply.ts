import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { itemName } from '../income-codes.ts';
import type { Draft, Written } from './change.draft.ts';
import type { ChangeRecord } from './change.store.ts';
import { refreshFindings } from './findings.keep.ts';
import { moveHousehold, recordChange } from './history.ts';
import { claimPersons, newPersons } from './members.ts';
import type { Picture } from './quality.facts.ts';
import type { HouseholdRef } from './queries.ts';
import type { IncomeRecord, MemberRecord } from './rows.ts';

interface Applying {
  record: ChangeRecord;
  picture: Picture;
  drafted: Draft;
}

/**
 * Writes what was agreed: household, members and lines in one step forward of the household's version, each with its line of history that names
 * proposer and approver. Returns the new version.
 */
export async function applyChange(tx: Tx, actor: Actor, { record, picture, drafted }: Applying): Promise<number> {
  const { household, members, joined } = drafted;
  const ref = { countyCode: record.county_code, id: record.household_id };
  await moveIdentities(tx, { ref, picture, drafted });
  const version = await moveHousehold(tx, ref, { expected: picture.household.version, set: household.set });
  for (const one of members) await writeMember(tx, ref, one);
  if (joined) await tx.insertInto('registry.member').values(joined).execute();
  if (drafted.added.length > 0) await tx.insertInto('registry.income_item').values(drafted.added).execute();
  const note = noting(tx, actor, { record, version });
  if (Object.keys(household.diff).length > 0) await note('household', record.household_id, household.diff);
  for (const one of members) await note('member', one.record.id, one.diff);
  if (joined) await note('member', joined.id, joinedDiff(joined));
  for (const item of drafted.added) await note('income', item.id, { [nameOf(item)]: [null, item.amount_fen] });
  for (const item of drafted.reversed)
    await reverse(tx, ref, {
      item,
      change: await note('income', item.id, { [nameOf(item)]: [item.amount_fen, null] }),
    });
  await refreshFindings(tx, ref);
  return version;
}

const nameOf = (item: IncomeRecord): string => itemName(item.direction as 'in' | 'out', item.item_code);

const joinedDiff = (joined: MemberRecord) => ({
  memberStatus: [null, 'current'] as [unknown, unknown],
  name: [null, joined.name] as [unknown, unknown],
  relation: [null, joined.relation] as [unknown, unknown],
  changeType: [null, joined.change_type] as [unknown, unknown],
  changeDate: [null, joined.change_date] as [unknown, unknown],
});

function noting(tx: Tx, actor: Actor, { record, version }: { record: ChangeRecord; version: number }) {
  const household = { county_code: record.county_code, id: record.household_id, area_code: record.area_code };
  const request = { id: record.id, proposedByName: record.proposed_by_name };
  return (subject: 'household' | 'member' | 'income', subjectId: string, diff: Record<string, [unknown, unknown]>) =>
    recordChange(tx, actor, {
      household,
      subject,
      subjectId,
      version,
      source: 'correction',
      reason: record.reason,
      diff,
      request,
    });
}

async function writeMember(tx: Tx, ref: HouseholdRef, { record, set }: Written<MemberRecord>): Promise<void> {
  await tx
    .updateTable('registry.member')
    .set({ ...set, version: record.version + 1, changed_at: clock.now() })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', record.id)
    .execute();
}

async function reverse(
  tx: Tx,
  ref: HouseholdRef,
  { item, change }: { item: IncomeRecord; change: string },
): Promise<void> {
  const done = await tx
    .updateTable('registry.income_item')
    .set({ reversed_by: change })
    .where('county_code', '=', ref.countyCode)
    .where('id', '=', item.id)
    .where('reversed_by', 'is', null)
    .executeTakeFirst();
  if (Number(done.numUpdatedRows) === 0)
    throw new Refusal('income-item-reversed', { status: 409, detail: '这条收支已经冲销过。' });
}

/** Persons who go elsewhere, and numbers that were wrong, become free; persons who come and right numbers are claimed. The dead stay claimed. */
async function moveIdentities(
  tx: Tx,
  { ref, picture, drafted }: { ref: HouseholdRef; picture: Picture; drafted: Draft },
): Promise<void> {
  const { after } = drafted;
  const freed = drafted.members.filter(({ record, set }) => {
    const renumbered = 'person_key' in set && set.person_key !== record.person_key;
    return record.person_key !== null && (renumbered || (set.member_status === 'left' && set.change_type !== 'M21'));
  });
  for (const { record } of freed)
    await tx
      .deleteFrom('registry.person_identity')
      .where('person_key', '=', record.person_key)
      .where('member_id', '=', record.id)
      .execute();
  await claimPersons(tx, ref.countyCode, newPersons(picture.members, after.members));
}
