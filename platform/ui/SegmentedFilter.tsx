import { Segmented } from 'antd';

type SegmentedOption<T extends string> = { value: T; label: string; count?: number | undefined };
export type SegmentedFilterProps<T extends string> = {
  /** What is being switched, for readers. */
  label: string;
  options: readonly SegmentedOption<T>[];
  value: T;
  onChange: (value: T) => void;
};

/** A row of exclusive choices with their counts: `全部 23`, `审定 5`. */
export function SegmentedFilter<T extends string>({ label, options, value, onChange }: SegmentedFilterProps<T>) {
  return (
    <Segmented<T>
      aria-label={label}
      value={value}
      onChange={onChange}
      options={options.map((option) => ({
        value: option.value,
        label: option.count === undefined ? option.label : `${option.label} ${option.count.toLocaleString('zh-CN')}`,
      }))}
    />
  );
}
