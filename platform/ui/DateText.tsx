import { type DateForm, formatDate } from './dates.ts';

/** A day or moment at Beijing time. null is a dash. */
export function DateText({ value, form = 'day' }: { value: string | null | undefined; form?: DateForm | undefined }) {
  if (!value) return <span className="sw-note">—</span>;
  return (
    <time dateTime={value} style={{ whiteSpace: 'nowrap' }} title={form === 'short' ? formatDate(value) : undefined}>
      {formatDate(value, form)}
    </time>
  );
}
