import type { Selection } from '@shouwang/platform/ui/table-columns.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { TaskRow } from '../contract.ts';
import { chosenTasks } from './dispatch-many.ts';

const DispatchDrawer = whenOpened(() => import('./DispatchDrawer.tsx').then((m) => m.DispatchDrawer));

/** Ticking tasks that wait for a team, and the drawer in which they are handed out together. */
export function useHandOut(items: readonly TaskRow[]): {
  selection: Selection<TaskRow>;
  drawer: ReactNode;
  clear: () => void;
} {
  const [chosen, setChosen] = useState<TaskRow[]>([]);
  const [open, setOpen] = useState(false);
  // Somebody else may have changed a case meanwhile: its latest version is sent.
  const tasks = chosen.map((task) => items.find((one) => one.id === task.id) ?? task);
  const clear = () => {
    setOpen(false);
    setChosen([]);
  };
  const drop = (gone: readonly TaskRow[]) =>
    setChosen((known) => known.filter((task) => !gone.some((one) => one.id === task.id)));
  return {
    clear,
    selection: {
      keys: chosen.map((task) => task.id),
      onChange: (keys) => setChosen((known) => chosenTasks(keys, known, items)),
      nameOf: (task) => `${task.headName}户`,
      acts: (
        <Button type="primary" size="small" onClick={() => setOpen(true)}>
          指派核实组
        </Button>
      ),
    },
    drawer: open && tasks.length > 0 && (
      <DispatchDrawer tasks={tasks} onDrop={drop} onDone={clear} onClose={() => setOpen(false)} />
    ),
  };
}
