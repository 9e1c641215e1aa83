import type { ReactNode } from 'react';
import './DataTable.css';

/** The two lines of a task row: what, and under it the reason or place. */
export function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <span className="sw-two-lines">
      <b>{first}</b>
      <span>{second}</span>
    </span>
  );
}
