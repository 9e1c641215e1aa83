import { Select } from 'antd';
import type { FilterOption } from './filter-options.ts';

export type FilterSelectProps<T extends string> = {
  label: string;
  value: T;
  options: readonly FilterOption[];
  onChange: (value: T) => void;
  disabled?: boolean | undefined;
};

/** One choice of a filter bar; the list is as wide as its words. */
export function FilterSelect<T extends string>({ label, value, options, onChange, disabled }: FilterSelectProps<T>) {
  return (
    <Select<T>
      aria-label={label}
      value={value}
      options={options as { value: T; label: string }[]}
      onChange={onChange}
      disabled={disabled ?? false}
      popupMatchSelectWidth={false}
    />
  );
}
