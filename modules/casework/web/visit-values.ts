import type {
  ActInput,
  CaseView,
  Guarantee,
  IncomeLine,
  Participant,
  RiskType,
  VerificationDraft,
} from '../contract.ts';

type Visit = ActInput<'recordVerification'>;

/** The visit as the form holds it: amounts in yuan, moments as the browser types them. */
export type VisitValues = {
  startedAt: string;
  endedAt: string;
  place: string;
  team: Participant[];
  lines: (Omit<IncomeLine, 'amountFen'> & { yuan: number | null })[];
  selfPaid: { name: string; yuan: number | null; note: string }[];
  guarantees: Record<Guarantee, { secure: 'yes' | 'no' | 'unknown'; finding?: string }>;
  risks: { riskType: RiskType; finding: string }[];
  assets: { item: Visit['assets'][number]['item']; finding: string; exception?: string }[];
  coping: Visit['coping'];
  conclusion: Visit['conclusion'];
  departmentCode?: Visit['departmentCode'];
  reason: string;
  householdSays?: string;
  healthNote?: string;
  signMode: Visit['signing']['mode'];
  proxy?: string;
  photoIds: string[];
};

const fen = (yuan: number | null) => Math.round((yuan ?? 0) * 100);
const moment = (typed: string) => new Date(`${typed}:00+08:00`).toISOString();
const typed = (moment: string) => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 16);
const SECURE = { yes: true, no: false, unknown: null } as const;

const timesOf = (before: Pick<Visit, 'startedAt' | 'endedAt'> | undefined, today: string) =>
  before
    ? { startedAt: typed(before.startedAt), endedAt: typed(before.endedAt) }
    : { startedAt: `${today}T09:00`, endedAt: `${today}T10:00` };

/** What the form starts with: the team that claimed, what registry and departments know; a correction keeps the times of the visit. */
export function initialVisit(view: CaseView, draft: VerificationDraft, today: string): Partial<VisitValues> {
  const before = view.visit?.data;
  const known = before ? before.guarantees : draft.guarantees;
  const word = (secure: boolean | null) => (secure === null ? 'unknown' : secure ? 'yes' : 'no');
  return {
    ...timesOf(before, today),
    place: before?.place ?? '家中，与住址相符',
    team: before?.team ?? view.team,
    lines: (before?.income.lines ?? draft.lines).map(({ amountFen, ...line }) => ({ ...line, yuan: amountFen / 100 })),
    selfPaid: (before?.selfPaid ?? draft.selfPaid).map(({ amountFen, ...line }) => ({
      ...line,
      yuan: amountFen / 100,
    })),
    guarantees: Object.fromEntries(
      known.map((one) => [one.code, { secure: word(one.secure), finding: one.finding }]),
    ) as VisitValues['guarantees'],
    risks: before?.risks ?? [],
    assets: (before?.assets ?? []).map(({ exception, ...asset }) => ({
      ...asset,
      ...(exception ? { exception } : {}),
    })),
    coping: before?.coping ?? 'partly',
    reason: before?.reason ?? '',
    signMode: before?.signing.mode ?? 'signature',
    photoIds: before?.photoIds ?? [],
  };
}

/** The visit as it is sent. */
export function toVerification(values: VisitValues, draft: VerificationDraft): Visit {
  return {
    startedAt: moment(values.startedAt),
    endedAt: moment(values.endedAt),
    place: values.place,
    team: values.team,
    income: {
      from: draft.period.from,
      to: draft.period.to,
      lines: (values.lines ?? []).map(({ yuan, ...line }) => ({ ...line, amountFen: fen(yuan) })),
    },
    selfPaid: (values.selfPaid ?? []).map(({ yuan, note, ...line }) => ({
      ...line,
      note: note ?? '',
      amountFen: fen(yuan),
    })),
    guarantees: (Object.entries(values.guarantees) as [Guarantee, VisitValues['guarantees'][Guarantee]][]).map(
      ([code, one]) => ({ code, secure: SECURE[one.secure], finding: one.finding ?? '' }),
    ),
    risks: values.risks ?? [],
    assets: (values.assets ?? []).map((asset) => ({
      ...asset,
      exception: asset.exception?.trim() ? asset.exception : null,
    })),
    coping: values.coping,
    conclusion: values.conclusion,
    reason: values.reason,
    householdSays: values.householdSays ?? '',
    departmentCode: values.conclusion === 'P1.V4' ? (values.departmentCode ?? null) : null,
    signing: { mode: values.signMode, proxy: values.proxy ?? '' },
    photoIds: values.photoIds ?? [],
    healthNote: values.healthNote ?? '',
  };
}

/** Net income of the typed lines and per head, in yuan; per head is null when nobody shares the income. */
export function incomeSum(
  lines: readonly ({ category?: string; yuan?: number | null } | undefined)[],
  sharing: number,
): { net: number; perHead: number | null } {
  const net = lines.reduce((sum, line) => sum + (line?.category === 'cost' ? -(line.yuan ?? 0) : (line?.yuan ?? 0)), 0);
  return { net, perHead: sharing > 0 ? net / sharing : null };
}
