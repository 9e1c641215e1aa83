import type { ReactNode } from 'react';
import './DataTable.css';
import { EmptyState, type EmptyStateProps } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import type { ListPage, ListQuery } from './list-query.ts';
import { RowsSkeleton } from './RowsSkeleton.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { TableFoot } from './TableFoot.tsx';
import { TableRows } from './TableRows.tsx';
import type { Column, Selection, Sorting } from './table-columns.ts';
import type { Cursor } from './use-cursor.ts';
import type { RowActs } from './use-row-acts.ts';

export type DataTableProps<T> = RowActs<T> &
  Sorting & {
    /** What the table lists, for readers. */
    label: string;
    query: ListQuery<T>;
    columns: readonly Column<T>[];
    /** 48 for two-line rows. */
    rowHeight?: 36 | 40 | 48 | undefined;
    empty: EmptyStateProps;
    selection?: Selection<T> | undefined;
    /** Cursor paging with `useCursor()`; without it there is no foot. */
    cursor?: Cursor | undefined;
    pageSize?: number | undefined;
    /** Counting word: 户, 条, 行. */
    noun?: string | undefined;
    /** Button that asks the server for a CSV of what is listed. */
    exportAct?: ReactNode;
  };

function Foot<T>({ cursor, pageSize = 50, noun = '条', exportAct, page }: DataTableProps<T> & { page: ListPage<T> }) {
  if (!cursor && !exportAct) return null;
  const at = { page: cursor?.page ?? 1, pageSize, rows: page.items.length, total: page.total, noun };
  return <TableFoot at={at} cursor={cursor} nextCursor={page.nextCursor} exportAct={exportAct} />;
}

function Filled<T>(props: DataTableProps<T> & { page: ListPage<T> }) {
  const { query, page, rowHeight = 36, selection, noun = '条' } = props;
  const faded = query.isFetching ? ' sw-faded' : '';
  return (
    <div className={`sw-table sw-table-${rowHeight}${faded}`} aria-busy={query.isFetching}>
      {selection && selection.keys.length > 0 && (
        <SelectionBar
          count={selection.keys.length}
          noun={noun}
          acts={selection.acts}
          onClear={() => selection.onChange([])}
        />
      )}
      <TableRows {...props} items={page.items} />
      <Foot {...props} />
    </div>
  );
}

/**
 * The one table of the desk: states, keyboard, sorting, selection, cursor paging. Its own semantic table: antd's
 * costs 78 KB of the first load and gives nothing that these lists use.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { query, rowHeight } = props;
  const page = query.data;
  if (query.error && !page) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!page) return <RowsSkeleton rows={6} height={rowHeight === 48 ? 48 : 36} />;
  if (page.items.length === 0 && !props.cursor?.cursor) return <EmptyState {...props.empty} />;
  return <Filled {...props} page={page} />;
}
