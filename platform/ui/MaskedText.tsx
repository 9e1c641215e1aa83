import { Lock } from 'lucide-react';
import './MaskedText.css';
import { Icon } from './Icon.tsx';
import { clockFace } from './numbers.ts';
import { type Reveal, useReveal } from './use-reveal.tsx';

export type MaskedTextProps = {
  /** What it is: 证件号码, 电话. */
  label: string;
  masked: string;
  /** Left out when the post may not unmask. */
  reveal?: Reveal<string> | undefined;
};

function Revealable({ label, masked, reveal }: MaskedTextProps & { reveal: Reveal<string> }) {
  const shown = useReveal(label, reveal);
  if (shown.value === null) {
    return (
      <span className="sw-masked">
        {masked}
        <button
          type="button"
          className="sw-masked-act"
          aria-label={`查看${label}`}
          title={`查看${label}，需填事由`}
          onClick={shown.ask}
        >
          <Icon of={Lock} size={14} />
        </button>
        {shown.modal}
      </span>
    );
  }
  return (
    <span className="sw-masked sw-masked-open">
      {shown.value}
      <span className="sw-masked-left">{clockFace(shown.secondsLeft ?? 0)}</span>
      <button type="button" className="sw-masked-now" onClick={shown.mask}>
        立即遮蔽
      </button>
    </span>
  );
}

/** A value masked by default; shown for a while after a reason, audited. */
export function MaskedText({ label, masked, reveal }: MaskedTextProps) {
  if (!reveal) return <span className="sw-masked">{masked}</span>;
  return <Revealable label={label} masked={masked} reveal={reveal} />;
}
