import type { RejectedRow } from '../contract.ts';

/** A wrong value with its wrong signs marked; an empty one is shown as 空. */
export function MarkedValue({ row }: { row: RejectedRow }) {
  if (row.value === '')
    return row.code === 'required' || row.code === 'id-empty' ? (
      <span className="ex-empty">空</span>
    ) : (
      <span className="sw-note">—</span>
    );
  const parts: { text: string; wrong: boolean; at: number }[] = [];
  let at = 0;
  for (const [from, to] of row.marks) {
    if (from > at) parts.push({ text: row.value.slice(at, from), wrong: false, at });
    parts.push({ text: row.value.slice(from, to), wrong: true, at: from });
    at = to;
  }
  if (at < row.value.length) parts.push({ text: row.value.slice(at), wrong: false, at });
  return (
    <span className="ex-value">
      {parts.map((part) =>
        part.wrong ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
      )}
    </span>
  );
}
