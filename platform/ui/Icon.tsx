import type { LucideIcon } from 'lucide-react';

export type IconProps = { of: LucideIcon; size?: number | undefined; label?: string | undefined };

/** An outline icon, 16 px, stroke 1.75. Hidden from screen readers unless it has a label of its own. */
export function Icon({ of: Glyph, size = 16, label }: IconProps) {
  const name = label ? { 'aria-label': label, role: 'img' } : { 'aria-hidden': true };
  return <Glyph className="sw-icon" size={size} strokeWidth={1.75} {...name} />;
}
