import type { TaskRow } from '../contract.ts';

/** The chosen tasks of one village. */
export type VillageTasks = { areaCode: string; name: string; tasks: TaskRow[] };

/** The chosen tasks by village, in the order of the codes. */
export function byVillage(tasks: readonly TaskRow[]): VillageTasks[] {
  const villages = new Map<string, VillageTasks>();
  for (const task of tasks) {
    const known = villages.get(task.areaCode);
    if (known) known.tasks.push(task);
    else villages.set(task.areaCode, { areaCode: task.areaCode, name: villageName(task), tasks: [task] });
  }
  return [...villages.values()].sort((a, b) => a.areaCode.localeCompare(b.areaCode));
}

/** 官渡镇 · 河边村 is 河边村. */
const villageName = ({ areaName }: TaskRow) => areaName.split(' · ').at(-1) || '本村';

/** Which of the tasks that were sent cannot go, and why: a refusal names each by its place in the list. */
export function faultsOf(
  fields: readonly { path: string; message: string }[],
  sent: readonly TaskRow[],
): { task: TaskRow; message: string }[] {
  return fields.flatMap(({ path, message }) => {
    const place = /^\/?(?:body[./])?cases[./[](\d+)/.exec(path)?.[1];
    const task = place === undefined ? undefined : sent[Number(place)];
    return task ? [{ task, message }] : [];
  });
}

/** The chosen tasks after the ticks changed: those known before stay, those of the page that was ticked join. */
export function chosenTasks(keys: readonly string[], known: readonly TaskRow[], page: readonly TaskRow[]): TaskRow[] {
  const all = new Map([...known, ...page].map((task) => [task.id, task]));
  return keys.flatMap((key) => all.get(key) ?? []);
}
