import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import type { Participant, TaskRow } from '../contract.ts';
import { TEAM_HINT } from './act-fields.ts';
import { useDispatchMany } from './api.ts';
import { byVillage, faultsOf } from './dispatch-many.ts';
import { VillageTeam } from './VillageTeam.tsx';

export type DispatchDrawerProps = {
  tasks: readonly TaskRow[];
  /** Lets these go from the chosen ones. */
  onDrop: (tasks: readonly TaskRow[]) => void;
  onDone: () => void;
  onClose: () => void;
};

/** Names the teams of many cases at once, one for each village; what cannot go is named and can be left out. */
export function DispatchDrawer({ tasks, onDrop, onDone, onClose }: DispatchDrawerProps) {
  const { message } = App.useApp();
  const { today } = useSession();
  const [teams, setTeams] = useState<Record<string, Participant[]>>({});
  const [plannedOn, setPlannedOn] = useState(today);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<{ problem: ProblemError; sent: readonly TaskRow[] } | null>(null);
  const send = useDispatchMany();
  const villages = byVillage(tasks);
  const open = villages.find(({ areaCode }) => (teams[areaCode]?.length ?? 0) === 0);
  const faults = refused ? faultsOf(refused.problem.fields, refused.sent) : [];

  const submit = async () => {
    setRefused(null);
    try {
      await send.mutateAsync({
        cases: tasks.flatMap(({ caseId, version }) => (caseId ? [{ caseId, version }] : [])),
        teams: villages.map(({ areaCode }) => ({
          areaCode,
          team: teams[areaCode] ?? [],
          plannedOn: plannedOn || null,
          note: note.trim(),
        })),
      });
      void message.success(`已派发 ${tasks.length} 件，由核实组领取`);
      onDone();
    } catch (error) {
      setRefused({ problem: asProblem(error), sent: tasks });
    }
  };
  const drop = () => {
    onDrop(faults.map(({ task }) => task));
    setRefused(null);
  };
  return (
    <Drawer open title={`派发核实 ${tasks.length} 件`} size={560} onClose={onClose} mask={{ closable: false }}>
      <Form layout="vertical" onFinish={() => void submit()}>
        {refused && (
          <Note tone="bad">
            {refused.problem.detail || refused.problem.title}
            {faults.length > 0 && (
              <ul className="cw-faults">
                {faults.map(({ task, message: words }) => (
                  <li key={task.id}>
                    {task.headName}户（{task.areaName}）：{words}
                  </li>
                ))}
              </ul>
            )}
            {faults.length > 0 && faults.length < tasks.length && (
              <Button size="small" onClick={drop}>
                去掉这 {faults.length} 件
              </Button>
            )}
          </Note>
        )}
        <p className="sw-note cw-drawer-hint">每村一组，已按岗位各取一人，可以改。{TEAM_HINT}。</p>
        {villages.map((village) => (
          <VillageTeam
            key={village.areaCode}
            village={village}
            value={teams[village.areaCode]}
            onChange={(team) => setTeams((known) => ({ ...known, [village.areaCode]: team }))}
          />
        ))}
        <Form.Item label="计划入户日期" htmlFor="dispatch-planned" extra="可以不填">
          <Input
            id="dispatch-planned"
            type="date"
            min={today}
            value={plannedOn}
            onChange={(event) => setPlannedOn(event.target.value)}
            style={{ width: 200 }}
          />
        </Form.Item>
        <Form.Item label="交代事项" htmlFor="dispatch-note" extra="可以不填，印在派发单上">
          <Input.TextArea
            id="dispatch-note"
            rows={2}
            maxLength={200}
            showCount
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
        <p className="sw-note">派发后由核实组领取，农户看到“将入户核实”。领取前可以在办理页重新派发，换一组人。</p>
        <Button
          type="primary"
          htmlType="submit"
          block
          loading={send.isPending}
          disabled={open !== undefined || tasks.length === 0}
          style={{ marginTop: 12 }}
        >
          {open ? `请先指派${open.name}的核实组` : `派发 ${tasks.length} 件`}
        </Button>
      </Form>
    </Drawer>
  );
}
