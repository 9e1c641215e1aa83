import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId, publicId } from '@shouwang/platform/db/id.ts';
import { type Actor, systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { findSheet, type OpenSheet } from '../../warning/server/door.ts';
import { saidReasons } from './commands.open.ts';
import type { CaseRowInDb } from './rows.ts';

/** Brings the open cases of work sheets that hints have joined up to date, one transaction a case. Safe to repeat: what is said already is not said twice. */
export async function followJoinedSheets(countyCode: string, sheetIds: readonly string[]): Promise<number> {
  const actor = systemActor(countyCode, '线索并入');
  let followed = 0;
  for (const id of sheetIds)
    if (await withScope(actor, (tx) => followSheet(tx, actor, { countyCode, id }))) followed += 1;
  return followed;
}

/** Level, risks and reasons of the case follow its sheet; what is to be done next says what is new. Returns whether anything changed. */
async function followSheet(tx: Tx, actor: Actor, at: { countyCode: string; id: string }): Promise<boolean> {
  const row = await lockOpenCase(tx, at);
  const sheet = row && (await findSheet(tx, at));
  if (!row || !sheet) return false;
  const before = await reasonsOf(tx, row);
  const reasons = saidReasons(sheet.reasons);
  const added = reasons.filter((say) => !before.includes(say));
  const mark = await renewalOf(tx, row, sheet.renewedOn);
  if (added.length === 0 && sheet.level >= row.level && !mark) return false;
  const level = Math.min(row.level, sheet.level);
  await writeCase(tx, row, { level, riskTypes: sheet.riskTypes });
  await writeReasons(tx, actor, { row, said: { reasons, riskTypes: sheet.riskTypes } });
  await writeTask(tx, row, { level, said: [...(mark ? [mark] : []), ...added.map((say) => `新增理由：${say}`)] });
  const detail = { dispatch: sheet.id, level, added: added.length, renewed: mark !== null };
  await recordAudit(tx, actor, {
    action: 'followSheet',
    areaCode: row.area_code,
    objectKey: `case:${publicId(row)}`,
    detail,
  });
  return true;
}

/** What the task says of a hint that came long after the one before; null when there was none, or it says so already. */
async function renewalOf(tx: Tx, row: CaseRowInDb, renewedOn: string | null): Promise<string | null> {
  if (!renewedOn) return null;
  const mark = `重新提示（${renewedOn}）：`;
  const open = await tx
    .selectFrom('casework.task')
    .select('reason')
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return open && !open.reason.includes(mark) ? mark : null;
}

function lockOpenCase(tx: Tx, at: { countyCode: string; id: string }): Promise<CaseRowInDb | undefined> {
  return tx
    .selectFrom('casework.identification')
    .selectAll()
    .where('county_code', '=', at.countyCode)
    .where('dispatch_id', '=', at.id)
    .where('closed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

async function reasonsOf(tx: Tx, row: CaseRowInDb): Promise<string[]> {
  const rows = await recordsOf(tx, row).where('superseded', '=', false).select('data').execute();
  return rows.flatMap(({ data }) => (data as unknown as { reasons?: string[] }).reasons ?? []);
}

const recordsOf = (tx: Tx, row: CaseRowInDb) =>
  tx
    .selectFrom('casework.step_record')
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('step', '=', 'RECEIVED');

async function writeCase(
  tx: Tx,
  row: CaseRowInDb,
  { level, riskTypes }: Pick<OpenSheet, 'level' | 'riskTypes'>,
): Promise<void> {
  await tx
    .updateTable('casework.identification')
    .set((eb) => ({
      level,
      // Once the county has ranked the risks they stand as decided.
      ...(row.identified_on === null ? { risk_types: [...new Set([...row.risk_types, ...riskTypes])] } : {}),
      version: eb('version', '+', 1),
      sync_pos: clock.wall().getTime(),
      changed_at: clock.now(),
    }))
    .where('county_code', '=', row.county_code)
    .where('id', '=', row.id)
    .execute();
}

/** The sheet's reasons as they are now; what was said before stays, superseded. */
async function writeReasons(
  tx: Tx,
  actor: Actor,
  { row, said }: { row: CaseRowInDb; said: { reasons: string[]; riskTypes: string[] } },
): Promise<void> {
  const earlier = await recordsOf(tx, row).select('id').execute();
  await tx
    .updateTable('casework.step_record')
    .set({ superseded: true })
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('step', '=', 'RECEIVED')
    .execute();
  await tx
    .insertInto('casework.step_record')
    .values({
      county_code: row.county_code,
      id: newId(),
      area_code: row.area_code,
      case_id: row.id,
      step: 'RECEIVED',
      round: earlier.length + 1,
      data: JSON.stringify(said),
      health_sealed: null,
      recorded_by: actor.accountId,
      recorded_by_name: actor.name,
      recorded_at: clock.now(),
      superseded: false,
    })
    .execute();
}

async function writeTask(tx: Tx, row: CaseRowInDb, { level, said }: { level: number; said: string[] }): Promise<void> {
  const open = await tx
    .selectFrom('casework.task')
    .select(['id', 'reason'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('closed_at', 'is', null)
    .execute();
  for (const task of open)
    await tx
      .updateTable('casework.task')
      .set({ level, reason: [...said, task.reason].join('').slice(0, 200) })
      .where('county_code', '=', row.county_code)
      .where('id', '=', task.id)
      .execute();
}
