import { z } from 'zod';
import { Line, Minute, Note } from './schemas.base.ts';

export const meetingResults = { 'P1.M1': '同意纳入', 'P1.M2': '不同意纳入', 'P1.M3': '人数不足，表决无效' } as const;

/** Minutes. Where the vote counts, its three kinds are those present without those who left for this household, else refused (`votes`). */
export const Minutes = z
  .object({
    meetingNo: Line,
    village: Line,
    heldAt: Minute,
    place: Line,
    chair: Line,
    recorder: Line,
    expected: z.int().min(1),
    present: z.int().min(0),
    /** Least share of those expected, as people say it: 2/3. */
    quorum: Line,
    groups: z.array(z.object({ role: Line, count: z.int().min(0) })).max(10),
    topic: Line,
    /** Why the household was looked at, in words that may be read aloud; of several households each has its own. */
    explained: z.string().max(800),
    households: z
      .array(
        z.object({
          headName: Line,
          group: Line,
          size: z.int().min(1),
          category: Line,
          recused: z.array(Line).max(20),
          votesFor: z.int().min(0),
          votesAgainst: z.int().min(0),
          abstentions: z.int().min(0),
          opinion: Note,
          explained: z.string().max(300).default(''),
          /** Who chaired while this household was heard, when another than usual. */
          chair: z.string().max(60).default(''),
          result: z.enum(Object.keys(meetingResults) as [keyof typeof meetingResults]),
        }),
      )
      .min(1)
      .max(100),
    next: z.string().max(300),
  })
  .superRefine(({ households, present }, context) => {
    households.forEach((row, i) => {
      const voted = row.votesFor + row.votesAgainst + row.abstentions;
      const wrong = row.result !== 'P1.M3' && voted !== present - row.recused.length;
      if (wrong) context.addIssue({ code: 'custom', path: ['households', i], message: 'votes' });
    });
  });

/** Sign-in sheet, also before the meeting: what is not known yet is a line to write on. */
export const SignIn = z.object({
  /** null: printed before the meeting has its number. */
  meetingNo: Line.nullable(),
  village: Line,
  heldAt: Minute.nullable(),
  place: Line.nullable(),
  topic: Line,
  expected: z.int().min(1).nullable(),
  people: z.array(z.object({ name: Line, role: Line })).max(500),
  /** Lines to sign on, those of `people` included. */
  lines: z.int().min(1).max(500),
});
