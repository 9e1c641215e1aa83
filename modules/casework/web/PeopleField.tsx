import { Select } from 'antd';
import type { Participant } from '../contract.ts';
import { useColleagues } from './api.ts';

export type PeopleFieldProps = {
  caseId: string;
  id?: string;
  value?: Participant[];
  onChange?: (people: Participant[]) => void;
};

/** Officers of the town and village, chosen by name; somebody without an account is typed in. */
export function PeopleField({ caseId, id, value = [], onChange }: PeopleFieldProps) {
  const { data } = useColleagues(caseId);
  const known = data?.items ?? [];
  const options = known.map((one) => ({ value: one.accountId, label: `${one.name}（${one.unit}）` }));
  const change = (keys: string[]) => {
    const people = keys.map((key): Participant => {
      const found = known.find((one) => one.accountId === key);
      if (found) return { accountId: found.accountId, name: found.name, unit: found.unit };
      return (
        value.find((one) => (one.accountId ?? one.name) === key) ?? {
          accountId: null,
          name: key.slice(0, 30),
          unit: '其他',
        }
      );
    });
    onChange?.(people);
  };
  return (
    <Select
      {...(id ? { id } : {})}
      mode="tags"
      value={value.map((one) => one.accountId ?? one.name)}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="选择人员，或输入姓名后按回车"
      onChange={change}
    />
  );
}
