import type { z } from 'zod';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import { GENDER, LABOUR_ABILITY, RELATION, STUDENT_STATUS } from '../../registry/codes.ts';
import { ageOn } from '../../registry/rules.ts';
import {
  CHANNEL_NAMES,
  DEPARTMENT_NAMES,
  EXCLUSION_NAMES,
  GUARANTEE_NAMES,
  LEVEL_NAMES,
  type ResultCode,
  RISK_NAMES,
} from '../codes.ts';
import type { papers } from '../papers/index.ts';
import { live } from '../picture.ts';
import { limitOf, visitBy } from '../procedure.ts';
import { comparedOn } from '../rules.facts.ts';
import { isAdult, livesTogether } from '../rules.household.ts';
import { townOffice } from './papers.offices.ts';
import { clip, knownPerCapita, lastDeed, minute, nameIn, type PaperSource } from './papers.source.ts';

type Data<K extends keyof typeof papers> = z.input<(typeof papers)[K]['schema']>;
export const HOTLINE = '12317';

/** Why the work sheet was made, in words that may be read aloud. */
export const saidWhy = ({ picture }: Pick<PaperSource, 'picture'>): string =>
  (live(picture, 'RECEIVED')?.data.reasons ?? []).join('');

/** The sheet with which a household is handed to its team. */
export function dispatchData(source: PaperSource): Data<'dispatch'> | null {
  const { row, picture, subject, today } = source;
  const record = live(picture, 'CLAIMED') ?? live(picture, 'DISPATCHED');
  if (!record) return null;
  const { team, plannedOn } = record.data;
  return {
    subject,
    channel: CHANNEL_NAMES[row.channel] ?? '—',
    urgency: LEVEL_NAMES[row.level] ?? '—',
    receivedOn: row.started_on,
    matter: clip(saidWhy(source) || '未登记缘由', 500),
    ...hands(source, team),
    note: live(picture, 'DISPATCHED')?.data.note ?? '',
    team: team.map(({ name, unit }) => ({ name, unit })),
    plannedOn,
    visitBy: visitBy(picture.pack, picture.snapshot, picture.clock.stepDueOn) ?? picture.clock.stepDueOn ?? today,
    minPersons: numberParameter(picture.pack, 'verification.minPersons'),
    greenChannel: live(picture, 'GREEN_CHANNEL')?.data.reason ?? null,
    greenChannelDays: limitOf(picture.pack, 'greenChannel.days'),
    office: source.offices.window,
    complaintPhone: HOTLINE,
  };
}

/** Through whose hands the sheet went: sent out by the county, turned into a case, handed out by the town, taken by the team. */
function hands(
  source: PaperSource,
  team: readonly { accountId: string | null; unit: string }[],
): Pick<Data<'dispatch'>, 'sent' | 'opened' | 'assigned' | 'claimed'> {
  const { sent, opened, offices, place } = source;
  const assigned = lastDeed(source, 'dispatchVerification');
  const claimed = lastDeed(source, 'claimVerification');
  return {
    sent: sent && { ...sent, office: offices.county },
    opened: opened && { name: opened.name, office: '', at: opened.at },
    assigned: assigned ? { name: assigned.name, office: offices.town, at: assigned.at } : null,
    claimed: claimed
      ? { name: claimed.name, office: unitOf(team, claimed) ?? townOffice(place.town), at: claimed.at }
      : null,
  };
}

const unitOf = (team: readonly { accountId: string | null; unit: string }[], { actorId }: { actorId: string }) =>
  team.find((one) => one.accountId === actorId)?.unit;

