import { RESULT_NAMES, type ResultCode, STEP_NAMES, type StepCode } from '../codes.ts';
import type { CasePicture } from '../picture.ts';
import { live } from '../picture.ts';
import { TRACK } from '../procedure.ts';
import { type Deed, lastDeed, type PaperSource } from './papers.source.ts';

/** The act that finishes each step of the track. */
const DONE_BY: Readonly<Partial<Record<StepCode, readonly string[]>>> = {
  RECEIVED: ['dispatchVerification'],
  DISPATCHED: ['claimVerification'],
  VERIFYING: ['recordVerification'],
  CONSENTED: ['recordConsent'],
  COMPARING: ['completeComparison'],
  EVALUATED: ['recordMeeting'],
  PUBLICISED: ['endNotice'],
  TOWN_REVIEW: ['reviewAtTown'],
};

const named = (code: string | null | undefined) => RESULT_NAMES[code as ResultCode] ?? '';

/** What each step came to, in the words of its record; nothing is said that no record says. */
const SAYS: Readonly<Partial<Record<StepCode, (picture: CasePicture, deed: Deed) => string>>> = {
  RECEIVED: (_, deed) => `${deed.name}派发`,
  DISPATCHED: (_, deed) => `${deed.name}领取`,
  VERIFYING: (picture) => {
    const visit = live(picture, 'VERIFYING')?.data;
    return visit ? `${named(visit.conclusion)}，${visit.team.length}人到场，照片${visit.photoIds.length}张` : '';
  },
  CONSENTED: (picture) => {
    const consent = live(picture, 'CONSENTED')?.data;
    return consent ? `${consent.coveredMembers.length}人签字，授权至${consent.validTo}` : '';
  },
  COMPARING: (picture) => {
    const findings = live(picture, 'COMPARING')?.data.findings ?? [];
    const count = (verdict: string) => findings.filter((one) => one.verdict === verdict).length;
    return `${findings.length}项：无异常${count('P1.C1')}，属实${count('P1.C2')}，不属实${count('P1.C3')}，合理例外${count('P1.C4')}`;
  },
  EVALUATED: (picture) => {
    const meeting = live(picture, 'EVALUATED')?.data;
    return meeting
      ? `${named(meeting.result)}，同意${meeting.votesFor}、不同意${meeting.votesAgainst}、弃权${meeting.abstentions}`
      : '';
  },
  PUBLICISED: (picture) => {
    const notice = live(picture, 'PUBLICISED')?.data;
    return notice ? `${notice.from}至${notice.to}，期满照片${notice.endPhotoId ? '已存' : '未存'}` : '';
  },
  TOWN_REVIEW: (_, deed) => named(deed.result),
};

/** The steps that were finished, each with the day on which it was and what its record says. */
export function stepLines(source: PaperSource): { name: string; on: string; result: string }[] {
  return TRACK.flatMap((step) => {
    const deed = lastDeed(source, ...(DONE_BY[step] ?? []));
    const says = SAYS[step];
    return deed && says ? [{ name: STEP_NAMES[step], on: deed.on, result: says(source.picture, deed) }] : [];
  });
}
