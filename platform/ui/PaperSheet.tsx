import type { ReactNode } from 'react';
import './PaperSheet.css';

/** A preview of printed paper: serif, justified, with title and signature line. */
export function PaperSheet({ title, children, sign }: { title: string; children: ReactNode; sign?: ReactNode }) {
  return (
    <article className="sw-paper" aria-label={`${title}（预览）`}>
      <h3>{title}</h3>
      {children}
      {sign && <p className="sw-paper-sign">{sign}</p>}
    </article>
  );
}
