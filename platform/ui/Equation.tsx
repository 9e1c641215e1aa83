import { Fragment, type ReactNode } from 'react';
import './Equation.css';

export type Term = { label: string; value: ReactNode /** Before the term: −, +, ÷, =. */; sign?: string | undefined };

/** How a figure comes about, term by term, with the result in a frame. */
export function Equation({ terms, result }: { terms: readonly Term[]; result?: Term | undefined }) {
  return (
    <div className="sw-equation">
      {terms.map((term) => (
        <Fragment key={term.label}>
          {term.sign && <span className="sw-equation-sign">{term.sign}</span>}
          <span className="sw-equation-term">
            <b>{term.value}</b>
            {term.label}
          </span>
        </Fragment>
      ))}
      {result && (
        <span className="sw-equation-term sw-equation-result">
          <b>{result.value}</b>
          {result.label}
        </span>
      )}
    </div>
  );
}
