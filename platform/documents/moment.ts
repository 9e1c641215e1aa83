const FORMAT = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment as papers print it, in Asia/Shanghai: `2026-11-24 19:30`. */
export function dayAndMinute(moment: Date): string {
  return FORMAT.format(moment);
}
