import { clock } from '@shouwang/platform/clock/clock.ts';
import { daysBetween } from '@shouwang/platform/clock/days.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { decodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { countWaitingSheets, listWaitingSheets, WAITING_KINDS, type WaitingSheet } from '../../warning/server/door.ts';
import type { TaskQuery, TaskRow, Workbench } from '../contract.ts';

type Asked = TaskQuery & { area: string };

/** A task with its place in the order of the list: severity, last day, id. */
export interface PlacedTask {
  task: TaskRow;
  dueOn: string;
}

/** What waits on sheets for an actor, behind the cursor of the list; one more than a page holds. */
export async function listSheetTasks(tx: Tx, actor: Actor, asked: Asked): Promise<PlacedTask[]> {
  const [level, dueOn, id] = asked.cursor ? decodeCursor(asked.cursor, 3) : [];
  const after = id === undefined ? {} : { after: { level: Number(level), dueOn: String(dueOn), id: String(id) } };
  const rows = await listWaitingSheets(tx, actor, { ...narrowed(asked), ...after, limit: asked.limit + 1 });
  return rows.map((row) => ({ task: taskOf(row), dueOn: row.dueOn }));
}

/** How many wait on sheets, by kind: of the kind and lateness that were asked for, and of all. */
export async function countSheetTasks(tx: Tx, actor: Actor, asked: Asked) {
  const count = async (filter: Parameters<typeof countWaitingSheets>[2]) => countWaitingSheets(tx, actor, filter);
  const chosen = await count(narrowed(asked));
  const all = await count({ area: asked.area });
  return {
    total: chosen.reduce((sum, one) => sum + one.total, 0),
    byKind: all.map(({ kind, total }) => ({ kind, title: WAITING_KINDS[kind], count: total })),
  };
}

/** What waits on sheets, in the headline figures of the first page. */
export async function sheetFigures(tx: Tx, actor: Actor): Promise<Workbench['tasks']> {
  const counts = await countWaitingSheets(tx, actor, { area: actor.areaCode });
  const sum = (pick: (one: (typeof counts)[number]) => number) => counts.reduce((all, one) => all + pick(one), 0);
  return {
    total: sum((one) => one.total),
    overdue: sum((one) => one.overdue),
    today: sum((one) => one.today),
    threeDays: sum((one) => one.threeDays),
  };
}

const narrowed = ({ area, kind, overdue }: Asked) => ({ area, kind, overdue: overdue === 'true' });

function taskOf(row: WaitingSheet): TaskRow {
  const { id, sheetId, version, areaCode, kind, reason, level, headName, areaName, dueOn } = row;
  return {
    id,
    caseId: row.caseId,
    sheetId,
    version,
    areaCode,
    kind,
    title: WAITING_KINDS[kind],
    reason,
    level,
    headName,
    areaName,
    dueOn,
    daysLeft: daysBetween(clock.today(), dueOn),
    paused: false,
    clock: null,
  };
}

/** The first tasks of two lists in their common order, and the place of the last one when more follow. */
export function mergeTasks(
  [cases, sheets]: readonly [readonly PlacedTask[], readonly PlacedTask[]],
  limit: number,
): { shown: TaskRow[]; last: PlacedTask | undefined } {
  const all = [...cases, ...sheets].sort(inOrder);
  const shown = all.slice(0, limit);
  return { shown: shown.map(({ task }) => task), last: all.length > limit ? shown.at(-1) : undefined };
}

function inOrder(a: PlacedTask, b: PlacedTask): number {
  if (a.task.level !== b.task.level) return a.task.level - b.task.level;
  const [left, right] = a.dueOn === b.dueOn ? [a.task.id, b.task.id] : [a.dueOn, b.dueOn];
  return left < right ? -1 : left > right ? 1 : 0;
}
