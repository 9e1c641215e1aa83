import { FilterBar } from '@shouwang/platform/ui/FilterBar.tsx';
import { FilterSearch } from '@shouwang/platform/ui/FilterSearch.tsx';
import { FilterSelect } from '@shouwang/platform/ui/FilterSelect.tsx';
import { optionsOf } from '@shouwang/platform/ui/filter-options.ts';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import type { UrlValues } from '@shouwang/platform/ui/url-state.ts';
import { HOUSEHOLD_TYPE, MONITORING_STATE } from '../codes.ts';
import { CATEGORY_NAMES, SORT_NAMES } from '../contract.ts';
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
const CHOICES = [
  { key: 'type', label: '户类型', options: optionsOf(HOUSEHOLD_TYPE.names, '全部户类型') },
  { key: 'state', label: '监测状态', options: optionsOf(MONITORING_STATE.names, '全部监测状态') },
  { key: 'category', label: '户型', options: optionsOf(CATEGORY_NAMES, '全部户型') },
] as const;
const SORTS = Object.entries(SORT_NAMES).map(([value, label]) => ({ value, label: `按${label}` }));

/** Search and filters above the list; every choice is kept in the address. */
export function HouseholdFilters({ filter, onChange }: HouseholdFiltersProps) {
  const byName = filter.q !== '' && !/\d/.test(filter.q);
  return (
    <FilterBar>
      <FilterSearch
        label="查农户"
        placeholder="姓名、拼音首字母、户编号、证件号码、电话"
        value={filter.q}
        onSearch={(q) => onChange({ q })}
      />
      <SegmentedFilter
        label="风险等级"
        value={filter.risk as (typeof RISKS)[number]['value']}
        options={RISKS}
        onChange={(risk) => onChange({ risk })}
      />
      {CHOICES.map(({ key, label, options }) => (
        <FilterSelect
          key={key}
          label={label}
          value={filter[key]}
          options={options}
          onChange={(value) => onChange({ [key]: value })}
        />
      ))}
      <FilterSelect
        label="排序"
        value={byName ? 'name' : filter.sort}
        disabled={byName}
        options={SORTS}
        onChange={(sort) => onChange({ sort })}
      />
    </FilterBar>
  );
}
