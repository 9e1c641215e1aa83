import type { Readable } from 'node:stream';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import type { MadePaper, Paper } from '@shouwang/platform/documents/paper.ts';
import { putFile, type StoredFile } from '@shouwang/platform/files/store.ts';
import type { ConsentRecord } from '../contract.ts';
import { MAX_DOCUMENT_BYTES } from '../contract.ts';

/** What a document belongs to: a case or another object of a household, at a place. */
export interface Subject {
  countyCode: string;
  areaCode: string;
  householdId: string | null;
  type: string;
  id: string;
}

/** A document to be filed. `type` is a code of evidence_type. */
export interface NewDocument {
  subject: Subject;
  kind: 'photo' | 'scan' | 'paper';
  type: string;
  step: string | null;
  title: string;
  file: Pick<StoredFile, 'hash' | 'mime' | 'size'>;
  checkCode: string | null;
}

/** Keeps an uploaded photograph or scan: jpeg, png or pdf, by their bytes; position and device of photographs are dropped. */
export async function keepUpload(source: Readable | Buffer): Promise<StoredFile> {
  return putFile(source, { maxBytes: MAX_DOCUMENT_BYTES, kinds: ['jpeg', 'png', 'pdf'] });
}

/** Files a document under its subject; returns its id. */
export async function attachDocument(tx: Tx, actor: Actor, document: NewDocument): Promise<string> {
  const id = newId();
  const { subject, file } = document;
  await tx
    .insertInto('evidence.document')
    .values({
      county_code: subject.countyCode,
      id,
      area_code: subject.areaCode,
      household_id: subject.householdId,
      subject_type: subject.type,
      subject_id: subject.id,
      type: document.type,
      kind: document.kind,
      step: document.step,
      title: document.title,
      file_hash: file.hash,
      mime: file.mime,
      size: file.size,
      check_code: document.checkCode,
      taken_at: clock.now(),
      uploaded_by: actor.accountId,
      uploaded_by_name: actor.name,
    })
    .execute();
  await recordAudit(tx, actor, {
    action: 'attachDocument',
    areaCode: subject.areaCode,
    objectKey: `document:${subject.countyCode}:${id}`,
    detail: { type: document.type, kind: document.kind },
  });
  return id;
}

/** One document filed under another subject too, with an id that was given beforehand. */
export interface DocumentCopy {
  /** Id of the document. */
  from: string;
  id: string;
  subject: Subject;
}

/** Files documents under further subjects: the same content, day and author. All lie in one county; those that are not found are left out. */
export async function copyDocuments(tx: Tx, actor: Actor, copies: readonly DocumentCopy[]): Promise<void> {
  const [first] = copies;
  if (!first) return;
  const { countyCode } = first.subject;
  const originals = await tx
    .selectFrom('evidence.document')
    .selectAll()
    .where('county_code', '=', countyCode)
    .where('id', 'in', [...new Set(copies.map((copy) => copy.from))])
    .execute();
  const rows = copies.flatMap(({ from, id, subject }) => {
    const original = originals.find((one) => one.id === from);
    if (!original) return [];
    const where = { area_code: subject.areaCode, household_id: subject.householdId };
    return [{ ...original, ...where, id, subject_type: subject.type, subject_id: subject.id }];
  });
  if (rows.length === 0) return;
  await tx.insertInto('evidence.document').values(rows).execute();
  for (const row of rows)
    await recordAudit(tx, actor, {
      action: 'attachDocument',
      areaCode: row.area_code,
      objectKey: `document:${countyCode}:${row.id}`,
      detail: { type: row.type, kind: row.kind, copied: true },
    });
}

/** Files a paper that the platform made; its check code stands on it. */
export async function filePaper(
  tx: Tx,
  actor: Actor,
  filing: { subject: Subject; paper: Pick<Paper, 'title' | 'evidenceType'>; made: MadePaper; step: string },
): Promise<string> {
  const file = await putFile(filing.made.pdf, { maxBytes: MAX_DOCUMENT_BYTES, kinds: ['pdf'] });
  return attachDocument(tx, actor, {
    subject: filing.subject,
    kind: 'paper',
    type: filing.paper.evidenceType,
    step: filing.step,
    title: filing.paper.title,
    file,
    checkCode: filing.made.checkCode,
  });
}

/** Writes down a consent; it holds until `validTo` or until it is taken back. */
export async function recordConsentOf(
  tx: Tx,
  actor: Actor,
  consent: Omit<ConsentRecord, 'revoked'> & {
    countyCode: string;
    areaCode: string;
    householdId: string;
    informedText: string;
    documentId: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('evidence.consent')
    .values({
      county_code: consent.countyCode,
      id: consent.id,
      area_code: consent.areaCode,
      household_id: consent.householdId,
      covered_members: consent.coveredMembers,
      scopes: consent.scopes,
      signed_at: new Date(`${consent.signedOn}T12:00:00+08:00`),
      mode: consent.mode,
      proxy_name: consent.proxyName,
      proxy_relation: consent.proxyRelation,
      informed_text: consent.informedText,
      document_id: consent.documentId,
      valid_to: consent.validTo,
      revoked_at: null,
      recorded_by: actor.accountId,
    })
    .execute();
  await recordAudit(tx, actor, {
    action: 'recordConsent',
    areaCode: consent.areaCode,
    objectKey: `consent:${consent.countyCode}:${consent.id}`,
    detail: { scopes: consent.scopes, members: consent.coveredMembers.length },
  });
}

/** Takes a consent back at the household's wish: it stops new comparisons at once, what was decided stays. */
export async function revokeConsent(
  tx: Tx,
  actor: Actor,
  at: { countyCode: string; areaCode: string; id: string; reason: string },
): Promise<void> {
  await tx
    .updateTable('evidence.consent')
    .set({ revoked_at: clock.now() })
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .where('revoked_at', 'is', null)
    .execute();
  await recordAudit(tx, actor, {
    action: 'revokeConsent',
    areaCode: at.areaCode,
    objectKey: `consent:${at.countyCode}:${at.id}`,
    reason: at.reason,
  });
}
