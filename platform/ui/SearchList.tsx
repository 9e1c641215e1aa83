import './SearchBox.css';
import type { SearchGroup, SearchHit } from './use-hits.ts';

export type SearchListProps = {
  id: string;
  groups: readonly SearchGroup[];
  failure: string;
  active: SearchHit | undefined;
  onPick: (hit: SearchHit) => void;
};

const NOTHING = '没有找到。可输姓名、拼音首字母、户编号、完整证件号、电话、村';

/** What was found, by kind. The focus stays in the box; pressing the mouse must not take it away. */
export function SearchList({ id, groups, failure, active, onPick }: SearchListProps) {
  const hits = groups.flatMap((group) => group.hits);
  if (hits.length === 0) {
    return (
      <p className="sw-search-list sw-search-none" role="status">
        {failure || NOTHING}
      </p>
    );
  }
  return (
    <div className="sw-search-list" id={`${id}-list`} role="listbox" aria-label="搜索结果" tabIndex={-1}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of options have no HTML element outside select
        <div key={group.title} role="group" aria-label={group.title}>
          <div className="sw-search-group" aria-hidden="true">
            {group.title}
          </div>
          {group.hits.map((hit) => (
            <div
              key={hit.id}
              id={`${id}-${hits.indexOf(hit)}`}
              role="option"
              tabIndex={-1}
              aria-selected={hit === active}
              className="sw-hit"
              onMouseDown={(event) => {
                event.preventDefault();
                onPick(hit);
              }}
            >
              <b>{hit.title}</b>
              {hit.subtitle && <span className="sw-note">{hit.subtitle}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
