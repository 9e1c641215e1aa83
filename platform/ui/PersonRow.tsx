import type { ReactNode } from 'react';
import './PersonRow.css';

/** The first character in a circle. */
export function Initial({ name, tone = 'grey' }: { name: string; tone?: 'grey' | 'green' | undefined }) {
  return (
    <span className={`sw-initial sw-initial-${tone}`} aria-hidden="true">
      {name.slice(0, 1)}
    </span>
  );
}

/** Somebody who is responsible: initial, name, post, and one thing at the right. */
export function PersonRow({ name, post, extra }: { name: string; post: ReactNode; extra?: ReactNode }) {
  return (
    <div className="sw-person">
      <Initial name={name} />
      <div>
        <b>{name}</b>
        <div className="sw-note">{post}</div>
      </div>
      {extra && <div className="sw-person-extra">{extra}</div>}
    </div>
  );
}
