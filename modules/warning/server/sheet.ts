import { clock } from '@shouwang/platform/clock/clock.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { sql } from 'kysely';
import {
  type FollowUpAct,
  type FollowUpResult,
  type HintValue,
  type HouseholdSheets,
  NEEDS_HELP,
  OPEN_STATES,
  type Sheet,
} from '../contract.ts';
import { dueFollowUp, type FollowUpActor, type FollowUpSheet, whyNotFollowUp } from '../rules.follow-up.ts';
import { isOpenNeed, sheetRows, toDispatch } from './queries.ts';
import { kinOf } from './visitors.ts';

export interface SheetRef {
  countyCode: string;
  id: string;
}

/** A sheet with everything that its page shows; refused as not found outside the actor's area. */
export async function readSheet(tx: Tx, actor: Actor, at: SheetRef): Promise<Sheet> {
  const row = await sheetRows(tx)
    .select(['h.household_no', 'h.monitoring_state', 'h.last_visited_on', 'h.monitor_contact_phone'])
    .where('d.county_code', '=', at.countyCode)
    .where('d.id', '=', at.id)
    .executeTakeFirst();
  if (!row) throw notFound('这张单子');
  const acts = await listActs(tx, at);
  return {
    row: toDispatch(row),
    version: row.version,
    household: {
      householdNo: row.household_no ?? '',
      monitoringState: row.monitoring_state ?? '',
      lastVisitedOn: row.last_visited_on,
      contactName: row.contact_name,
      contactPhone: row.monitor_contact_phone,
    },
    hints: await listHints(tx, at),
    acts: acts.map(({ wentIds: _, ...act }) => act),
    due: await dueOf(tx, { row, acts, who: actorOf(actor) }),
  };
}

/** Whoever acts, as the rules see him, today. */
export function actorOf(actor: Actor): FollowUpActor {
  return { accountId: actor.accountId, name: actor.name, role: actor.role, today: clock.today() };
}

type Household = { county_code: string; household_id: string };
type FollowUpRow = {
  kind: string;
  state: string;
  received_on: string;
  recorded_by: string | null;
  contact_name: string | null;
};

/** What an act kept, with the accounts of those who went. */
export type KeptAct = FollowUpAct & { wentIds: string[] };

/** A sheet as the rules see it. */
export function toFollowUpSheet(
  row: FollowUpRow,
  acts: readonly KeptAct[],
  relatives: FollowUpSheet['relatives'],
): FollowUpSheet {
  const recorded = acts.findLast(({ act }) => act === 'recordFollowUp');
  return {
    kind: row.kind,
    state: row.state,
    receivedOn: row.received_on,
    contactName: row.contact_name,
    recorded:
      row.recorded_by && recorded
        ? { by: row.recorded_by, went: recorded.wentIds, named: knownByName(recorded) }
        : null,
    relatives,
    returns: acts.filter(({ decision }) => decision === 'return').length,
  };
}

/** Visits of before accounts were kept know everybody by name. */
const knownByName = ({ wentIds, went, companions }: KeptAct) => (wentIds.length === 0 ? went : companions);

async function dueOf(
  tx: Tx,
  { row, acts, who }: { row: FollowUpRow & Household; acts: readonly KeptAct[]; who: FollowUpActor },
): Promise<Sheet['due']> {
  const act = dueFollowUp(row);
  if (!act) return null;
  const { relatives } = await kinOf(tx, { countyCode: row.county_code, id: row.household_id });
  const sheet = toFollowUpSheet(row, acts, relatives);
  const refused = whyNotFollowUp(sheet, who, act);
  return { act, allowed: refused === null, why: refused?.why ?? null };
}

/** The acts on a sheet, the first one first. */
export async function listActs(tx: Tx, at: SheetRef): Promise<KeptAct[]> {
  const rows = await tx
    .selectFrom('warning.follow_up')
    .selectAll()
    .where('county_code', '=', at.countyCode)
    .where('dispatch_id', '=', at.id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    act: row.act as FollowUpAct['act'],
    resultCode: row.result_code as FollowUpResult | null,
    decision: row.decision as FollowUpAct['decision'],
    reason: row.reason,
    visitedOn: row.visited_on,
    went: row.went,
    wentIds: row.went_ids,
    companions: row.companions,
    photoIds: row.photo_ids.map((id) => publicId({ county_code: at.countyCode, id })),
    actorName: row.actor_name,
    role: row.role,
    at: row.at.toISOString(),
  }));
}

/** The latest hint of each rule on a sheet, with the values that were compared. */
async function listHints(tx: Tx, at: SheetRef): Promise<Sheet['hints']> {
  const rows = await tx
    .selectFrom('warning.clue')
    .distinctOn('rule_code')
    .select(['rule_code', 'reason', 'trigger_values', 'merged_into_id'])
    .select(sql<string>`(received_at at time zone 'Asia/Shanghai')::date`.as('received_on'))
    .where('county_code', '=', at.countyCode)
    .where('dispatch_id', '=', at.id)
    .orderBy('rule_code')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    code: row.rule_code,
    say: row.reason,
    receivedOn: row.received_on,
    merged: row.merged_into_id !== null,
    values: valuesOf(row.trigger_values),
  }));
}

function valuesOf(values: unknown): HintValue[] {
  if (typeof values !== 'object' || values === null || !('comparisons' in values)) return [];
  const all = Array.isArray(values.comparisons) ? (values.comparisons as Partial<HintValue>[]) : [];
  return all.map((one) => ({
    label: one.label ?? '',
    value: one.value ?? null,
    operator: one.operator ?? '',
    threshold: one.threshold ?? null,
    unit: one.unit ?? null,
  }));
}

/** The open sheet of a household, and the need that its last follow-up left open. */
export async function readHouseholdSheets(tx: Tx, household: SheetRef): Promise<HouseholdSheets> {
  const ofHousehold = () =>
    sheetRows(tx).where('d.county_code', '=', household.countyCode).where('d.household_id', '=', household.id);
  const open = await ofHousehold().where('d.state', 'in', OPEN_STATES).executeTakeFirst();
  const needed = await ofHousehold().where(isOpenNeed).executeTakeFirst();
  const said = needed && (await listActs(tx, { countyCode: needed.county_code, id: needed.id }));
  return {
    open: open ? toDispatch(open) : null,
    need:
      needed && said
        ? {
            sheetId: publicId(needed),
            dispatchNo: needed.dispatch_no,
            since: needed.closed_on ?? needed.received_on,
            reason: said.findLast(({ act }) => act === 'recordFollowUp')?.reason ?? '',
            resultCode: NEEDS_HELP,
          }
        : null,
  };
}

/** Where a follow-up sheet that is still open lies; refused when it is not found or closed. */
export async function findFollowUpPlace(tx: Tx, at: SheetRef): Promise<{ areaCode: string; householdId: string }> {
  const row = await tx
    .selectFrom('warning.dispatch')
    .select(['area_code', 'household_id'])
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .where('kind', '=', 'follow-up')
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirst();
  if (!row) throw notFound('这张在办的跟进单');
  return { areaCode: row.area_code, householdId: row.household_id };
}
