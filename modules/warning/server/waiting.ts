import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { type RawBuilder, sql } from 'kysely';
import { type DispatchReason, followUpPermissions, VISIT_STATES } from '../contract.ts';

/** What may wait for somebody on a sheet: a visit to record, one to confirm, or an overdue sheet that got a new hint, which the town sees to. */
export const WAITING_KINDS = {
  recordFollowUp: '登记跟进',
  confirmFollowUp: '确认跟进',
  urgeVisit: '催办核实',
} as const;
type WaitingKind = keyof typeof WAITING_KINDS;

/** A sheet that waits for whoever asks. */
export interface WaitingSheet {
  id: string;
  sheetId: string;
  /** The case of an overdue work sheet; null on follow-ups. */
  caseId: string | null;
  kind: WaitingKind;
  reason: string;
  level: number;
  headName: string;
  areaCode: string;
  areaName: string;
  dueOn: string;
  version: number;
}

/** How sheets that wait are narrowed: place, kind, only overdue ones, and what comes behind a place in the order level, last day, id. */
export interface WaitingFilter {
  area: string;
  kind?: string | undefined;
  overdue?: boolean;
  after?: { level: number; dueOn: string; id: string };
  limit: number;
}

/** Sheets that wait for an actor: `kind`, `due` (its last day) beside the sheet `d`. Follow-ups of the own village, of the own contact, of the own town. */
function waiting(actor: Actor, area: string): RawBuilder<unknown> {
  const isIn = (roles: readonly string[]) => sql`${roles.includes(actor.role)}::boolean`;
  const isVillage = sql`${actor.areaCode.length === 12}::boolean`;
  return sql`(
    select d.*, h.monitor_contact_name as contact_name,
      case when d.kind = 'identification' or (d.state <> 'VERIFIED' and ${isIn(followUpPermissions.confirmFollowUp)}) then 'urgeVisit'
           when d.state = 'VERIFIED' then 'confirmFollowUp' else 'recordFollowUp' end as waits,
      coalesce(case when d.state = 'VERIFIED' then f.next_due_on end, d.due_on) as due, f.visited_on
    from warning.dispatch d
    join registry.household h on h.county_code = d.county_code and h.id = d.household_id
    left join lateral (select next_due_on, visited_on, went_ids from warning.follow_up f where f.county_code = d.county_code and ${inArea('f', area.slice(0, 6))} and f.dispatch_id = d.id
      order by f.at desc, f.id desc limit 1) f on d.kind = 'follow-up'
    where ${inArea('d', area)} and (
      (d.kind = 'follow-up' and d.state = 'DISPATCHED' and ${isIn(followUpPermissions.recordFollowUp)} and (${isVillage} or h.monitor_contact_name = ${actor.name}))
      or (d.kind = 'follow-up' and d.state = 'VERIFIED' and ${isIn(followUpPermissions.confirmFollowUp)} and d.recorded_by <> ${actor.accountId}::uuid
        and not ${actor.accountId}::uuid = any (coalesce(f.went_ids, '{}')))
      or (d.missed_due_on is not null and d.state in ('RECEIVED', 'DISPATCHED', 'VERIFYING') and ${isIn(followUpPermissions.confirmFollowUp)})))`;
}

type Row = {
  county_code: string;
  id: string;
  case_id: string | null;
  waits: WaitingKind;
  level: number;
  head_name: string;
  area_code: string;
  village: string | null;
  town: string | null;
  due: string;
  reasons: DispatchReason[];
  missed_due_on: string | null;
  contact_name: string | null;
  visited_on: string | null;
  version: number;
};

/** Sheets that wait for an actor, the most severe first, then those due first. */
export async function listWaitingSheets(tx: Tx, actor: Actor, filter: WaitingFilter): Promise<WaitingSheet[]> {
  const { after, limit } = filter;
  const behind = after
    ? sql`(w.level, w.due, w.id) > (${after.level}::smallint, ${after.dueOn}::date, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<Row>`
    select w.county_code, w.id, w.case_id, w.waits, w.level, w.head_name, w.area_code, v.short_name as village, o.short_name as town, w.due, w.reasons, w.missed_due_on,
      w.contact_name, w.visited_on, w.version
    from ${waiting(actor, filter.area)} w left join areas.area v on v.code = w.area_code left join areas.area o on o.code = v.parent_code
    where ${narrowed(filter)} and ${behind} order by w.level, w.due, w.id limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    sheetId: publicId(row),
    caseId: row.case_id && publicId({ county_code: row.county_code, id: row.case_id }),
    kind: row.waits,
    reason: reasonOf(row),
    level: row.level,
    headName: row.head_name,
    areaCode: row.area_code,
    areaName: [row.town, row.village].filter((name) => name !== null).join(' · '),
    dueOn: row.due,
    version: row.version,
  }));
}

function narrowed({ kind, overdue }: Pick<WaitingFilter, 'kind' | 'overdue'>): RawBuilder<unknown> {
  const ofKind = kind ? sql`w.waits = ${kind}` : sql`true`;
  const late = overdue
    ? sql`(w.due < ${clock.today()}::date or (w.missed_due_on is not null and w.state in (${sql.join(VISIT_STATES)})))`
    : sql`true`;
  return sql`${ofKind} and ${late}`;
}

function reasonOf(row: Row): string {
  const said = [...new Set(row.reasons.map(({ say }) => say))].join('');
  const missed = row.missed_due_on ? `重新提示：原期限 ${row.missed_due_on} 未办，又有新提示。` : '';
  if (row.waits === 'confirmFollowUp') return `${row.visited_on ?? ''} 已入户，请确认结果。${said}`.slice(0, 200);
  const contact = row.contact_name ? `监测联系人：${row.contact_name}。` : '';
  return `${missed}${said}${row.waits === 'recordFollowUp' ? contact : ''}`.slice(0, 200);
}

/** How many sheets wait for an actor, by kind and by when they are due. */
export interface WaitingCount {
  kind: WaitingKind;
  total: number;
  overdue: number;
  today: number;
  threeDays: number;
}

/** Sheets that wait for an actor in an area, counted. */
export async function countWaitingSheets(
  tx: Tx,
  actor: Actor,
  filter: Pick<WaitingFilter, 'area' | 'kind' | 'overdue'>,
): Promise<WaitingCount[]> {
  const today = clock.today();
  const late = sql`(w.due < ${today}::date or (w.missed_due_on is not null and w.waits <> 'confirmFollowUp'))`;
  const { rows } = await sql<WaitingCount>`
    select w.waits as kind, count(*)::int as total, (count(*) filter (where ${late}))::int as overdue,
      (count(*) filter (where not ${late} and w.due = ${today}::date))::int as today,
      (count(*) filter (where not ${late} and w.due > ${today}::date and w.due <= ${addDays(today, 3)}::date))::int as "threeDays"
    from ${waiting(actor, filter.area)} w where ${narrowed(filter)} group by 1 order by 2 desc`.execute(tx);
  return rows;
}
