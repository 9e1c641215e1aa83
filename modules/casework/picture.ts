import type { PolicyPack } from '../policy/contract.ts';
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
  DISPATCHED: { reasons: string[]; riskTypes?: string[] };
  RECEIVED: { plannedOn: string | null; team: Participant[] };
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
  FOLLOW_UP: { done: string };
  GREEN_CHANNEL: { reason: string };
  RECUSAL: RecusalData;
  REVOKED: { consentId: string; mode: 'signed' | 'voice'; documentId: string; reason: string };
}
export type RecordStep = keyof RecordData;

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
export interface PastAct {
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
  };
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

/** What the server adds to what was asked: a new id, the receipts of departments, the masked name. */
export interface Given {
  newId: string;
  findings: Finding[];
  displayName: string;
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
