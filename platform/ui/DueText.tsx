import { dueWords } from './clock-ticks.ts';
import './StatutoryClock.css';

/** Time left in words: `剩 2 天`, `今天到期`, `逾期 1 天`. null = no limit. */
export function DueText({ daysLeft }: { daysLeft: number | null }) {
  if (daysLeft === null) return <span className="sw-note">不计法定时限</span>;
  const { words, tone } = dueWords(daysLeft);
  return <span className={`sw-due sw-due-${tone}`}>{words}</span>;
}
