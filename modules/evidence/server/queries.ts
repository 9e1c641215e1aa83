import { dayOf } from '@shouwang/platform/clock/days.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { ConsentMode, ConsentRecord, ConsentScope, Document, DocumentKind } from '../contract.ts';

interface DocumentRow {
  county_code: string;
  id: string;
  kind: string;
  step: string | null;
  type: string;
  title: string;
  mime: string;
  size: number;
  check_code: string | null;
  taken_at: Date;
  uploaded_by_name: string;
}

function documentOf(row: DocumentRow): Document {
  return {
    id: publicId(row),
    kind: row.kind as DocumentKind,
    step: row.step,
    type: row.type,
    title: row.title,
    mime: row.mime,
    size: row.size,
    checkCode: row.check_code,
    takenAt: row.taken_at.toISOString(),
    uploadedBy: row.uploaded_by_name,
  };
}

/** Documents of a subject (a case) or of a household, oldest first. */
export async function listDocuments(
  tx: Tx,
  of: { countyCode: string; subjectId: string } | { countyCode: string; householdId: string },
): Promise<Document[]> {
  const rows = await tx
    .selectFrom('evidence.document')
    .select([
      'county_code',
      'id',
      'kind',
      'step',
      'type',
      'title',
      'mime',
      'size',
      'check_code',
      'taken_at',
      'uploaded_by_name',
    ])
    .where('county_code', '=', of.countyCode)
    .where((eb) => ('subjectId' in of ? eb('subject_id', '=', of.subjectId) : eb('household_id', '=', of.householdId)))
    .orderBy('taken_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(documentOf);
}

/** What a download needs of a document, or undefined. */
export async function findDocument(tx: Tx, at: { countyCode: string; id: string }) {
  return tx
    .selectFrom('evidence.document')
    .selectAll()
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
}

/** The latest paper of a kind that the platform made for a subject, or undefined. */
export async function findPaper(tx: Tx, of: { countyCode: string; subjectId: string; title: string }) {
  return tx
    .selectFrom('evidence.document')
    .select(['id', 'file_hash', 'title'])
    .where('county_code', '=', of.countyCode)
    .where('subject_id', '=', of.subjectId)
    .where('kind', '=', 'paper')
    .where('title', '=', of.title)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** A document without its content: equal content has the equal hash. `on` is the day on which it was taken. */
export interface Fingerprint {
  id: string;
  type: string;
  kind: DocumentKind;
  step: string | null;
  hash: string;
  on: string;
}

/** What a subject's documents are, and their content hashes: the part of the evidence that a decision freezes. */
export async function listFingerprints(
  tx: Tx,
  of: { countyCode: string; subjectId: string; subjectType?: string },
): Promise<Fingerprint[]> {
  const rows = await tx
    .selectFrom('evidence.document')
    .select(['id', 'type', 'kind', 'step', 'file_hash as hash', 'taken_at'])
    .where('county_code', '=', of.countyCode)
    .where('subject_id', '=', of.subjectId)
    .$if(of.subjectType !== undefined, (query) => query.where('subject_type', '=', of.subjectType ?? ''))
    .orderBy('id')
    .execute();
  return rows.map(({ taken_at, kind, ...row }) => ({ ...row, kind: kind as DocumentKind, on: dayOf(taken_at) }));
}

/** Consents of a household, the latest first. */
export async function listConsents(tx: Tx, of: { countyCode: string; householdId: string }): Promise<ConsentRecord[]> {
  const rows = await tx
    .selectFrom('evidence.consent')
    .selectAll()
    .where('county_code', '=', of.countyCode)
    .where('household_id', '=', of.householdId)
    .orderBy('signed_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    coveredMembers: row.covered_members,
    scopes: row.scopes as ConsentScope[],
    signedOn: dayOf(row.signed_at),
    mode: row.mode as ConsentMode,
    proxyName: row.proxy_name,
    proxyRelation: row.proxy_relation,
    validTo: row.valid_to,
    revoked: row.revoked_at !== null,
  }));
}
