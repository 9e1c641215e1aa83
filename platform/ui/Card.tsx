import { type ReactNode, useId } from 'react';
import './Card.css';

export type CardProps = {
  title?: ReactNode;
  /** One short grey phrase beside the title. */
  note?: ReactNode;
  /** Right side of the head: a link, a tag, a switch. */
  extra?: ReactNode;
  foot?: ReactNode;
  /** true: the body has no padding (tables, row lists). */
  flush?: boolean | undefined;
  /** `decision`: the one lifted panel of a page; `danger`: an act that takes something back. */
  tone?: 'plain' | 'decision' | 'danger' | undefined;
  /** Icon in a tinted square before the title. */
  icon?: ReactNode;
  className?: string | undefined;
  children?: ReactNode;
};

/** A white section with head 48, padded body and foot 40. */
export function Card({ title, note, extra, foot, flush, tone = 'plain', icon, className = '', children }: CardProps) {
  const id = useId();
  return (
    <section className={`sw-card sw-card-${tone} ${className}`} {...(title ? { 'aria-labelledby': id } : {})}>
      {title && (
        <header className="sw-card-head">
          {icon && <span className="sw-card-icon">{icon}</span>}
          <h2 id={id}>{title}</h2>
          {note && <span className="sw-note">{note}</span>}
          {extra && <div className="sw-card-extra">{extra}</div>}
        </header>
      )}
      <div className={flush ? 'sw-card-flush' : 'sw-card-body'}>{children}</div>
      {foot && <footer className="sw-card-foot">{foot}</footer>}
    </section>
  );
}
