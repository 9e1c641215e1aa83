import { countyOf } from '@shouwang/modules/areas/rules.ts';
import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays, daysBetween } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { numberParameter } from '../../policy/rules.ts';
import { findPackInForce } from '../../policy/server/door.ts';
import {
  ACT_NAMES,
  type ActCode,
  CHANNEL_NAMES,
  type TaskKind,
  type TaskQuery,
  type TaskRow,
  type Workbench,
} from '../contract.ts';
import { clockView } from './clock-view.ts';
import { figuresOf } from './county-counts.ts';
import { packsOf } from './queries.ts';
import { countSheetTasks, listSheetTasks, mergeTasks, type PlacedTask, sheetFigures } from './sheet-tasks.ts';
import { findTeamsLeft, leftWords, NAME_ANEW } from './teams-left.ts';

const LAST_DAY = '9999-12-31';
const due = sql<string>`coalesce(t.due_on, ${LAST_DAY}::date)`;

type Left = ReadonlyMap<string, readonly string[]>;
const among = (left: Left) => sql<boolean>`t.id = any (${[...left.keys()]}::uuid[])`;
/** A sheet whose team has somebody who left is one to hand out again. */
const kindOf = (left: Left) => sql<string>`case when ${among(left)} then ${NAME_ANEW} else t.kind end`;

/** Open tasks for the actor's role in his area, and sheets whose team he names anew; a department sees its own only. */
function mine(tx: Tx, actor: Actor, { area, left }: { area: string; left: Left }) {
  return tx
    .selectFrom('casework.task as t')
    .innerJoin('casework.identification as i', (join) =>
      join.onRef('i.county_code', '=', 't.county_code').onRef('i.id', '=', 't.case_id'),
    )
    .where('t.closed_at', 'is', null)
    .where(inArea('t', area))
    .where(
      sql<boolean>`(${actor.role} = any (t.roles) and (t.assignees is null or ${actor.accountId}::uuid = any (t.assignees)) or ${among(left)})`,
    )
    .where((eb) => eb.or([eb('t.department_code', 'is', null), eb('t.department_code', '=', actor.departmentCode)]));
}

/** What the actor must do, by severity, then time left, overdue first. */
export async function listMyTasks(tx: Tx, actor: Actor, filter: TaskQuery) {
  const today = clock.today();
  const area = filter.area ?? actor.areaCode;
  const left = await findTeamsLeft(tx, actor, area);
  const counts = await sql<{ kind: string; count: number }>`
    select kind, count(*)::int as count from (${mine(tx, actor, { area, left }).select(kindOf(left).as('kind'))}) k
    group by kind order by count desc, kind`.execute(tx);
  let query = mine(tx, actor, { area, left });
  if (filter.kind) query = query.where(kindOf(left), '=', filter.kind);
  if (filter.overdue) query = query.where('t.due_on', '<', today);
  const { total } = await query.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  if (filter.cursor) {
    const [level, day, id] = decodeCursor(filter.cursor, 3);
    query = query.where(
      sql<boolean>`(t.level, ${due}, t.id) > (${Number(level)}::smallint, ${String(day)}::date, ${String(id)}::uuid)`,
    );
  }
  const rows = await query
    .leftJoin('areas.area as v', 'v.code', 't.area_code')
    .leftJoin('areas.area as o', 'o.code', 'v.parent_code')
    .select([
      't.id as task_id',
      kindOf(left).as('kind'),
      't.title',
      't.reason',
      't.level as task_level',
      't.due_on',
      'v.short_name as village',
      'o.short_name as town',
      't.area_code',
      'i.head_name',
      'i.county_code',
      'i.id',
      'i.version',
    ])
    .select([
      'i.state',
      'i.started_on',
      'i.step_started_on',
      'i.step_due_on',
      'i.paused_on',
      'i.paused_days',
      'i.step_runs',
      'i.pause_reason',
      'i.identified_on',
      'i.closed_at',
      'i.green_due_on',
      'i.pack_id',
    ])
    .orderBy('t.level')
    .orderBy(due)
    .orderBy('t.id')
    .limit(filter.limit + 1)
    .execute();
  const packs = await packsOf(
    tx,
    rows.map((row) => row.pack_id),
  );
  const cases = rows.flatMap((row): PlacedTask[] => {
    const pack = packs.get(row.pack_id);
    if (!pack) return [];
    const view = clockView(row, pack, today);
    const gone = left.get(row.task_id);
    const task: TaskRow = {
      id: row.task_id,
      caseId: publicId(row),
      sheetId: null,
      version: row.version,
      areaCode: row.area_code,
      kind: row.kind as ActCode,
      title: gone ? ACT_NAMES[NAME_ANEW] : row.title,
      reason: gone ? leftWords(gone, row.reason) : row.reason,
      level: row.task_level,
      headName: row.head_name,
      areaName: [row.town, row.village].filter((name) => name !== null).join(' · '),
      dueOn: view.stepDueOn,
      daysLeft: view.stepDueOn === null ? null : daysBetween(today, view.stepDueOn),
      paused: view.paused,
      clock: view,
    };
    return [{ task, dueOn: row.due_on ?? LAST_DAY }];
  });
  const waiting = await countSheetTasks(tx, actor, { ...filter, area });
  const { shown, last } = mergeTasks([cases, await listSheetTasks(tx, actor, { ...filter, area })], filter.limit);
  return {
    items: shown,
    nextCursor: last ? encodeCursor([last.task.level, last.dueOn, last.task.id]) : null,
    total: Number(total) + waiting.total,
    byKind: [
      ...counts.rows.map((row) => ({
        kind: row.kind as ActCode,
        title: ACT_NAMES[row.kind as ActCode] ?? row.kind,
        count: Number(row.count),
      })),
      ...waiting.byKind,
    ],
    byVillage: filter.kind ? await villagesOfKind(tx, actor, filter.kind) : [],
  };
}

