import { FilterBar } from '@shouwang/platform/ui/FilterBar.tsx';
import { FilterSearch } from '@shouwang/platform/ui/FilterSearch.tsx';
import { FilterSelect } from '@shouwang/platform/ui/FilterSelect.tsx';
import { optionsOf } from '@shouwang/platform/ui/filter-options.ts';
import { type UrlValues, urlField } from '@shouwang/platform/ui/url-state.ts';
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

const CHOICES = [
  { key: 'role', label: '岗位', options: optionsOf(ROLE_NAMES, '全部岗位') },
  { key: 'state', label: '状态', options: optionsOf(ACCOUNT_STATES, '在册（不含注销）') },
] as const;

export type AccountFiltersProps = { filter: Filter; onChange: (change: Partial<Filter>) => void };

/** Search and filters above the list; every choice is kept in the address. */
export function AccountFilters({ filter, onChange }: AccountFiltersProps) {
  return (
    <FilterBar>
      <FilterSearch
        label="查账号"
        placeholder="姓名、拼音、首字母或登录名"
        value={filter.q}
        onSearch={(q) => onChange({ q })}
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
    </FilterBar>
  );
}
