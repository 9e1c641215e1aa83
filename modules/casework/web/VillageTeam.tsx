import { Form } from 'antd';
import { useEffect } from 'react';
import type { Participant } from '../contract.ts';
import { suggestTeam } from '../rules.team.ts';
import { useColleagues } from './api.ts';
import type { VillageTasks } from './dispatch-many.ts';
import { PeopleField } from './PeopleField.tsx';

export type VillageTeamProps = {
  village: VillageTasks;
  /** Undefined until somebody has chosen, or the suggestion stands. */
  value: Participant[] | undefined;
  onChange: (team: Participant[]) => void;
};

/** So many households are named; of more, only how many they are. */
const NAMED = 12;

/** The team of one village for the chosen households, with one officer of each kind to start from. */
export function VillageTeam({ village, value, onChange }: VillageTeamProps) {
  const [first] = village.tasks;
  const { data, error } = useColleagues(first?.caseId ?? '');
  const id = `team-${village.areaCode}`;
  useEffect(() => {
    if (data && value === undefined) onChange(suggestTeam(data.items));
  }, [data, value, onChange]);
  const names = village.tasks.slice(0, NAMED).map((task) => task.headName);
  const more = village.tasks.length > NAMED ? `等 ${village.tasks.length} 户` : '';
  return (
    <Form.Item
      label={`${village.name}的核实组（${village.tasks.length} 件）`}
      htmlFor={id}
      required
      validateStatus={error ? 'error' : ''}
      extra={
        <>
          {names.join('、')}
          {more}
          {error && '。人员名单没有取到，请关掉重开'}
        </>
      }
    >
      <PeopleField id={id} caseId={first?.caseId ?? ''} free value={value ?? []} onChange={onChange} />
    </Form.Item>
  );
}