/** The collection and verification sheet. Health is kept apart, sealed; it does not stand on this paper. */
export function verificationSheet({ picture, household, subject, today }: PaperSource): Data<'verification'> | null {
  const visit = live(picture, 'VERIFYING')?.data;
  if (!visit) return null;
  return {
    subject,
    startedAt: minute(visit.startedAt),
    endedAt: minute(visit.endedAt),
    place: visit.place,
    team: visit.team.map(({ name, unit }) => ({ name, unit })),
    members: household.members.map((member) => ({
      name: member.name,
      relation: nameIn(RELATION.names, member.relation),
      gender: nameIn(GENDER.names, member.gender),
      age: Math.max(0, ageOn(member.birthDate, today)),
      idMasked: member.idNumberMask ?? '',
      health: '另册',
      labour: nameIn(LABOUR_ABILITY.names, member.labourAbility),
      schooling: nameIn(STUDENT_STATUS.names, member.studentStatus),
      work: '',
      insured: member.medicalInsured,
      resident: member.isResident,
    })),
    income: {
      ...visit.income,
      sharing: visit.sharing,
      netFen: visit.netFen,
      perCapitaFen: knownPerCapita(visit),
      lineFen: visit.lineFen,
    },
    selfPaid: visit.selfPaid,
    guarantees: visit.guarantees.map(({ code, secure, finding }) => ({ name: GUARANTEE_NAMES[code], secure, finding })),
    risks: visit.risks.map(({ riskType, finding }) => ({ name: RISK_NAMES[riskType], finding })),
    assets: visit.assets.map(({ item, finding, exception }) => ({
      code: item,
      name: EXCLUSION_NAMES[item],
      finding,
      exception,
    })),
    coping: visit.coping,
    result: visit.conclusion,
    reason: visit.reason,
    householdSays: visit.householdSays,
    signing: visit.signing,
  };
}

/** Application and consent: as it was signed, or as the form that is still to be signed by all adults who live together. */
export function consentSheet(
  source: PaperSource,
  blank?: { scopes: Data<'consent'>['scopes'] },
): Data<'consent'> | null {
  const { row, picture, household, place, subject, today } = source;
  const consent = blank ? undefined : live(picture, 'CONSENTED')?.data;
  if (!consent && !blank) return null;
  const together = household.members.filter(livesTogether);
  const signs = (member: (typeof together)[number]) =>
    consent ? consent.coveredMembers.includes(member.id) : isAdult(member.birthDate, today);
  return {
    subject,
    consentNo: row.case_no.replace('SB-', 'SQ-'),
    applicant: row.head_name,
    reason: consent?.applicationReason ?? live(picture, 'VERIFYING')?.data.reason.slice(0, 400) ?? '',
    adults: together.filter(signs).map((member) => ({
      name: member.name,
      relation: nameIn(RELATION.names, member.relation),
      idMasked: member.idNumberMask ?? '',
    })),
    represented: together.filter((member) => !isAdult(member.birthDate, today)).map((member) => member.name),
    scopes: consent?.scopes ?? blank?.scopes ?? [],
    validMonths: numberParameter(picture.pack, 'consent.validMonths'),
    signed: consent
      ? {
          from: consent.signedOn,
          to: consent.validTo,
          mode: consent.mode,
          proxy:
            consent.proxyName === null
              ? null
              : { name: consent.proxyName, relation: consent.proxyRelation ?? '关系未登记' },
        }
      : null,
    informedText: '2026-03',
    revokeAt: `村委会或${place.town}一门受理窗口`,
    phone: HOTLINE,
  };
}

/** What the departments answered and how it was judged. */
export function comparisonSheet(source: PaperSource): Data<'comparison'> | null {
  const { row, picture, subject, offices } = source;
  const data = live(picture, 'COMPARING')?.data;
  const consent = live(picture, 'CONSENTED')?.data;
  const concluded = lastDeed(source, 'completeComparison');
  if (!data || !consent || !concluded || data.conclusion === '') return null;
  return {
    subject,
    requestNo: row.case_no.replace('SB-', 'BD-'),
    consentNo: row.case_no.replace('SB-', 'SQ-'),
    consentValidTo: consent.validTo,
    sentOn: data.sentOn,
    dueOn: data.dueOn,
    rows: data.findings.map((finding) => ({
      scope: CONSENT_SCOPE_NAMES[finding.scope],
      department: DEPARTMENT_NAMES[finding.departmentCode],
      member: finding.memberName || '—',
      receipt: finding.receipt,
      dataDate: finding.dataDate,
      reusedFrom: finding.reused ? comparedOn(data, finding) : null,
      result: finding.verdict as Extract<ResultCode, `P1.C${string}`> | null,
      reason: finding.reason,
    })),
    conclusion: data.conclusion,
    judges: [...new Set(data.findings.map((finding) => finding.judgedByName).filter((name) => name !== ''))],
    concluded: { name: concluded.name, office: offices.town, at: concluded.at },
  };
}
