import { Eye } from 'lucide-react';
import { Icon } from './Icon.tsx';
import './MaskedText.css';
import { clockFace } from './numbers.ts';

export type RevealBarProps = { what: string; reason: string; secondsLeft: number; onMask: () => void };

/** The gold bar over a group of values that are shown for a while. */
export function RevealBar({ what, reason, secondsLeft, onMask }: RevealBarProps) {
  return (
    <div className="sw-reveal" role="status">
      <Icon of={Eye} />
      <span>
        {what}已临时显示，事由：{reason}。剩余 <span aria-hidden="true">{clockFace(secondsLeft)}</span>{' '}
        自动遮蔽，查看已留痕
      </span>
      <button type="button" className="sw-masked-now" onClick={onMask}>
        立即遮蔽
      </button>
    </div>
  );
}
