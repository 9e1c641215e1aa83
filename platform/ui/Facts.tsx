import type { ReactNode } from 'react';
import './Facts.css';

export type Fact = { label: string; value: ReactNode /** Right, grey: a limit, a date. */; note?: ReactNode };
export type FactsProps = {
  facts: readonly Fact[];
  /** `list`: label left, value right of it; `rows`: with lines between and notes at the right; `line`: all in one flowing line. */
  look?: 'list' | 'rows' | 'line' | undefined;
};

/** Labels and values. An unknown value is said, never left blank. */
export function Facts({ facts, look = 'list' }: FactsProps) {
  return (
    <dl className={`sw-facts sw-facts-${look}`}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value ?? <span className="sw-note">未知</span>}</dd>
          {fact.note !== undefined && <dd className="sw-facts-note">{fact.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
