import type { PolicyPack } from '../policy/contract.ts';
import type { QualityError } from '../registry/contract.ts';
import type { CaseClock } from './clock.ts';
import type { PauseReason, ReturnStep } from './codes.ts';
import type {
  ComparisonData,
  ConsentData,
  Finding,
  MeetingData,
  NoticeData,
  Participant,
  VerificationData,
} from './contract.records.ts';
import type { Snapshot } from './machine.ts';

/** Kinds of record that a case collects; those of RETURN_STEPS can be repeated after a correction. */
export interface RecordData {
  /** Why the sheet was made, and the risks that it named. */
  RECEIVED: { reasons: string[]; riskTypes?: string[] };
  /** The team that the town named. */
  DISPATCHED: { plannedOn: string | null; team: Participant[]; note: string };
  /** The team that took the sheet. */
  CLAIMED: { plannedOn: string | null; team: Participant[] };
  VERIFYING: VerificationData;
  CONSENTED: ConsentData;
  COMPARING: ComparisonData;
  EVALUATED: MeetingData & { basis: string };
  PUBLICISED: NoticeData & { basis: string };
  TOWN_REVIEW: { outcome: 'agree' | 'disagree'; opinion: string; spotCheck: string };
  COUNTY_REVIEW: {
    outcome: 'approve' | 'reject';
    opinion: string;
    category: string | null;
    risks: string[];
    lateReason: string;
  };
  RETURNED: { step: ReturnStep; faults: string[]; opinion: string };
  ANNOUNCED: { noticeId: string; photoId: string };
  REGISTERED: { contactName: string; contactPhone: string; nationalNo: string | null };
  FOLLOW_UP: { done: string; documentIds?: string[] };
  /** The visit after a refusal to sign. */
  RECHECK: { visitedOn: string; outcome: 'stable' | 'trouble'; finding: string };
  DEATH: { diedOn: string; proof: 'certificate' | 'statement'; documentIds: string[]; note: string };
  LATE_OBJECTION: LateObjection;
  GREEN_CHANNEL: { reason: string };
  RECUSAL: RecusalData;
  REVOKED: { consentId: string; mode: 'signed' | 'voice'; documentId: string; reason: string };
}
export type RecordStep = keyof RecordData;

/** An objection after the entry in the register: what another team of the town found, and what the county decided. */
export interface LateObjection {
  objectionId: string;
  receivedOn: string;
  dueOn: string;
  review: { team: Participant[]; founded: boolean; finding: string } | null;
  decision: { founded: boolean; opinion: string } | null;
}

/** A person declared to be a close relative of the household. It holds when it was confirmed; `withdrawn` says that somebody looked and it is not so. */
export interface RecusalData {
  /** null: a person without an account, known by name. */
  accountId: string | null;
  name: string;
  relation: string;
  state: 'pending' | 'confirmed' | 'withdrawn';
  /** Who confirmed or withdrew it, and why. */
  settledBy: string | null;
  settledByName: string;
  reason: string;
  /** An approver looked and found that the person is no relative. */
  cleared: boolean;
}

/** A photograph, scan or paper of the case, as the guards look at it. Equal content has the equal hash. */
export interface CaseDocument {
  id: string;
  kind: 'photo' | 'scan' | 'paper';
  step: string | null;
  /** Day on which it was taken or uploaded. */
  on: string;
  hash: string;
}

/** What a step recorded, by whom; a correction supersedes, it never deletes. */
export type CaseRecord = {
  [S in RecordStep]: {
    id: string;
    step: S;
    round: number;
    data: RecordData[S];
    by: string;
    byName: string;
    on: string;
    superseded: boolean;
  };
}[RecordStep];

/** Something that was decided earlier in this case, by whom: for keeping people from their own work. */
interface PastAct {
  act: string;
  by: string;
  on: string;
}

/** All that the rules need to know of a case; built from the database by the server and in memory by the proofs. */
export interface CasePicture {
  snapshot: Snapshot;
  /** The pack that was in force when the case began. */
  pack: PolicyPack;
  clock: CaseClock;
  pauseReason: PauseReason | null;
  returns: Partial<Record<ReturnStep, number>>;
  records: CaseRecord[];
  past: PastAct[];
  household: {
    active: boolean;
    /** It is a monitored object already (monitored, re-entered or proposed for exit). */
    monitored: boolean;
    type: string;
    size: number;
    memberIds: string[];
    adultIds: string[];
    /** Names of all members: nobody of the household takes part in its own case. */
    memberNames: string[];
    sharing: number;
    /** Data-quality errors of its entries that block, and those that an exemption covers. */
    quality: { errors: readonly QualityError[]; exempted: readonly QualityError[] };
  };
  /** The lot of the case for the town's spot check at home, 0 to 1: kept from everybody, the same for ever. */
  lot: number;
  /** Consents of this household that were taken back. */
  revokedConsents: string[];
  /** Photographs and papers that belong to this case. */
  documents: CaseDocument[];
}

/** Who acts, as the rules see him. */
export interface Doer {
  accountId: string;
  name: string;
  role: string;
  departmentCode: string | null;
}

/** A post in force in the village of a case or in its town. Who has two has two lines. */
export interface TeamPost {
  accountId: string;
  name: string;
  role: string;
}

/** What the server adds to what was asked: a new id, the receipts of departments, the masked name, who works in the village and its town. */
export interface Given {
  newId: string;
  findings: Finding[];
  displayName: string;
  posts: readonly TeamPost[];
  /** The meeting that hears several households. */
  meetingId?: string;
}

/** The record in force of a step, or undefined. */
export function live<S extends RecordStep>(
  picture: Pick<CasePicture, 'records'>,
  step: S,
): Extract<CaseRecord, { step: S }> | undefined {
  return picture.records.findLast((record) => record.step === step && !record.superseded) as
    | Extract<CaseRecord, { step: S }>
    | undefined;
}

/** The team of a case: as it took the sheet, before that as the town named it; empty before that. */
export function teamOf(picture: Pick<CasePicture, 'records'>): Participant[] {
  return live(picture, 'CLAIMED')?.data.team ?? live(picture, 'DISPATCHED')?.data.team ?? [];
}

/** Objections against the notices of a case that nobody has answered. */
export function openObjections(picture: Pick<CasePicture, 'records'>): { id: string; result: string | null }[] {
  return all(picture, 'PUBLICISED').flatMap(({ data }) => data.objections.filter((one) => one.result === null));
}

/** All records of a step, also those of earlier rounds. */
export function all<S extends RecordStep>(
  picture: Pick<CasePicture, 'records'>,
  step: S,
): Extract<CaseRecord, { step: S }>[] {
  return picture.records.filter((record) => record.step === step) as Extract<CaseRecord, { step: S }>[];
}
