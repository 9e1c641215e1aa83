import { readSettings } from '@shouwang/platform/config.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { type MadePaper, makePaper, type Paper } from '@shouwang/platform/documents/paper.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import type { z } from 'zod';
import { filePaper } from '../../evidence/server/door.ts';
import { papers as publicPapers } from '../../publicity/papers/index.ts';
import { findNotice } from '../../publicity/server/door.ts';
import type { ActCode } from '../contract.ts';
import { FORM_KINDS, FORMS, type FormPaperKind, isOffered } from '../papers/form-kinds.ts';
import { forms } from '../papers/forms.ts';
import { papers } from '../papers/index.ts';
import { live } from '../picture.ts';
import type { Outcome } from '../rules.ts';
import { comparisonSheet, consentSheet, dispatchData, verificationSheet } from './papers.early.ts';
import { consentForm, type FormWishes, minutesForm, noticeForm, signInForm, visitForm } from './papers.forms.ts';
import { approvalSheet, minutesSheet, resultLetter, signInSheet } from './papers.late.ts';
import { announcementSheet, noticeSheet } from './papers.notices.ts';
import { type PaperSource, paperSource } from './papers.source.ts';

/** Kinds of paper of a case, as addresses name them. */
export const PAPER_KINDS = [
  'dispatch',
  'verification',
  'consent',
  'comparison',
  'minutes',
  'sign-in',
  'notice',
  'approval',
  'announcement',
  'result-notice',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

interface Filled {
  title: string;
  evidenceType: string;
  step: string;
  make: (tx: Tx, source: PaperSource) => Promise<MadePaper | null>;
}

async function print<S extends z.ZodType>(paper: Paper<S>, data: z.input<S> | null): Promise<MadePaper | null> {
  return data === null ? null : makePaper(paper, data, { demonstration: readSettings().demonstration });
}

function filled<S extends z.ZodType>(
  paper: Paper<S>,
  step: string,
  fill: (source: PaperSource, tx: Tx) => Promise<z.input<S> | null> | z.input<S> | null,
): Filled {
  const make = async (tx: Tx, source: PaperSource) => print(paper, await fill(source, tx));
  return { title: paper.title, evidenceType: paper.evidenceType, step, make };
}

/** How each paper is filled; null while its step has not been done. */
const FILLED: Readonly<Record<PaperKind, Filled>> = {
  dispatch: filled(papers.dispatch, 'RECEIVED', dispatchData),
  verification: filled(papers.verification, 'VERIFYING', verificationSheet),
  consent: filled(papers.consent, 'CONSENTED', (source) => consentSheet(source)),
  comparison: filled(papers.comparison, 'COMPARING', comparisonSheet),
  minutes: filled(papers.minutes, 'EVALUATED', minutesSheet),
  'sign-in': filled(papers.signIn, 'EVALUATED', signInSheet),
  notice: filled(publicPapers.notice, 'PUBLICISED', fillNotice),
  approval: filled(papers.approval, 'COUNTY_REVIEW', approvalSheet),
  announcement: filled(publicPapers.announcement, 'ANNOUNCED', fillAnnouncement),
  'result-notice': filled(papers.resultNotice, 'REGISTERED', resultLetter),
};

/** Papers that an act completes. */
const PAPERS_OF: Readonly<Partial<Record<ActCode, readonly PaperKind[]>>> = {
  claimVerification: ['dispatch'],
  recordVerification: ['verification'],
  recordConsent: ['consent'],
  completeComparison: ['comparison'],
  recordMeeting: ['minutes', 'sign-in'],
  postNotice: ['notice'],
  reviewAtTown: ['approval'],
  decideAtCounty: ['approval'],
  announceResult: ['announcement'],
  registerCase: ['result-notice'],
};

let filing = true;

/** Whether papers are made and filed with each act. Off only while invented history is laid out in bulk; a paper is then made when it is asked for. */
export function setPaperFiling(on: boolean): void {
  filing = on;
}

/** Makes and files the papers that an act completes. The act never fails for a paper: it is then made when it is asked for. */
export async function fileStepPapers(
  tx: Tx,
  actor: Actor,
  done: { caseId: { countyCode: string; id: string }; act: ActCode; outcome: Outcome },
): Promise<void> {
  const ended = done.outcome.closed && done.act !== 'registerCase' ? (['result-notice'] as const) : [];
  const kinds = [...(PAPERS_OF[done.act] ?? []), ...ended];
  if (!filing || kinds.length === 0) return;
  const source = await paperSource(tx, done.caseId);
  for (const kind of kinds) {
    const made = await tryMake(tx, source, kind);
    if (made) await store(tx, actor, { source, kind, made });
  }
}

async function tryMake(tx: Tx, source: PaperSource, kind: PaperKind): Promise<MadePaper | null> {
  try {
    return await makeCasePaper(tx, source, kind);
  } catch (error) {
    log.error({ err: safeError(error), paper: kind }, 'a paper was not made');
    return null;
  }
}

async function store(
  tx: Tx,
  actor: Actor,
  { source, kind, made }: { source: PaperSource; kind: PaperKind; made: MadePaper },
): Promise<void> {
  const { row } = source;
  const subject = {
    countyCode: row.county_code,
    areaCode: row.area_code,
    householdId: row.household_id,
    type: 'case',
    id: row.id,
  };
  await filePaper(tx, actor, { subject, paper: FILLED[kind], made, step: FILLED[kind].step });
}

/** Makes one paper of a case from what is on record now; null while its step has not been done. */
export function makeCasePaper(tx: Tx, source: PaperSource, kind: PaperKind): Promise<MadePaper | null> {
  return FILLED[kind].make(tx, source);
}

/** The title under which a kind of paper is filed. */
export const paperTitle = (kind: PaperKind): string => FILLED[kind].title;

async function fillNotice(source: PaperSource, tx: Tx) {
  const data = live(source.picture, 'PUBLICISED')?.data;
  const notice = data && (await findNotice(tx, { countyCode: source.row.county_code, id: data.noticeId }));
  return notice ? noticeSheet(source, notice) : null;
}

async function fillAnnouncement(source: PaperSource, tx: Tx) {
  const [said, hung] = [live(source.picture, 'ANNOUNCED')?.data, live(source.picture, 'PUBLICISED')?.data];
  if (!said || !hung) return null;
  const announcement = await findNotice(tx, { countyCode: source.row.county_code, id: said.noticeId });
  const notice = await findNotice(tx, { countyCode: source.row.county_code, id: hung.noticeId });
  return announcement && notice ? announcementSheet(source, announcement, notice) : null;
}

/** How each blank paper is filled; null while what it needs is not there. */
const BLANK: Readonly<
  Record<FormPaperKind, (source: PaperSource, tx: Tx, wishes: FormWishes) => Promise<MadePaper | null>>
> = {
  'visit-form': async (source, tx) => print(forms['visit-form'], await visitForm(source, tx)),
  'consent-form': async (source, _tx, wishes) => print(forms['consent-form'], consentForm(source, wishes)),
  'sign-in-form': async (source, tx) => print(forms['sign-in-form'], await signInForm(source, tx)),
  'minutes-form': async (source) => print(forms['minutes-form'], minutesForm(source)),
  'notice-form': async (source, _tx, wishes) => print(publicPapers.notice, noticeForm(source, wishes)),
};

/** Kinds of blank paper, and of every paper, as addresses name them. */
export const PRINTED_KINDS = [...PAPER_KINDS, ...FORM_KINDS] as const;
export const isForm = (kind: string): kind is FormPaperKind => Object.hasOwn(FORMS, kind);

/** Prints a blank paper for the signatures of people; null when the case is at another step. It is never filed. */
export async function makeForm(
  tx: Tx,
  source: PaperSource,
  { kind, wishes }: { kind: FormPaperKind; wishes: FormWishes },
): Promise<{ title: string; made: MadePaper } | null> {
  const { state, context } = source.picture.snapshot;
  if (!isOffered(kind, { state, returnTo: context.returnTo })) return null;
  const made = await BLANK[kind](source, tx, wishes);
  return made && { title: kind === 'notice-form' ? publicPapers.notice.title : forms[kind].title, made };
}
/** Name of a paper's file. */
export const paperFileName = (source: PaperSource, kind: PaperKind): string => `${publicId(source.row)}-${kind}.pdf`;
