import { Input } from 'antd';
import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AreaNode, LoadAreas, SearchAreas } from './area-node.ts';
import './AreaPicker.css';
import { useDebounced } from './hooks.ts';
import { Icon } from './Icon.tsx';

export type AreaPickerProps = {
  /** The own area: the top of what can be chosen. */
  own: AreaNode;
  value: string;
  load: LoadAreas;
  search: SearchAreas;
  onPick: (area: AreaNode) => void;
};

function useAreas(path: readonly AreaNode[], text: string, load: LoadAreas, search: SearchAreas) {
  const asked = useDebounced(text.trim());
  const parent = path.at(-1)?.code ?? '';
  const [areas, setAreas] = useState<readonly AreaNode[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let live = true;
    setFailed(false);
    (asked ? search(asked) : load(parent)).then(
      (found) => live && setAreas(found),
      () => live && setFailed(true),
    );
    return () => {
      live = false;
    };
  }, [asked, parent, load, search]);
  return { areas, failed };
}

/** Narrows the whole desk to one place: go down level by level, or type a name. */
export function AreaPicker({ own, value, load, search, onPick }: AreaPickerProps) {
  const [path, setPath] = useState<readonly AreaNode[]>([own]);
  const [text, setText] = useState('');
  const { areas, failed } = useAreas(path, text, load, search);
  const here = path.at(-1) ?? own;
  return (
    <div className="sw-picker">
      <Input
        aria-label="查找地方"
        placeholder="镇、村名称或拼音"
        value={text}
        allowClear
        onChange={(event) => setText(event.target.value)}
      />
      <nav className="sw-picker-path" aria-label="所在层级">
        {path.map((area, index) => (
          <button key={area.code} type="button" className="sw-act" onClick={() => setPath(path.slice(0, index + 1))}>
            {area.name}
          </button>
        ))}
      </nav>
      <ul className="sw-picker-list" aria-label="地方">
        {!text && (
          <li>
            <button
              type="button"
              className="sw-picker-name"
              aria-current={value === here.code}
              onClick={() => onPick(here)}
            >
              {here.name}（全部）
            </button>
          </li>
        )}
        {(areas ?? []).map((area) => (
          <li key={area.code}>
            <button
              type="button"
              className="sw-picker-name"
              aria-current={value === area.code}
              onClick={() => onPick(area)}
            >
              {area.name}
              {area.path && <span className="sw-note"> {area.path}</span>}
            </button>
            {!text && area.code.length < 12 && (
              <button
                type="button"
                className="sw-picker-down"
                aria-label={`${area.name}以下`}
                onClick={() => setPath([...path, area])}
              >
                <Icon of={ChevronRight} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {failed && <p className="sw-note">地方没有取到，请重新打开。</p>}
      {areas?.length === 0 && text && <p className="sw-note">辖区内没有这个地方。</p>}
    </div>
  );
}
