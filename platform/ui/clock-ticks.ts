export type Tick = 'used' | 'today' | 'overdue' | 'left';
export type ClockState = { day: number; limit: number; overdue?: boolean | undefined; ended?: boolean | undefined };

/**
 * One tick a day of the limit. `day` counts from 1; 0 = not begun. Past the limit the last tick is overdue;
 * an ended procedure shows used days only.
 */
export function clockTicks({ day, limit, overdue, ended }: ClockState): Tick[] {
  const late = overdue || day > limit;
  const now = Math.min(day, limit);
  return Array.from({ length: limit }, (_, index): Tick => {
    const number = index + 1;
    if (number < now || (ended && number === now)) return 'used';
    if (number > now) return 'left';
    return late ? 'overdue' : 'today';
  });
}

/** Time left in words, with its tone: 2 = calm, 0 = today, negative = overdue. */
export function dueWords(daysLeft: number): { words: string; tone: 'calm' | 'today' | 'overdue' } {
  if (daysLeft < 0) return { words: `逾期 ${-daysLeft} 天`, tone: 'overdue' };
  if (daysLeft === 0) return { words: '今天到期', tone: 'today' };
  return { words: `剩 ${daysLeft} 天`, tone: 'calm' };
}

/** What the ticks say: `words` beside them, `more` for readers only (lateness stands elsewhere in red). */
export function clockWords(
  { day, limit, overdue, ended }: ClockState,
  paused?: string,
): { words: string; more: string } {
  if (ended) return { words: `用 ${day} 天 / ${limit}`, more: '' };
  if (paused) return { words: `第 ${day} 天，已暂停`, more: '' };
  const late = overdue ? '，本环节逾期' : '';
  return { words: `第 ${day} 天 / ${limit}`, more: day > limit ? `，逾期 ${day - limit} 天` : late };
}
