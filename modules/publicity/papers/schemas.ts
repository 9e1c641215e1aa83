import { z } from 'zod';
import { forbiddenIn } from '../rules.ts';

const Day = z.iso.date();
const Line = z.string().min(1).max(60);

/** Never on a notice: numbers of persons and accounts, money, illness and disability, whatever field they come by. The rule is that of the module. */
const Public = Line.refine((text) => forbiddenIn(text) === undefined, 'not-public');

/** An office telephone: a short number, or one with an area code. Mobile telephones belong to persons. */
const OfficePhone = z.string().regex(/^(\d{5,6}|0\d{2,3}-[\d×]{7,8})$/, 'not-an-office-phone');

/** The only four things about a household that a notice may show; anything else is refused, not dropped. */
export const Entry = z.strictObject({
  displayName: Public.max(20),
  displayArea: Public,
  familySize: z.int().min(1).max(30),
  displayReason: Public,
});
export type Entry = z.infer<typeof Entry>;

/** A page of the public site; null where there is none, and then the paper carries no code. */
const Page = z
  .url({ protocol: /^https$/ })
  .max(200)
  .nullable();

const common = {
  /** null: printed to be hung up, not recorded yet. */
  noticeNo: Line.nullable(),
  /** 翁源县江尾镇松岭村 */
  area: Line,
  /** 江尾镇松岭村村民委员会 */
  committee: Line,
  /** Names on it are masked; false only under a policy that posts full names, and then no star is needed. */
  masked: z.boolean(),
  entries: z.array(Entry).min(1).max(300),
  /** Where it hangs; empty: written by hand. */
  posts: z.array(Line).max(4),
  phones: z.array(OfficePhone).min(1).max(3),
  window: Line,
  postedBy: Line.nullable(),
  postedOn: Day,
};

interface Shown {
  masked: boolean;
  entries: Entry[];
}

/** With masking, every name shows at least one star. */
function checkMasks({ masked, entries }: Shown, context: z.RefinementCtx): void {
  if (!masked) return;
  entries.forEach((entry, i) => {
    if (!entry.displayName.includes('*')) {
      context.addIssue({ code: 'custom', path: ['entries', i, 'displayName'], message: 'not-masked' });
    }
  });
}

/** Notice before the decision. `days` counts both ends; a period that is shorter is refused (`days`). */
export const Notice = z
  .strictObject({
    ...common,
    /** `publicity_type.csv`: 1 taking in, 3 elimination. */
    type: z.enum(['1', '3']),
    /** The meetings that agreed to the entries; most notices follow one meeting. */
    meetings: z
      .array(z.object({ on: Day, expected: z.int().min(1), present: z.int().min(1) }))
      .min(1)
      .max(20),
    from: Day,
    to: Day,
    days: z.int().min(1),
    replyDays: z.int().min(1),
    /** A random token, no data: the page that it opens asks what one wants to say. */
    objectionUrl: Page,
  })
  .superRefine((notice, context) => {
    checkMasks(notice, context);
    const last = Date.parse(notice.to) - Date.parse(notice.from);
    if (last !== (notice.days - 1) * 86_400_000) context.addIssue({ code: 'custom', path: ['days'], message: 'days' });
  });

/** Announcement of what was decided: no period, but complaint and appeal. */
export const Announcement = z
  .strictObject({
    ...common,
    type: z.enum(['2', '4']),
    /** The notices on which the entries hung before. */
    publicities: z
      .array(z.object({ no: Line, from: Day, to: Day }))
      .min(1)
      .max(20),
    decidedBy: Line,
    /** Days on which they were decided, in order. */
    decidedOn: z.array(Day).min(1).max(20),
    complaintUrl: Page,
  })
  .superRefine(checkMasks);
