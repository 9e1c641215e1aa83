import { Input } from 'antd';
import { useEffect, useState } from 'react';

export type FilterSearchProps = {
  label: string;
  /** What may be typed. */
  placeholder: string;
  /** What is searched for now, as the address says it. */
  value: string;
  onSearch: (value: string) => void;
};

/** The search box of a filter bar: searches on Enter or its button, and follows the address. */
export function FilterSearch({ label, placeholder, value, onSearch }: FilterSearchProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <Input.Search
      aria-label={label}
      allowClear
      placeholder={placeholder}
      value={text}
      maxLength={40}
      onChange={(event) => setText(event.target.value)}
      onSearch={(typed) => onSearch(typed.trim())}
    />
  );
}
