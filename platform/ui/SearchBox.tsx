import { AutoComplete, Input, type InputRef } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useDebounced, useHotkey } from './hooks.ts';
import { Icon } from './Icon.tsx';
import { asProblem } from './problem.ts';
import './SearchBox.css';

export type SearchHit = { id: string; title: string; subtitle?: string | undefined; to: string };
export type SearchGroup = { title: string; hits: readonly SearchHit[] };
export type SearchBoxProps = {
  placeholder: string;
  search: (text: string, signal: AbortSignal) => Promise<readonly SearchGroup[]>;
  onPick: (hit: SearchHit) => void;
};

function HitRow({ hit }: { hit: SearchHit }) {
  return (
    <span className="sw-hit">
      <b>{hit.title}</b>
      {hit.subtitle && <span className="sw-note">{hit.subtitle}</span>}
    </span>
  );
}

function useHits(text: string, search: SearchBoxProps['search']) {
  const asked = useDebounced(text.trim());
  const [groups, setGroups] = useState<readonly SearchGroup[] | null>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    setFailure('');
    if (!asked) return setGroups(null);
    const control = new AbortController();
    search(asked, control.signal).then(setGroups, (error: unknown) => {
      if (!control.signal.aborted) setFailure(asProblem(error).title);
    });
    return () => control.abort();
  }, [asked, search]);
  return { groups, failure, waiting: text.trim() !== asked };
}

/** One box that finds everything: Ctrl K, arrow keys, Enter. */
export function SearchBox({ placeholder, search, onPick }: SearchBoxProps) {
  const [text, setText] = useState('');
  const input = useRef<InputRef>(null);
  useHotkey('k', () => input.current?.focus({ cursor: 'all' }));
  const { groups, failure, waiting } = useHits(text, search);
  const shown = (groups ?? []).filter((group) => group.hits.length > 0);
  const options = shown.map((group) => ({
    label: group.title,
    options: group.hits.map((hit) => ({ value: hit.id, label: <HitRow hit={hit} /> })),
  }));
  const nothing =
    groups && !waiting && shown.length === 0 ? '没有找到。可输姓名、拼音首字母、户编号、完整证件号、电话、村' : null;
  return (
    <AutoComplete
      className="sw-search"
      aria-label="搜索"
      value={text}
      options={options}
      onChange={(value: string) => setText(value)}
      onSelect={(value: string) => {
        const hit = shown.flatMap((group) => group.hits).find((entry) => entry.id === value);
        setText('');
        input.current?.blur();
        if (hit) onPick(hit);
      }}
      notFoundContent={text ? failure || nothing : null}
      defaultActiveFirstOption
      popupMatchSelectWidth
    >
      <Input
        ref={input}
        aria-label="搜索"
        placeholder={placeholder}
        prefix={<Icon of={Search} />}
        suffix={<kbd className="sw-kbd">Ctrl K</kbd>}
      />
    </AutoComplete>
  );
}
