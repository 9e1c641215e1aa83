import { Select } from 'antd';
import type { FollowUpVisitor } from '../contract.ts';

export type VisitorsFieldProps = {
  /** Whom to choose from, by their posts on the day of the visit. */
  known: readonly FollowUpVisitor[];
  /** Everybody who was to choose from on any day that was looked at, for the names of those who are chosen already. */
  met: ReadonlyMap<string, FollowUpVisitor>;
  id?: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
};

const labelOf = ({ name, unit }: FollowUpVisitor) => `${name}（${unit}）`;

/** People chosen by their accounts; who was chosen and had no post on the day stays to be seen, so that he can be taken out. */
export function VisitorsField({ known, met, id, value = [], onChange }: VisitorsFieldProps) {
  const gone = value.filter((one) => !known.some(({ accountId }) => accountId === one));
  const options = [
    ...known.map((one) => ({ value: one.accountId, label: labelOf(one) })),
    ...gone.map((one) => {
      const person = met.get(one);
      return { value: one, label: person ? `${person.name}（那天不在任）` : '名单中没有的人' };
    }),
  ];
  return (
    <Select
      {...(id ? { id } : {})}
      mode="multiple"
      value={value}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="按姓名或职务查找，点选人员"
      notFoundContent="没有这个人，请核对姓名和走访日期"
      onChange={(ids: string[]) => onChange?.(ids)}
    />
  );
}
