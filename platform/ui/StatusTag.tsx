import { Check, Clock, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import './StatusTag.css';

export type StatusKind = 'ok' | 'running' | 'waiting' | 'bad' | 'neutral' | 'policy' | 'estimate';
export type StatusTagProps = {
  /** ok done, running in hand, waiting for somebody, bad late or refused, neutral a fact, policy a pack or rule, estimate guessed. */
  kind: StatusKind;
  children: ReactNode;
  title?: string | undefined;
};

const ICONS = { ok: Check, waiting: Clock, bad: X } as const;

/** A short state in a tag: the icon says the same as the colour. */
export function StatusTag({ kind, children, title }: StatusTagProps) {
  const icon = kind in ICONS ? ICONS[kind as keyof typeof ICONS] : null;
  const className = `sw-tag sw-tag-${kind}`;
  return (
    <span className={className} title={title}>
      {icon && <Icon of={icon} size={12} />}
      {children}
    </span>
  );
}
