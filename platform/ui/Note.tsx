import { type LucideIcon, MessageSquareText, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './Note.css';

export type NoteProps = {
  /** `gold`: policy or time wants attention; `quiet`: good to know; `bad`: it was refused. */
  tone?: 'gold' | 'quiet' | 'bad' | undefined;
  icon?: LucideIcon | undefined;
  act?: ReactNode;
  children: ReactNode;
};

/** A remark inside a card. Says what to do, not only what is so. */
export function Note({ tone = 'quiet', icon, act, children }: NoteProps) {
  return (
    <div className={`sw-notice sw-notice-${tone}`} {...(tone === 'bad' ? { role: 'alert' } : {})}>
      <Icon of={icon ?? (tone === 'quiet' ? MessageSquareText : TriangleAlert)} />
      <div>{children}</div>
      {act && <div className="sw-notice-act">{act}</div>}
    </div>
  );
}
