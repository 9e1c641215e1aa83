import { readSettings } from '@shouwang/platform/config.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { makePaper, type Paper } from '@shouwang/platform/documents/paper.ts';
import type { z } from 'zod';
import { numberParameter } from '../../policy/rules.ts';
import { papers as publicPapers } from '../../publicity/papers/index.ts';
import type { SessionPaper } from '../contract.sessions.ts';
import { forms } from '../papers/forms.ts';
import type { AgendaForm } from '../papers/sessions.schemas.ts';
import { sessionPapers } from '../papers/sessions.ts';
import { all, live } from '../picture.ts';
import { saidWhy } from './papers.early.ts';
import { categoriesFor, type FormWishes, signInForm, TOPIC } from './papers.forms.ts';
import { publicitiesOf } from './papers.notices.ts';
import { announcementForm, noticeForm } from './papers.posting.ts';
import { clip, type PaperSource, paperSource, shareWords } from './papers.source.ts';

/** Words a household has on the agenda. */
const SHORT = 120;
const stepOfPaper: Readonly<Record<SessionPaper, string>> = {
  'agenda-form': 'COMPARED',
  'sign-in-form': 'COMPARED',
  'notice-form': 'EVALUATED',
  'announcement-form': 'APPROVED',
};

interface Printing {
  kind: SessionPaper;
  cases: readonly { countyCode: string; id: string }[];
  wishes: FormWishes;
}

/** Prints a blank paper with all households of a list, in its order; null when one of them is at another step. It is never filed. */
export async function makeSessionForm(
  tx: Tx,
  { kind, cases, wishes }: Printing,
): Promise<{ title: string; pdf: Buffer; sources: PaperSource[] } | null> {
  const sources: PaperSource[] = [];
  for (const at of cases) sources.push(await paperSource(tx, at));
  const village = sources[0]?.row.area_code;
  const fits = sources.every(({ row, picture }) => {
    const { state, context } = picture.snapshot;
    const due = state === 'RETURNED' ? RETURNED_AT[context.returnTo ?? ''] : state;
    return row.area_code === village && due === stepOfPaper[kind];
  });
  const made = fits ? await MAKE[kind](tx, sources, wishes) : null;
  return made && { ...made, sources };
}

/** State in which a case that was sent back to a step is again, for what must be printed. */
const RETURNED_AT: Readonly<Record<string, string>> = { EVALUATED: 'COMPARED', PUBLICISED: 'EVALUATED' };

type Made = { title: string; pdf: Buffer } | null;
const MAKE: Readonly<Record<SessionPaper, (tx: Tx, sources: PaperSource[], wishes: FormWishes) => Promise<Made>>> = {
  'agenda-form': async (_, sources) => print(sessionPapers['agenda-form'], agendaForm(sources)),
  'sign-in-form': async (tx, [first]) =>
    print(forms['sign-in-form'], first ? { ...(await signInForm(first, tx)), meetingNo: null } : null),
  'notice-form': async (_, sources, wishes) => print(publicPapers.notice, noticeForm(sources, wishes)),
  'announcement-form': async (tx, sources, wishes) => {
    const ids = sources.flatMap(({ picture }) => live(picture, 'PUBLICISED')?.data.noticeId ?? []);
    const [first] = sources;
    const publicities = first ? await publicitiesOf(tx, first, ids) : [];
    return print(publicPapers.announcement, announcementForm(sources, publicities, wishes));
  },
};

async function print<S extends z.ZodType>(paper: Paper<S>, data: z.input<S> | null): Promise<Made> {
  if (data === null) return null;
  const { pdf } = await makePaper(paper, data, { demonstration: readSettings().demonstration });
  return { title: paper.title, pdf };
}

/** Minutes to be written at the meeting, with its agenda. */
function agendaForm(sources: readonly PaperSource[]): z.input<typeof AgendaForm> | null {
  const [first] = sources;
  if (!first) return null;
  return {
    village: first.subject.area,
    topic: TOPIC,
    quorum: shareWords(first.picture.pack, 'meeting.quorumRatio'),
    noticeDays: Math.max(...sources.map(({ picture }) => numberParameter(picture.pack, 'publicity.minDays'))),
    households: sources.map((source) => ({
      headName: source.row.head_name,
      group: source.subject.group,
      size: source.subject.size,
      categories: categoriesFor(source),
      declared: all(source.picture, 'RECUSAL')
        .filter(({ data }) => data.state !== 'withdrawn')
        .map(({ data }) => ({ name: data.name, relation: data.relation })),
      explained: clip(saidWhy(source), SHORT),
    })),
  };
}
