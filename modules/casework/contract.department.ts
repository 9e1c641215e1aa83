import { Day, Moment } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { ConsentMode, ConsentScope } from '../evidence/contract.ts';
import { ExclusionItem } from './codes.ts';

/** What a department told about a person of a case, by hand or by the file that it had delivered. Never how it was judged. */
export const DepartmentAnswer = z.object({
  scope: z.string(),
  memberName: z.string(),
  found: z.boolean(),
  receipt: z.string(),
  dataDate: Day.nullable(),
  exclusionItem: ExclusionItem.nullable(),
  /** Day of the comparison that asked. */
  comparedOn: Day,
  /** Who answered by hand; null: the delivered file did. */
  answeredBy: z.string().nullable(),
  answeredOn: Day.nullable(),
});
export type DepartmentAnswer = z.infer<typeof DepartmentAnswer>;

/** How a request stands: to be answered; answered; ended because the consent or the comparison did. */
export const RequestState = z.enum(['waiting', 'answered', 'ended']);
export type RequestState = z.infer<typeof RequestState>;

/** One request to a department: what is asked, on what ground, and what it has told so far. Nothing else of the case. */
export const DepartmentRequestView = z.object({
  caseId: z.string(),
  version: z.int(),
  caseNo: z.string(),
  key: z.string(),
  areaName: z.string(),
  scope: z.string(),
  scopeCode: ConsentScope,
  memberName: z.string(),
  sentOn: Day,
  dueOn: Day,
  daysLeft: z.int(),
  state: RequestState,
  /** Why an ended request is not to be answered any more. */
  endedWhy: z.string().nullable(),
  /** The consent on which the request rests; of its scopes only the one that is asked is told. */
  consent: z.object({ signedOn: Day, validTo: Day, mode: ConsentMode, live: z.boolean() }),
  /** The rules under which it is asked, for the file of the department. */
  legalBasis: z.array(z.string()),
  answer: DepartmentAnswer.nullable(),
  earlier: z.array(DepartmentAnswer),
  history: z.array(z.object({ on: Day, what: z.string() })),
});
export type DepartmentRequestView = z.infer<typeof DepartmentRequestView>;

/** What a department is to put right for a household whose trouble was that a policy had not reached it (V4). */
export const DepartmentFollowUpView = z.object({
  caseId: z.string(),
  version: z.int(),
  caseNo: z.string(),
  areaName: z.string(),
  headName: z.string(),
  /** What the visit found to be missing, and what the town asks. */
  missing: z.string(),
  asks: z.string(),
  handedOn: Day,
  handedBy: z.string(),
  dueOn: Day.nullable(),
  daysLeft: z.int().nullable(),
  /** null: still to be done. */
  done: z.object({ what: z.string(), by: z.string(), on: Day }).nullable(),
  documents: z.array(z.object({ id: z.string(), title: z.string(), uploadedBy: z.string(), takenAt: Moment })),
});
export type DepartmentFollowUpView = z.infer<typeof DepartmentFollowUpView>;
