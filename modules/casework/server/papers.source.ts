import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { dayAndMinute } from '@shouwang/platform/documents/moment.ts';
import { numberParameter } from '../../policy/rules.ts';
import { HOUSEHOLD_TYPE } from '../../registry/codes.ts';
import { readClock } from '../clock.ts';
import type { Subject } from '../papers/schemas.ts';
import { limitOf } from '../procedure.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { groupName, placeNames } from './places.ts';

/** What the papers of a case are filled from. */
export interface PaperSource extends LoadedCase {
  place: { county: string; town: string; village: string };
  subject: Subject;
  today: string;
}

/** Text that fits its place on a paper. */
export const clip = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

/** A moment as papers print it. */
export const minute = (iso: string): string => dayAndMinute(new Date(iso));
export const dayOfIso = (iso: string): string => dayOf(new Date(iso));

/** A name of a table by its code, or a dash. */
export const nameIn = (names: Readonly<Record<string, string>>, code: string | null): string =>
  code === null ? '—' : (names[code] ?? '—');

/** Reads a case as papers need it. */
export async function paperSource(tx: Tx, caseId: { countyCode: string; id: string }): Promise<PaperSource> {
  const today = clock.today();
  const loaded = await loadCase(tx, caseId, { lock: false, today });
  const place = await placeNames(tx, loaded.row.area_code);
  const { row, household } = loaded;
  const subject = {
    caseNo: row.case_no,
    householdNo: household.householdNo,
    headName: row.head_name,
    area: `${place.county}${place.town}${place.village}`,
    group: household.groupNo ? groupName(household.groupNo) : '—',
    householdType: nameIn(HOUSEHOLD_TYPE.names, household.householdType),
    size: Math.max(1, household.registeredCount),
  };
  return { ...loaded, place, subject, today };
}

/** Day of the chain and its limit. */
export function chainOf({ picture, today }: PaperSource): { day: number; maxDays: number } {
  const maxDays = numberParameter(picture.pack, 'chain.maxDays');
  const { day } = readClock(picture.clock, today, { maxDays, pauseMaxDays: limitOf(picture.pack, 'pause.maxDays') });
  return { day, maxDays };
}
