import { readSettings } from '@shouwang/platform/config.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { type MadePaper, makePaper, type Paper } from '@shouwang/platform/documents/paper.ts';
import { log, safeError } from '@shouwang/platform/log.ts';
import type { z } from 'zod';
import { filePaper } from '../../evidence/server/door.ts';
import { papers as publicPapers } from '../../publicity/papers/index.ts';
import { type ActCode, FINAL_STATES } from '../contract.ts';
import { FORM_KINDS, FORMS, type FormPaperKind, isOffered } from '../papers/form-kinds.ts';
import { forms } from '../papers/forms.ts';
import { papers } from '../papers/index.ts';
import type { Outcome } from '../rules.ts';
import { comparisonSheet, consentSheet, dispatchData, verificationSheet } from './papers.early.ts';
import { consentForm, type FormWishes, minutesForm, signInForm, visitForm } from './papers.forms.ts';
import { approvalSheet, resultLetter } from './papers.late.ts';
import { revocationForm, withdrawalForm } from './papers.leave.ts';
import { minutesSheet, signInSheet } from './papers.meeting.ts';
import { announcementSheet, noticeSheet } from './papers.notices.ts';
import { noticeForm } from './papers.posting.ts';
import { type PaperSource, paperSource } from './papers.source.ts';

/** Kinds of paper of a case, as addresses name them. */
const PAPER_KINDS = [
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
  dispatch: filled(papers.dispatch, 'DISPATCHED', dispatchData),
  verification: filled(papers.verification, 'VERIFYING', verificationSheet),
  consent: filled(papers.consent, 'CONSENTED', (source) => consentSheet(source)),
  comparison: filled(papers.comparison, 'COMPARING', comparisonSheet),
  minutes: filled(papers.minutes, 'EVALUATED', minutesSheet),
  'sign-in': filled(papers.signIn, 'EVALUATED', signInSheet),
  notice: filled(publicPapers.notice, 'PUBLICISED', noticeSheet),
  approval: filled(papers.approval, 'COUNTY_REVIEW', approvalSheet),
  announcement: filled(publicPapers.announcement, 'ANNOUNCED', announcementSheet),
  'result-notice': filled(papers.resultNotice, 'REGISTERED', resultLetter),
};

/** Papers that an act completes. */
const PAPERS_OF: Readonly<Partial<Record<ActCode, readonly PaperKind[]>>> = {
  dispatchVerification: ['dispatch'],
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
  const ended = isTold(done) ? (['result-notice'] as const) : [];
  const kinds = [...(PAPERS_OF[done.act] ?? []), ...ended];
  if (!filing || kinds.length === 0) return;
  const source = await paperSource(tx, done.caseId);
  for (const kind of kinds) {
    const made = await tryMake(tx, source, kind);
    if (made) await store(tx, actor, { source, kind, made });
  }
}

/** The household is told by letter how its case ended, and that it leaves again when an objection after the end was founded. */
const isTold = ({ act, outcome }: { act: ActCode; outcome: Outcome }) =>
  (endsNow(outcome) && !NO_LETTER.includes(act)) || (act === 'decideLateObjection' && outcome.resultCode === 'X3');

/** The letter of a registration is made with it; after a death nobody is left to write to. */
const NO_LETTER: readonly ActCode[] = ['registerCase', 'endByDeath'];

const endsNow = ({ moves }: Outcome) =>
  moves.some(({ from, to }) => FINAL_STATES.includes(to.state) && !FINAL_STATES.includes(from.state));

async function tryMake(tx: Tx, source: PaperSource, kind: PaperKind): Promise<MadePaper | null> {
  try {
    return await makeCasePaper(tx, source, kind);
  } catch (error) {
    log.error({ err: safeError(error), paper: kind }, 'a paper was not made');
    return null;
  }
}

/** Makes a paper once and files it with every case of a meeting, notice or announcement; it is then made when it is asked for, if it cannot be now. */
export async function fileSharedPaper(
  tx: Tx,
  actor: Actor,
  { sources, kind }: { sources: readonly PaperSource[]; kind: PaperKind },
): Promise<void> {
  const [first] = sources;
  const made = filing && first ? await tryMake(tx, first, kind) : null;
  if (!made) return;
  for (const source of sources) await store(tx, actor, { source, kind, made });
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

/** How each blank paper is filled; null while what it needs is not there. */
const BLANK: Readonly<
  Record<FormPaperKind, (source: PaperSource, tx: Tx, wishes: FormWishes) => Promise<MadePaper | null>>
> = {
  'visit-form': async (source, tx) => print(forms['visit-form'], await visitForm(source, tx)),
  'consent-form': async (source, _tx, wishes) => print(forms['consent-form'], consentForm(source, wishes)),
  'sign-in-form': async (source, tx) => print(forms['sign-in-form'], await signInForm(source, tx)),
  'minutes-form': async (source) => print(forms['minutes-form'], minutesForm(source)),
  'revocation-form': async (source) => print(forms['revocation-form'], revocationForm(source)),
  'withdrawal-form': async (source) => print(forms['withdrawal-form'], withdrawalForm(source)),
  'notice-form': async (source, _tx, wishes) => print(publicPapers.notice, noticeForm([source], wishes)),
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
