import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import type { UrlValues } from '@shouwang/platform/ui/url-state.ts';
import { Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { HOUSEHOLD_TYPE, MONITORING_STATE } from '../codes.ts';
import { CATEGORY_NAMES, SORT_NAMES } from '../contract.ts';
import './registry.css';
import type { listFields } from './list-fields.ts';

type Filter = UrlValues<typeof listFields>;
export type HouseholdFiltersProps = { filter: Filter; onChange: (change: Partial<Filter>) => void };

const RISKS = [
  { value: '', label: '全部' },
  { value: '1', label: '红' },
  { value: '2', label: '橙' },
  { value: '3', label: '黄' },
  { value: '4', label: '绿' },
  { value: 'none', label: '未能判断' },
] as const;

const options = (names: Readonly<Record<string, string>>, all: string) => [
  { value: '', label: all },
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
];

const CHOICES = [
  { key: 'type', label: '户类型', options: options(HOUSEHOLD_TYPE.names, '全部户类型') },
  { key: 'state', label: '监测状态', options: options(MONITORING_STATE.names, '全部监测状态') },
  { key: 'category', label: '户型', options: options(CATEGORY_NAMES, '全部户型') },
] as const;

/** Search and filters above the list; every choice is kept in the address. */
export function HouseholdFilters({ filter, onChange }: HouseholdFiltersProps) {
  const [text, setText] = useState(filter.q);
  useEffect(() => setText(filter.q), [filter.q]);
  return (
    <div className="reg-filters">
      <Input.Search
        aria-label="查农户"
        allowClear
        placeholder="姓名、拼音首字母、户编号、证件号码、电话"
        value={text}
        maxLength={40}
        onChange={(event) => setText(event.target.value)}
        onSearch={(value) => onChange({ q: value.trim() })}
      />
      <SegmentedFilter
        label="风险等级"
        value={filter.risk as (typeof RISKS)[number]['value']}
        options={RISKS}
        onChange={(risk) => onChange({ risk })}
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
      <Select
        aria-label="排序"
        value={filter.q !== '' && !/\d/.test(filter.q) ? 'name' : filter.sort}
        disabled={filter.q !== '' && !/\d/.test(filter.q)}
        options={Object.entries(SORT_NAMES).map(([value, label]) => ({ value, label: `按${label}` }))}
        onChange={(sort: Filter['sort']) => onChange({ sort })}
        popupMatchSelectWidth={false}
      />
    </div>
  );
}
