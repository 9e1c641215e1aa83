import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { z } from 'zod';
import type { ConsentScope } from '../../evidence/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import { GENDER, LABOUR_ABILITY, RELATION, STUDENT_STATUS } from '../../registry/codes.ts';
import { ageOn } from '../../registry/rules.ts';
import { GUARANTEE_NAMES, RISK_NAMES } from '../codes.ts';
import { USUAL_SCOPES } from '../papers/form-kinds.ts';
import type { forms } from '../papers/forms.ts';
import { all, teamOf } from '../picture.ts';
import { consentSheet, saidWhy } from './papers.early.ts';
import { clip, nameIn, type PaperSource, shareWords } from './papers.source.ts';
import { readVerificationDraft } from './queries.more.ts';

type Data<K extends keyof typeof forms> = z.input<(typeof forms)[K]['schema']>;

/** What has been typed in the form of the act before the paper is printed. */
export interface FormWishes {
  scopes?: ConsentScope[] | undefined;
  place?: string | undefined;
  phone?: string | undefined;
  days?: number | undefined;
}

/** What a meeting is about. */
export const TOPIC = '纳入防返贫监测评议';
/** Lines of a sign-in sheet when the village has not met yet. */
const USUAL_LINES = 40;

/** The visit sheet to take along, filled with what the registry and the departments know. */
export async function visitForm(source: PaperSource, tx: Tx): Promise<Data<'visit-form'>> {
  const { row, picture, household, subject, today } = source;
  const known = await readVerificationDraft(tx, { countyCode: row.county_code, id: row.id });
  return {
    subject,
    team: teamOf(picture).map(({ name, unit }) => ({ name, unit })),
    visitBy: row.state === 'VERIFYING' ? picture.clock.stepDueOn : null,
    reasons: clip(saidWhy(source), 500),
    members: household.members.map((member) => ({
      name: member.name,
      relation: nameIn(RELATION.names, member.relation),
      gender: nameIn(GENDER.names, member.gender),
      age: Math.max(0, ageOn(member.birthDate, today)),
      idMasked: member.idNumberMask ?? '',
      labour: nameIn(LABOUR_ABILITY.names, member.labourAbility),
      schooling: nameIn(STUDENT_STATUS.names, member.studentStatus),
      insured: member.medicalInsured,
      resident: member.isResident,
    })),
    income: {
      ...known.period,
      lines: known.lines.map(({ category, name, amountFen, source: from, asOf }) => ({
        category,
        name,
        amountFen,
        source: from,
        asOf,
      })),
      sharing: known.sharing,
      lineFen: known.lineFen,
    },
    selfPaid: known.selfPaid.map(({ name, amountFen }) => ({ name, amountFen })),
    guarantees: known.guarantees.map(({ code, secure, finding }) => ({ name: GUARANTEE_NAMES[code], secure, finding })),
    risks: Object.values(RISK_NAMES),
    exclusions: Object.values(picture.pack.exclusions).map(({ label }) => label),
    minPersons: numberParameter(picture.pack, 'verification.minPersons'),
  };
}

/** Application and consent for the signatures of all adults who live together. */
export function consentForm(source: PaperSource, wishes: FormWishes): Data<'consent-form'> | null {
  return consentSheet(source, { scopes: wishes.scopes?.length ? wishes.scopes : [...USUAL_SCOPES] });
}

/** Sign-in sheet with as many lines as were expected at the last meeting of the village. */
export async function signInForm(source: PaperSource, tx: Tx): Promise<Data<'sign-in-form'>> {
  return {
    meetingNo: meetingNo(source),
    village: source.subject.area,
    heldAt: null,
    place: null,
    topic: TOPIC,
    expected: null,
    people: [],
    lines: Math.max(USUAL_LINES, await lastExpected(tx, source)),
  };
}

/** How many were expected at the last meeting of the village; 0 when it has not met yet. */
async function lastExpected(tx: Tx, { row }: PaperSource): Promise<number> {
  const found = await tx
    .selectFrom('casework.step_record')
    .select('data')
    .where('county_code', '=', row.county_code)
    .where('area_code', '=', row.area_code)
    .where('step', '=', 'EVALUATED')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (found?.data as { expected?: number } | null)?.expected ?? 0;
}

/** Number of the meeting of a case. */
export const meetingNo = ({ row }: PaperSource): string => row.case_no.replace('SB-', 'PY-');

/** Categories of the pack that fit the household. */
export const categoriesFor = ({ picture, household }: PaperSource): string[] =>
  Object.values(picture.pack.categories)
    .filter((one) => one.householdType === undefined || one.householdType === household.householdType)
    .map(({ label }) => label);

/** Minutes to be written at the meeting. */
export function minutesForm(source: PaperSource): Data<'minutes-form'> {
  const { picture, row, subject } = source;
  return {
    meetingNo: meetingNo(source),
    village: subject.area,
    topic: TOPIC,
    explained: clip(saidWhy(source), 800),
    headName: row.head_name,
    group: subject.group,
    size: subject.size,
    categories: categoriesFor(source),
    quorum: shareWords(picture.pack, 'meeting.quorumRatio'),
    declared: all(picture, 'RECUSAL')
      .filter(({ data }) => data.state !== 'withdrawn')
      .map(({ data }) => ({ name: data.name, relation: data.relation })),
    noticeDays: numberParameter(picture.pack, 'publicity.minDays'),
  };
}
