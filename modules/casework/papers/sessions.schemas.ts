import { z } from 'zod';
import { Line } from './schemas.ts';

/** Blank minutes of a meeting that will hear several households: the agenda stands on them, votes and results are written by hand. */
export const AgendaForm = z.object({
  village: Line,
  topic: Line,
  /** Least share of those expected, as people say it: 2/3. */
  quorum: Line,
  noticeDays: z.int().min(1),
  households: z
    .array(
      z.object({
        headName: Line,
        group: Line,
        size: z.int().min(1),
        /** Categories of the pack from which the meeting chooses. */
        categories: z.array(Line).min(1).max(12),
        /** Officers and others who have declared to be close relatives. */
        declared: z.array(z.object({ name: Line, relation: Line })).max(40),
        /** Why the household was looked at, in words that may be read aloud. */
        explained: z.string().max(300),
      }),
    )
    .min(1)
    .max(100),
});
