import { type ActCode, RETURN_STEPS, type ReturnStep } from './contract.ts';
import { type CaseEvent, next } from './machine.ts';
import { type CasePicture, live, type RecordStep } from './picture.ts';
import type { Write } from './rules.act.ts';
import { comparedOn, isFresh, meetingBasis, noticeBasis } from './rules.facts.ts';
import { consentIsLive, everyFindingJudged } from './rules.guards.ts';
import type { Move } from './rules.outcome.ts';

interface Settling {
  moves: Move[];
  write: Write | null;
  act: ActCode;
  today: string;
}

/** Follows the moves that rules alone make: into identification, and over later steps whose facts a correction left unchanged. */
export function settle(
  picture: CasePicture,
  { moves, write, act, today }: Settling,
): { moves: Move[]; supersede: string[] } {
  const all = [...moves];
  let now = picture;
  const replaced =
    write && isReturnStep(write.step)
      ? picture.records.filter((r) => r.step === write.step && r.id !== 'new' && !r.superseded).map((r) => r.id)
      : [];
  if (act === 'reviewMeetingRefusal') replaced.push(...idsOf(picture, ['EVALUATED']));
  if (act === 'dispatchVerification') replaced.push(...idsOf(picture, ['DISPATCHED']));
  if (act === 'withdrawNotice') replaced.push(...idsOf(picture, ['PUBLICISED']));
  if (all.some((move) => move.to.state === 'RETURNED'))
    replaced.push(...idsOf(picture, ['TOWN_REVIEW', 'COUNTY_REVIEW', 'ANNOUNCED']));
  if (act === 'revokeConsent' && all.length > 0) replaced.push(...idsOf(picture, ['CONSENTED', 'COMPARING']));
  now = { ...now, records: now.records.map((r) => (replaced.includes(r.id) ? { ...r, superseded: true } : r)) };
  for (let event = systemEvent(now, act, today); event; event = systemEvent(now, act, today)) {
    const to = next(now.snapshot, event);
    if (!to) break;
    all.push({ event: event.type, from: now.snapshot, to, bySystem: true });
    now = { ...now, snapshot: to };
  }
  return { moves: all, supersede: [...replaced, ...outdated(now, write)] };
}

const isReturnStep = (step: RecordStep): step is ReturnStep => (RETURN_STEPS as readonly string[]).includes(step);

function idsOf(picture: CasePicture, steps: readonly RecordStep[]): string[] {
  return picture.records
    .filter((record) => steps.includes(record.step) && !record.superseded && record.id !== 'new')
    .map((record) => record.id);
}

/** Records of steps that lie behind the repaired one and were not kept. */
function outdated(picture: CasePicture, write: Write | null): string[] {
  if (!write || !isReturnStep(write.step)) return [];
  const reached = RETURN_STEPS.indexOf(FIRST_UNDONE[picture.snapshot.state] ?? 'VERIFYING');
  const later = FIRST_UNDONE[picture.snapshot.state] === undefined ? [] : RETURN_STEPS.slice(reached);
  return idsOf(picture, later);
}

/** The step that is to be done next in a state, while steps can still be repeated. */
const FIRST_UNDONE: Readonly<Record<string, ReturnStep>> = {
  STARTED: 'CONSENTED',
  CONSENTED: 'COMPARING',
  COMPARED: 'EVALUATED',
  EVALUATED: 'PUBLICISED',
};

/** Acts that finish a step: only after them may later steps be kept. */
const KEEPING: readonly ActCode[] = ['recordVerification', 'recordConsent', 'completeComparison', 'recordMeeting'];

function systemEvent(picture: CasePicture, act: ActCode, today: string): CaseEvent | null {
  const { state } = picture.snapshot;
  if (state === 'VERIFIED') return act === 'recordVerification' ? { type: 'startIdentification' } : null;
  if (!KEEPING.includes(act)) return null;
  if (state === 'STARTED') return consentIsLive(picture, today) ? { type: 'keep' } : null;
  if (state === 'CONSENTED') return comparisonHolds(picture, today) ? { type: 'keep' } : null;
  if (state === 'COMPARED') return meetingHolds(picture);
  return state === 'EVALUATED' ? noticeHolds(picture) : null;
}

/** A comparison is used again when it rests on the consent in force, is judged, and is not older than `comparison.reuseDays`. */
function comparisonHolds(picture: CasePicture, today: string): boolean {
  const data = live(picture, 'COMPARING')?.data;
  if (!data || data.conclusion === '' || data.consentId !== live(picture, 'CONSENTED')?.data.consentId) return false;
  const fresh = data.findings.every((finding) => isFresh(picture, comparedOn(data, finding), today));
  return everyFindingJudged(data) && fresh;
}

function meetingHolds(picture: CasePicture): CaseEvent | null {
  const data = live(picture, 'EVALUATED')?.data;
  if (!data || data.result === 'P1.M3' || data.basis !== meetingBasis(picture)) return null;
  return { type: 'keep', meeting: data.result };
}

function noticeHolds(picture: CasePicture): CaseEvent | null {
  const data = live(picture, 'PUBLICISED')?.data;
  if (
    !data ||
    data.basis !== noticeBasis(picture, data.displayName) ||
    data.objections.some((one) => one.result !== 'P1.O2')
  )
    return null;
  return { type: 'keep', noticeEnded: data.endedOn !== null };
}
