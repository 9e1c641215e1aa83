import type { z } from 'zod';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { RELATION } from '../../registry/codes.ts';
import { STEP_NAMES } from '../codes.ts';
import { next } from '../machine.ts';
import type { forms } from '../papers/forms.ts';
import { live } from '../picture.ts';
import { awaitsConsent, limitOf, stepOf } from '../procedure.ts';
import { hasConsent } from '../rules.guards.ts';
import { HOTLINE } from './papers.early.ts';
import { nameIn, type PaperSource } from './papers.source.ts';

type Data<K extends keyof typeof forms> = z.input<(typeof forms)[K]['schema']>;

/** The paper by which the consent in force is taken back; null where there is none. */
export function revocationForm({ row, picture, household, subject }: PaperSource): Data<'revocation-form'> | null {
  const consent = live(picture, 'CONSENTED')?.data;
  if (!consent || !hasConsent(picture)) return null;
  const signers = household.members.filter((member) => consent.coveredMembers.includes(member.id));
  return {
    subject,
    consentNo: row.case_no.replace('SB-', 'SQ-'),
    applicant: row.head_name,
    signedOn: consent.signedOn,
    validTo: consent.validTo,
    scopes: consent.scopes.map((scope) => CONSENT_SCOPE_NAMES[scope]),
    signers: signers.map(({ name, relation }) => ({ name, relation: nameIn(RELATION.names, relation) })),
    stops: next(picture.snapshot, { type: 'revokeConsent' }) !== null,
    revisitDays: limitOf(picture.pack, 'refusal.revisitDays'),
    phone: HOTLINE,
  };
}

/** The paper by which the application is taken back. */
export function withdrawalForm({ row, picture, subject }: PaperSource): Data<'withdrawal-form'> {
  return {
    subject,
    applicant: row.head_name,
    startedOn: row.started_on,
    step: STEP_NAMES[stepOf(picture.snapshot)],
    refuses: awaitsConsent(picture.snapshot),
    consented: hasConsent(picture),
    revisitDays: limitOf(picture.pack, 'refusal.revisitDays'),
    phone: HOTLINE,
  };
}
