import { type UrlValues, urlField } from '@shouwang/platform/ui/url-state.ts';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ACCOUNT_STATES } from '../contract.accounts.ts';
import { ROLE_NAMES } from '../contract.ts';
import './accounts.css';

/** The filters of the list, as they stand in the address. */
export const accountFields = {
  q: urlField.text(),
  role: urlField.oneOf(['', ...Object.keys(ROLE_NAMES)], ''),
  state: urlField.oneOf(['', ...Object.keys(ACCOUNT_STATES)], ''),
};
type Filter = UrlValues<typeof accountFields>;

const options = (names: Readonly<Record<string, string>>, all: string) => [
  { value: '', label: all },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];
const CHOICES = [
  { key: 'role', label: '岗位', options: options(ROLE_NAMES, '全部岗位') },
  { key: 'state', label: '状态', options: options(ACCOUNT_STATES, '在册（不含注销）') },
] as const;

export type AccountFiltersProps = { filter: Filter; onChange: (change: Partial<Filter>) => void };

/** Search and filters above the list; every choice is kept in the address. */
export function AccountFilters({ filter, onChange }: AccountFiltersProps) {
  const [text, setText] = useState(filter.q);
  useEffect(() => setText(filter.q), [filter.q]);
  return (
    <div className="acc-filters">
      <Input.Search
        aria-label="查账号"
        allowClear
        placeholder="姓名、拼音、首字母或登录名"
        value={text}
        maxLength={40}
        onChange={(event) => setText(event.target.value)}
        onSearch={(value) => onChange({ q: value.trim() })}
      />
      {CHOICES.map((choice) => (
        <Select
          key={choice.key}
          aria-label={choice.label}
          value={filter[choice.key]}
          options={choice.options}
          onChange={(value: string) => onChange({ [choice.key]: value })}
          popupMatchSelectWidth={false}
        />
      ))}
    </div>
  );
}
