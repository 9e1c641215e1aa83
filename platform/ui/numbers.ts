const whole = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `12486` as `12,486`. */
export function count(value: number): string {
  return whole.format(value);
}

/** Fen as yuan with two decimals (`1,234.50`), or rounded to whole yuan. null stays null: unknown is not zero. */
export function yuan(fen: number | string | bigint | null | undefined, rounded = false): string | null {
  if (fen === null || fen === undefined || fen === '') return null;
  const value = Number(fen) / 100;
  return rounded ? whole.format(value) : cents.format(value);
}

/** A share of 0 to 1 as `70.2%`. */
export function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)}%`;
}

/** Seconds as `约 3 秒`, `约 4 分钟`, `约 2 小时`. */
export function durationWords(seconds: number): string {
  if (seconds < 60) return `约 ${Math.max(1, Math.round(seconds))} 秒`;
  if (seconds < 5400) return `约 ${Math.round(seconds / 60)} 分钟`;
  return `约 ${Math.round(seconds / 3600)} 小时`;
}

/** `4:05` for a countdown. */
export function clockFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
