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
import { livesTogether } from '../rules.household.ts';
import { clip, minute, nameIn, type PaperSource } from './papers.source.ts';

type Data<K extends keyof typeof papers> = z.input<(typeof papers)[K]['schema']>;
const HOTLINE = '12317';

/** The sheet with which a household is handed to its team. */
export function dispatchData(
  { row, picture, place, subject, today }: PaperSource,
  reasons: string[],
): Data<'dispatch'> | null {
  const record = live(picture, 'RECEIVED');
  if (!record) return null;
  const received = `${row.started_on} 08:00`;
  return {
    subject,
    clueNo: row.case_no,
    office: `${place.town}一门受理窗口`,
    channel: CHANNEL_NAMES[row.channel] ?? '—',
    urgency: LEVEL_NAMES[row.level] ?? '—',
    applicant: row.head_name,
    phoneMasked: '',
    receivedAt: received,
    matter: clip(reasons.join('') || '请上门核实该户生产生活情况。', 500),
    merged: [],
    acceptedBy: `${place.town}`,
    acceptedAt: received,
    dispatchedTo: `${place.village}核实组`,
    team: record.data.team.map(({ name, unit }) => ({ name, unit })),
    dispatchedBy: `${place.town}`,
    dispatchedAt: received,
    visitBy: picture.clock.stepDueOn ?? today,
    greenChannel: live(picture, 'GREEN_CHANNEL')?.data.reason ?? null,
    questions: [],
    enquiryPhone: HOTLINE,
    complaintPhone: HOTLINE,
  };
}

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
    members: household.members.slice(0, 30).map((member) => ({
      name: member.name,
      relation: nameIn(RELATION.names, member.relation),
      gender: nameIn(GENDER.names, member.gender) === '女' ? '女' : '男',
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
      sharing: Math.max(1, visit.sharing),
      netFen: visit.netFen,
      perCapitaFen: visit.perCapitaFen ?? 0,
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

/** Application and consent. */
export function consentSheet({ row, picture, household, place, subject, today }: PaperSource): Data<'consent'> | null {
  const consent = live(picture, 'CONSENTED')?.data;
  if (!consent) return null;
  const together = household.members.filter(livesTogether);
  const adults = together.filter((member) => consent.coveredMembers.includes(member.id));
  const minors = together.filter((member) => ageOn(member.birthDate, today) < 18);
  return {
    subject,
    consentNo: row.case_no.replace('SB-', 'SQ-'),
    applicant: row.head_name,
    reason: consent.applicationReason,
    adults: adults.slice(0, 12).map((member) => ({
      name: member.name,
      relation: nameIn(RELATION.names, member.relation),
      idMasked: member.idNumberMask ?? '',
    })),
    represented: minors.slice(0, 12).map((member) => ({ name: member.name, guardian: row.head_name })),
    scopes: consent.scopes,
    validFrom: consent.signedOn,
    validTo: consent.validTo,
    validMonths: numberParameter(picture.pack, 'consent.validMonths'),
    mode: consent.mode,
    proxy: consent.proxyName === null ? null : { name: consent.proxyName, relation: consent.proxyRelation ?? '代填人' },
    informedText: '2026-03',
    revokeAt: `村委会或${place.town}一门受理窗口`,
    phone: HOTLINE,
  };
}

/** What the departments answered and how it was judged. */
export function comparisonSheet({ row, picture, subject }: PaperSource): Data<'comparison'> | null {
  const record = live(picture, 'COMPARING');
  const consent = live(picture, 'CONSENTED')?.data;
  if (!record || !consent || record.data.conclusion === '') return null;
  const { data } = record;
  const judges = [...new Set(data.findings.map((finding) => finding.judgedByName).filter((name) => name !== ''))];
  return {
    subject,
    requestNo: row.case_no.replace('SB-', 'BD-'),
    consentNo: row.case_no.replace('SB-', 'SQ-'),
    consentValidTo: consent.validTo,
    sentOn: data.sentOn,
    dueOn: data.dueOn,
    rows: data.findings.slice(0, 80).map((finding) => ({
      scope: CONSENT_SCOPE_NAMES[finding.scope],
      department: DEPARTMENT_NAMES[finding.departmentCode],
      member: finding.memberName || '—',
      receipt: finding.receipt,
      dataDate: finding.dataDate ?? data.sentOn,
      reused: finding.reused,
      result: (finding.verdict ?? 'P1.C1') as Extract<ResultCode, `P1.C${string}`>,
      reason: finding.reason,
    })),
    conclusion: data.conclusion,
    judgedBy: clip(judges.join('、') || '系统逐项核对无记录', 60),
    judgedOn: record.on,
  };
}
