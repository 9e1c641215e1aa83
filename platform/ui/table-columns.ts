import type { ReactNode } from 'react';

export type Column<T> = {
  key: string;
  /** An act column still has a title; `hideTitle` keeps it for readers only. */
  title: string;
  hideTitle?: boolean | undefined;
  render: (row: T) => ReactNode;
  width?: number | undefined;
  align?: 'left' | 'right' | 'center' | undefined;
  /** The server sorts by `key`. */
  sortable?: boolean | undefined;
  hideOnPhone?: boolean | undefined;
  /** Ids, dates and amounts never wrap. */
  nowrap?: boolean | undefined;
  /** The cell of the sum row. */
  sum?: ReactNode;
};

export type Selection<T> = {
  keys: readonly string[];
  onChange: (keys: string[]) => void;
  /** Name of a row, for readers. */
  nameOf: (row: T) => string;
  /** Buttons for the chosen rows. */
  acts: ReactNode;
};

export type Sorting = {
  /** `age` or `-age`, from the address. */
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
};

/** Class of a cell. */
export function cellClass<T>({ align, nowrap }: Column<T>): string {
  return `${align ? `sw-${align}` : ''}${nowrap ? ' sw-nowrap' : ''}`;
}

/** The keys after one row was chosen or let go; keys of other pages stay. */
export function toggled(keys: readonly string[], key: string): string[] {
  return keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key];
}

/** The keys after the whole page was chosen, or let go when it was chosen already. */
export function toggledAll(keys: readonly string[], page: readonly string[]): string[] {
  const all = page.every((key) => keys.includes(key));
  const others = keys.filter((key) => !page.includes(key));
  return all ? others : [...others, ...page];
}
