import { createHash } from 'node:crypto';
import { runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { listConsents, listFingerprints } from '../../evidence/server/door.ts';
import { canonicalJson } from '../../policy/rules.ts';
import { findPack } from '../../policy/server/door.ts';
import {
  getHouseholdForCase,
  incomeCounting,
  incomeStatementOf,
  type KnownHousehold,
  qualityOf,
  qualityParameters,
} from '../../registry/server/door.ts';
import type { PauseReason, ReturnStep } from '../codes.ts';
import { snapshotFrom } from '../machine.ts';
import type { CasePicture, CaseRecord } from '../picture.ts';
import { isAdult, isMonitored, livesTogether } from '../rules.household.ts';
import { findHouseholdFacts } from './basis.household.ts';
import { frozenQuality } from './basis.quality.ts';
import { lotOf } from './lot.ts';
import type { CaseRowInDb } from './rows.ts';

/** A case as it was read: its row, the picture that the rules look at, and the household behind it. */
export interface LoadedCase {
  row: CaseRowInDb;
  picture: CasePicture;
  household: KnownHousehold;
}

/** Reads a case for an act (its row stays locked until the transaction ends) or for a page. */
export async function loadCase(
  tx: Tx,
  at: { countyCode: string; id: string },
  { lock, today }: { lock: boolean; today: string },
): Promise<LoadedCase> {
  const query = tx
    .selectFrom('casework.identification')
    .selectAll()
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw notFound('这件识别办理');
  const household = await getHouseholdForCase(tx, { countyCode: row.county_code, id: row.household_id });
  return { row, household, picture: await pictureOf(tx, { row, household, today }) };
}

async function pictureOf(
  tx: Tx,
  { row, household, today }: { row: CaseRowInDb; household: KnownHousehold; today: string },
): Promise<CasePicture> {
  const of = { countyCode: row.county_code, subjectId: row.id };
  const stored = await findPack(tx, row.pack_id);
  if (!stored || stored.pack.hash !== row.pack_hash) throw new Error('the pack of a case is gone or changed');
  const [records, past, papers, consents, facts] = [
    await listRecords(tx, row),
    await listPast(tx, row),
    await listFingerprints(tx, of),
    await listConsents(tx, { countyCode: row.county_code, householdId: row.household_id }),
    await findHouseholdFacts(tx, { countyCode: row.county_code, id: row.household_id }),
  ];
  const quality = await qualityOf(
    tx,
    { countyCode: row.county_code, householdId: row.household_id },
    qualityParameters(stored.pack.parameters),
  );
  const together = household.members.filter(livesTogether);
  return {
    snapshot: snapshotFrom(row.snapshot),
    pack: stored.pack,
    clock: {
      startedOn: row.started_on,
      stepStartedOn: row.step_started_on,
      stepDueOn: row.step_due_on,
      pausedOn: row.paused_on,
      pausedDays: row.paused_days,
      stepRuns: row.step_runs,
    },
    pauseReason: row.pause_reason as PauseReason | null,
    returns: row.returns as Partial<Record<ReturnStep, number>>,
    records,
    past,
    household: {
      active: facts !== null,
      monitored: isMonitored(household.monitoringState),
      memberNames: household.members.map((member) => member.name),
      type: household.householdType,
      size: household.registeredCount,
      sharing: household.sharingCount,
      memberIds: together.map((member) => member.id),
      adultIds: together.filter((member) => isAdult(member.birthDate, today)).map((member) => member.id),
      quality,
    },
    lot: lotOf(row.id),
    revokedConsents: consents.filter((consent) => consent.revoked).map((consent) => consent.id),
    documents: papers,
  };
}

async function listRecords(tx: Tx, row: CaseRowInDb): Promise<CaseRecord[]> {
  const rows = await tx
    .selectFrom('casework.step_record')
    .select(['id', 'step', 'round', 'data', 'recorded_by', 'recorded_by_name', 'recorded_at', 'superseded'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return rows.map((one) => ({
    id: one.id,
    step: one.step,
    round: one.round,
    data: one.data,
    by: one.recorded_by,
    byName: one.recorded_by_name,
    on: new Date(one.recorded_at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    superseded: one.superseded,
  })) as unknown as CaseRecord[];
}

async function listPast(tx: Tx, row: CaseRowInDb): Promise<CasePicture['past']> {
  const rows = await tx
    .selectFrom('casework.decision')
    .select(['event', 'actor_id', 'decided_on'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .orderBy('decided_at')
    .execute();
  return rows.map((one) => ({ act: one.event, by: one.actor_id, on: one.decided_on }));
}

/** The data on which a decision rests, as they are now, and the SHA-256 of their canonical JSON. Later edits of the registry never reach it. */
export async function freeze(
  tx: Tx,
  { row, picture, household }: LoadedCase,
): Promise<{ inputs: object; hash: string }> {
  const ref = { countyCode: row.county_code, id: row.household_id };
  const facts = await findHouseholdFacts(tx, ref);
  const members = await runSql<object>(
    tx,
    'select * from registry.v_member_snapshot where county_code = $1 and household_id = $2 order by member_id',
    [row.county_code, row.household_id],
  );
  const { lines, ...income } = await incomeStatementOf(tx, ref, {
    counting: incomeCounting(picture.pack.parameters),
  });
  const inputs = {
    case: { id: row.id, state: row.state, version: row.version, level: row.level },
    pack: { id: row.pack_id, hash: row.pack_hash },
    household: { ...facts, version: household.version },
    members,
    income: { ...income, counted: lines.filter(({ standing }) => standing === 'counted').length },
    quality: frozenQuality(picture),
    records: picture.records
      .filter((record) => !record.superseded)
      .map(({ id, step, round, data }) => ({ id, step, round, data })),
    evidence: await listFingerprints(tx, { countyCode: row.county_code, subjectId: row.id }),
  };
  return { inputs, hash: hashOf(inputs) };
}

/** SHA-256 of the canonical JSON of frozen inputs. */
export function hashOf(inputs: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(inputs))))
    .digest('hex');
}
