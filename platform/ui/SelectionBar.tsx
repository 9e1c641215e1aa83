import type { ReactNode } from 'react';

export type SelectionBarProps = { count: number; noun: string; acts: ReactNode; onClear: () => void };

/** Says how many rows are chosen and what can be done with them together. */
export function SelectionBar({ count, noun, acts, onClear }: SelectionBarProps) {
  return (
    <div className="sw-selection" role="status">
      <span>
        已选 <b>{count.toLocaleString('zh-CN')}</b> {noun}
      </span>
      <button type="button" className="sw-act" onClick={onClear}>
        取消选择
      </button>
      <div className="sw-row sw-selection-acts">{acts}</div>
    </div>
  );
}
