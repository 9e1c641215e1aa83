import { useMedia } from './hooks.ts';
import { TableHead } from './TableHead.tsx';
import { type Column, cellClass, type Selection, type Sorting, toggled } from './table-columns.ts';
import { type RowActs, useRowActs } from './use-row-acts.ts';

export type TableRowsProps<T> = RowActs<T> &
  Sorting & {
    label: string;
    items: readonly T[];
    columns: readonly Column<T>[];
    selection?: Selection<T> | undefined;
  };

function Choose<T>({ row, id, selection }: { row: T; id: string; selection: Selection<T> }) {
  return (
    <td className="sw-choose">
      <input
        type="checkbox"
        aria-label={`选择 ${selection.nameOf(row)}`}
        checked={selection.keys.includes(id)}
        onChange={() => selection.onChange(toggled(selection.keys, id))}
      />
    </td>
  );
}

function SumRow<T>({ columns, choosing }: { columns: readonly Column<T>[]; choosing: boolean }) {
  if (columns.every((column) => column.sum === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {choosing && <td />}
        {columns.map((column) => (
          <td key={column.key} className={cellClass(column)}>
            {column.sum}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function rowClass(blocked: boolean | undefined, chosen: boolean | undefined): string {
  return `${blocked ? 'sw-row-blocked' : ''}${chosen ? ' sw-row-chosen' : ''}`;
}

/** Head, rows and sum of a table. Columns marked so are left out on a phone. */
export function TableRows<T>(props: TableRowsProps<T>) {
  const { label, items, rowKey, selection, isBlocked } = props;
  const phone = useMedia('(max-width: 767px)');
  const rowProps = useRowActs(props);
  // A table that scrolls sideways and has nothing to step into is reached by keyboard itself.
  const stop = phone && !props.openTo && !props.onOpen ? { tabIndex: 0, role: 'group', 'aria-label': label } : {};
  const columns = props.columns.filter((column) => !(phone && column.hideOnPhone));
  return (
    <div className="sw-table-scroll" {...stop}>
      <table aria-label={label}>
        <TableHead {...props} columns={columns} pageKeys={items.map(rowKey)} />
        <tbody>
          {items.map((row) => {
            const id = rowKey(row);
            return (
              <tr key={id} {...rowProps(row)} className={rowClass(isBlocked?.(row), selection?.keys.includes(id))}>
                {selection && <Choose row={row} id={id} selection={selection} />}
                {columns.map((column) => (
                  <td key={column.key} className={cellClass(column)}>
                    {column.render(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <SumRow columns={columns} choosing={Boolean(selection)} />
      </table>
    </div>
  );
}
