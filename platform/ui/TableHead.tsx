import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { Icon } from './Icon.tsx';
import { nextSort } from './list-query.ts';
import { type Column, cellClass, type Selection, type Sorting, toggledAll } from './table-columns.ts';

type HeadProps<T> = Sorting & {
  columns: readonly Column<T>[];
  pageKeys: readonly string[];
  selection?: Selection<T> | undefined;
};

const LOOK = {
  ascending: { icon: ArrowUp, word: '升序' },
  descending: { icon: ArrowDown, word: '降序' },
  none: { icon: ArrowUpDown, word: '未排序' },
} as const;

function orderOf(sort: string | undefined, key: string): keyof typeof LOOK {
  if (sort === key) return 'ascending';
  return sort === `-${key}` ? 'descending' : 'none';
}

function HeadCell<T>({ column, sort, onSort }: Sorting & { column: Column<T> }) {
  const style = column.width ? { width: column.width } : undefined;
  const title = column.hideTitle ? <span className="sw-hidden">{column.title}</span> : column.title;
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={cellClass(column)} style={style}>
        {title}
      </th>
    );
  }
  const order = orderOf(sort, column.key);
  return (
    <th scope="col" className={cellClass(column)} style={style} aria-sort={order}>
      <button type="button" className="sw-sort" onClick={() => onSort(nextSort(sort, column.key))}>
        {title}
        <Icon of={LOOK[order].icon} size={12} />
        <span className="sw-hidden">{LOOK[order].word}</span>
      </button>
    </th>
  );
}

/** The head of a table: titles, sorting, and the box that chooses the whole page. */
export function TableHead<T>({ columns, pageKeys, selection, sort, onSort }: HeadProps<T>) {
  const chosen = pageKeys.filter((key) => selection?.keys.includes(key)).length;
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className="sw-choose">
            <input
              type="checkbox"
              aria-label="选择本页全部"
              checked={chosen > 0 && chosen === pageKeys.length}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && chosen < pageKeys.length;
              }}
              onChange={() => selection.onChange(toggledAll(selection.keys, pageKeys))}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}
