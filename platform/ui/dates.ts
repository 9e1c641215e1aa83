export type DateForm = 'day' | 'short' | 'minute' | 'long';

const WEEK = ['日', '一', '二', '三', '四', '五', '六'];

const parts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `YYYY-MM-DD HH:mm` at Beijing time of a day or moment; null when unreadable. */
function local(value: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value} 00:00`;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : parts.format(moment);
}

/** day `2026-11-18`, short `11-18` (inside one list), minute `2026-11-18 09:10`, long `2026 年 11 月 18 日 星期三`. */
export function formatDate(value: string, form: DateForm = 'day'): string {
  const text = local(value);
  if (!text) return value;
  const day = text.slice(0, 10);
  if (form === 'short') return day.slice(5);
  if (form === 'minute') return text;
  if (form === 'day') return day;
  const [year, month, date] = day.split('-').map(Number);
  const week = WEEK[new Date(`${day}T00:00:00Z`).getUTCDay()];
  return `${year} 年 ${month} 月 ${date} 日 星期${week}`;
}
