import { pointedOut } from '../../screening/rules.levels.ts';
import type { PlaceFigures } from '../contract.ts';

/** So many places are listed whole; of more, at first only those in which something is to be seen. */
export const ALL_PLACES = 12;

/** Whether a place has anything but quiet households: hits, households to ask, monitored ones, open sheets. */
export function isBusy({ levels, monitored, sheets }: PlaceFigures): boolean {
  const pointed = levels ? pointedOut(levels) + levels.undecided : 0;
  return pointed + monitored.households + monitored.lastMonth + sheets.open > 0;
}
