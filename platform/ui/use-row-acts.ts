import type { KeyboardEvent, MouseEvent } from 'react';
import { useNavigate } from 'react-router';

export type RowActs<T> = {
  rowKey: (row: T) => string;
  /** Address that a row opens (click, Enter; with Ctrl in a new tab). */
  openTo?: ((row: T) => string) | undefined;
  /** What a row does when it opens inside the page. */
  onOpen?: ((row: T) => void) | undefined;
  /** Key of the row that the rest of the page shows. */
  currentKey?: string | undefined;
  /** Rows that the post may not see: grey, closed. */
  isBlocked?: ((row: T) => boolean) | undefined;
};

const INNER = 'a,button,input,label,[role="menuitem"]';

/** Moves the focus between rows with the arrow keys; Enter opens. */
function onRowKey(event: KeyboardEvent<HTMLElement>, open: () => void) {
  if (event.target !== event.currentTarget) return;
  if (event.key === 'Enter') open();
  const next = event.key === 'ArrowDown' ? event.currentTarget.nextElementSibling : null;
  const other = event.key === 'ArrowUp' ? event.currentTarget.previousElementSibling : next;
  if (!(other instanceof HTMLElement)) return;
  event.preventDefault();
  other.focus();
}

/** Row properties of antd's table: open by click and Enter, arrows between rows, mark of the current row. */
export function useRowActs<T>({ rowKey, openTo, onOpen, currentKey, isBlocked }: RowActs<T>) {
  const navigate = useNavigate();
  return (row: T) => {
    const state = { 'aria-current': rowKey(row) === currentKey ? ('true' as const) : undefined };
    if ((!openTo && !onOpen) || isBlocked?.(row)) return state;
    const open = () => (onOpen ? onOpen(row) : void navigate(openTo?.(row) ?? ''));
    const onClick = (event: MouseEvent<HTMLElement>) => {
      if ((event.target as HTMLElement).closest(INNER) || window.getSelection()?.toString()) return;
      if ((event.ctrlKey || event.metaKey) && openTo) window.open(openTo(row), '_blank', 'noopener');
      else open();
    };
    return { ...state, tabIndex: 0, onClick, onKeyDown: (event: KeyboardEvent<HTMLElement>) => onRowKey(event, open) };
  };
}