/** Where the tasks of one kind lie, by village. */
async function villagesOfKind(tx: Tx, actor: Actor, kind: TaskKind) {
  const left = await findTeamsLeft(tx, actor, actor.areaCode);
  const rows = await mine(tx, actor, { area: actor.areaCode, left })
    .where(kindOf(left), '=', kind)
    .leftJoin('areas.area as v', 'v.code', 't.area_code')
    .select(['t.area_code as areaCode', 'v.short_name as name', sql<number>`count(*)::int`.as('count')])
    .groupBy(['t.area_code', 'v.short_name'])
    .orderBy('t.area_code')
    .execute();
  return rows.map((row) => ({ ...row, name: row.name ?? row.areaCode, count: Number(row.count) }));
}

/** The headline figures of the first page, over the actor's area. Nothing waits for offices above the counties. */
export async function readWorkbench(tx: Tx, actor: Actor): Promise<Workbench> {
  const today = clock.today();
  const pack = (await findPackInForce(tx, actor.areaCode, today))?.pack;
  const { of: figures, countedAt } = await figuresOf(tx, actor.areaCode);
  const { open, days, overdue, owed } = figures;
  const byChannel = Object.entries(figures.opened)
    .map(([channel, count]) => ({ channel, name: CHANNEL_NAMES[channel] ?? channel, count }))
    .sort((one, other) => other.count - one.count);
  return {
    tasks: countyOf(actor.areaCode) ? await waitingFor(tx, actor, today) : NOTHING,
    cases: {
      open,
      averageDay: open === 0 ? null : Math.round((days / open) * 10) / 10,
      maxDays: pack ? numberParameter(pack, 'chain.maxDays') : null,
      overdue,
      owed,
    },
    opened: { today: byChannel.reduce((sum, one) => sum + one.count, 0), byChannel },
    registered: { total: figures.registered, thisMonth: figures.registeredThisMonth },
    today,
    countedAt,
  };
}

const NOTHING: Workbench['tasks'] = { total: 0, overdue: 0, today: 0, threeDays: 0 };

async function waitingFor(tx: Tx, actor: Actor, today: string): Promise<Workbench['tasks']> {
  const left = await findTeamsLeft(tx, actor, actor.areaCode);
  const tasks = await mine(tx, actor, { area: actor.areaCode, left })
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where t.due_on < ${today}))::int`.as('overdue'),
      sql<number>`(count(*) filter (where t.due_on = ${today}))::int`.as('today'),
      sql<number>`(count(*) filter (where t.due_on > ${today} and t.due_on <= ${addDays(today, 3)}))::int`.as(
        'threeDays',
      ),
    ])
    .executeTakeFirstOrThrow();
  const sheets = await sheetFigures(tx, actor);
  return {
    total: tasks.total + sheets.total,
    overdue: tasks.overdue + sheets.overdue,
    today: tasks.today + sheets.today,
    threeDays: tasks.threeDays + sheets.threeDays,
  };
}
