import { Select } from 'antd';
import type { Participant } from '../contract.ts';
import { useColleagues } from './api.ts';

export type PeopleFieldProps = {
  caseId: string;
  /** Helpers without an account may be named by typing their names. */
  free?: boolean;
  id?: string;
  value?: Participant[];
  onChange?: (people: Participant[]) => void;
};

/** What a helper without an account is called where his office would stand. */
const HELPER = '无账号人员';

/** Officers of the town and village, chosen by name; whoever was named before stays named. */
export function PeopleField({ caseId, free = false, id, value = [], onChange }: PeopleFieldProps) {
  const { data } = useColleagues(caseId);
  const known = data?.items ?? [];
  const strangers = value.filter((one) => !known.some((other) => other.accountId === one.accountId));
  const options = [...known, ...strangers.map((one) => ({ ...one, accountId: one.accountId ?? one.name }))].map(
    (one) => ({ value: one.accountId, label: `${one.name}（${one.unit}）` }),
  );
  const change = (keys: string[]) => {
    const people = keys.map((key): Participant => {
      const found = known.find((one) => one.accountId === key) ?? known.find((one) => one.name === key);
      if (found) return { accountId: found.accountId, name: found.name, unit: found.unit };
      return value.find((one) => (one.accountId ?? one.name) === key) ?? { accountId: null, name: key, unit: HELPER };
    });
    onChange?.(people);
  };
  return (
    <Select
      {...(id ? { id } : {})}
      mode={free ? 'tags' : 'multiple'}
      value={value.map((one) => one.accountId ?? one.name)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={free ? '按姓名、职务查找；没有账号的，输入姓名后回车' : '输入姓名或职务查找，点选人员'}
      onChange={change}
    />
  );
}
