import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from './hooks.ts';
import { Icon } from './Icon.tsx';
import './PageHeader.css';

type Crumb = { label: string; to?: string | undefined };
export type PageHeaderProps = {
  title: string;
  /** Tags beside the title. */
  tags?: ReactNode;
  /** One sentence: what this page is about, right now. */
  subtitle?: ReactNode;
  trail?: readonly Crumb[] | undefined;
  /** Buttons, the primary one last. */
  acts?: ReactNode;
};

/** Way back, title, one sentence and the acts of a page. Sets the tab title too. */
export function PageHeader({ title, tags, subtitle, trail, acts }: PageHeaderProps) {
  useTitle(title);
  return (
    <div className="sw-page-head">
      {trail && trail.length > 0 && (
        <nav className="sw-trail" aria-label="当前位置">
          {trail.map(({ label, to }, index) => (
            <Fragment key={`${label}-${to ?? ''}`}>
              {index > 0 && <Icon of={ChevronRight} size={12} />}
              {to ? <Link to={to}>{label}</Link> : <span>{label}</span>}
            </Fragment>
          ))}
        </nav>
      )}
      <div className="sw-page-line">
        <div className="sw-page-words">
          <div className="sw-row">
            <h1>{title}</h1>
            {tags}
          </div>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {acts && <div className="sw-row sw-no-print">{acts}</div>}
      </div>
    </div>
  );
}
