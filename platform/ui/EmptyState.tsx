import { Inbox, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './StateCard.css';

export type EmptyStateProps = {
  title: string;
  /** What will appear here, and the first step. */
  text?: ReactNode;
  /** At most one button. */
  act?: ReactNode;
  icon?: LucideIcon | undefined;
  /** true: it is the whole page, so its title is the page's. */
  page?: boolean | undefined;
};

/** Nothing here yet: what this place is for, and one act. */
export function EmptyState({ title, text, act, icon = Inbox, page }: EmptyStateProps) {
  const Heading = page ? 'h1' : 'h3';
  return (
    <div className="sw-state">
      <span className="sw-state-icon">
        <Icon of={icon} size={20} />
      </span>
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {act && <div className="sw-state-act">{act}</div>}
    </div>
  );
}
