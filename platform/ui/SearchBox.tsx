import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useHotkey } from './hooks.ts';
import { Icon } from './Icon.tsx';
import './SearchBox.css';
import { SearchList } from './SearchList.tsx';
import { type SearchEverything, type SearchHit, useHits } from './use-hits.ts';

export type SearchBoxProps = {
  placeholder: string;
  search: SearchEverything;
  onPick: (hit: SearchHit) => void;
};

const STEP: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** One box that finds everything: Ctrl K, arrow keys, Enter, Esc. A combobox of its own with grouped options. */
export function SearchBox({ placeholder, search, onPick }: SearchBoxProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useHotkey('k', () => input.current?.select());
  const { groups, failure } = useHits(text, search);
  const hits = groups?.flatMap((group) => group.hits) ?? [];
  const active = hits[Math.min(at, hits.length - 1)];
  const shown = open && text.trim() !== '' && (groups !== null || failure !== '');

  const pick = (hit: SearchHit) => {
    setText('');
    setOpen(false);
    input.current?.blur();
    onPick(hit);
  };
  const type = (value: string) => {
    setText(value);
    setAt(0);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = STEP[event.key];
    if (step && hits.length > 0) {
      event.preventDefault();
      setAt((now) => (now + step + hits.length) % hits.length);
    }
    if (event.key === 'Enter' && shown && active) pick(active);
    if (event.key === 'Escape') setOpen(false);
  };
  const controls = shown ? { 'aria-controls': `${id}-list` } : {};
  const descendant = shown && active ? { 'aria-activedescendant': `${id}-${hits.indexOf(active)}` } : {};
  return (
    <search className="sw-search">
      <div className="sw-search-box">
        <Icon of={Search} />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label="搜索"
          aria-autocomplete="list"
          aria-expanded={shown}
          {...controls}
          {...descendant}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        <span className="sw-kbd" aria-hidden="true">
          Ctrl K
        </span>
      </div>
      {shown && <SearchList id={id} groups={groups ?? []} failure={failure} active={active} onPick={pick} />}
    </search>
  );
}
