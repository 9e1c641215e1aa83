import type { ReactNode } from 'react';
import './FilterBar.css';

/** Search and filters above a list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="sw-filters">{children}</div>;
}
