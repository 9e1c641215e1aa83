import { clock } from '@shouwang/platform/clock/clock.ts';
import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { dayAndMinute } from '@shouwang/platform/documents/moment.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import { numberParameter, ratioParameter } from '../../policy/rules.ts';
import { HOUSEHOLD_TYPE } from '../../registry/codes.ts';
import { findSender } from '../../warning/server/door.ts';
import { readClock } from '../clock.ts';
import type { VerificationData } from '../contract.ts';
import type { Subject } from '../papers/schemas.ts';
import { limitOf } from '../procedure.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { type Offices, officesOf } from './papers.offices.ts';
import { groupName, placeNames } from './places.ts';
import type { CaseRowInDb } from './rows.ts';

/** Something that was decided in a case: papers take doers and times from here, never from anywhere else. */
export interface Deed {
  event: string;
  actorId: string;
  name: string;
  role: string;
  result: string | null;
  opinion: string;
  at: string;
  on: string;
}

/** What the papers of a case are filled from. */
export interface PaperSource extends LoadedCase {
  place: { county: string; town: string; village: string };
  offices: Offices;
  subject: Subject;
  deeds: Deed[];
  /** Who sent the work sheet out for the county, and when; null when nobody wrote it down. */
  sent: { name: string; at: string } | null;
  /** Who turned the work sheet into a case, and when. */
  opened: { name: string; at: string } | null;
  /** Cases of the same meeting or notice that were read with this one. */
  peers?: readonly PaperSource[];
  today: string;
}

/** Text that fits its place on a paper. */
export const clip = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

/** A share of the pack as people say it: 2/3, 67%. */
export function shareWords(pack: PolicyPack, name: string): string {
  const { parts, of } = ratioParameter(pack, name);
  return of === 1 || of % 10 === 0 ? `${Math.round((parts / of) * 100)}%` : `${parts}/${of}`;
}

/** The income per head that a visit found; null while no income was written down, which is not an income of nothing. */
export const knownPerCapita = ({
  income,
  perCapitaFen,
}: Pick<VerificationData, 'income' | 'perCapitaFen'>): number | null =>
  income.lines.some((line) => line.category !== 'cost') ? perCapitaFen : null;

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
  return {
    ...loaded,
    place,
    offices: await officesOf(tx, row.area_code),
    subject,
    deeds: await listDeeds(tx, row),
    sent: await sentBy(tx, row),
    opened: await findOpening(tx, row),
    today,
  };
}

async function listDeeds(tx: Tx, row: CaseRowInDb): Promise<Deed[]> {
  const rows = await tx
    .selectFrom('casework.decision')
    .select(['event', 'actor_id', 'actor_name', 'role', 'result_code', 'opinion', 'decided_at', 'decided_on'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return rows.map((one) => ({
    event: one.event,
    actorId: one.actor_id,
    name: one.actor_name,
    role: one.role,
    result: one.result_code,
    opinion: one.opinion,
    at: dayAndMinute(one.decided_at),
    on: one.decided_on,
  }));
}

async function sentBy(tx: Tx, row: CaseRowInDb): Promise<PaperSource['sent']> {
  const sender = await findSender(tx, { countyCode: row.county_code, id: row.dispatch_id });
  return sender?.name ? { name: sender.name, at: dayAndMinute(sender.at) } : null;
}

async function findOpening(tx: Tx, row: CaseRowInDb): Promise<PaperSource['opened']> {
  const found = await tx
    .selectFrom('casework.step_record')
    .select(['recorded_by_name as name', 'recorded_at'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .where('step', '=', 'RECEIVED')
    .orderBy('recorded_at')
    .executeTakeFirst();
  return found ? { name: found.name, at: dayAndMinute(found.recorded_at) } : null;
}

/** The latest time that something was done in a case, or undefined. */
export const lastDeed = ({ deeds }: Pick<PaperSource, 'deeds'>, ...events: string[]): Deed | undefined =>
  deeds.findLast((deed) => events.includes(deed.event));

/** Day of the chain and its limit. */
export function chainOf({ picture, today }: PaperSource): { day: number; maxDays: number } {
  const maxDays = numberParameter(picture.pack, 'chain.maxDays');
  const { day } = readClock(picture.clock, today, { maxDays, pauseMaxDays: limitOf(picture.pack, 'pause.maxDays') });
  return { day, maxDays };
}
