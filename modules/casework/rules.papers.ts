import { dayOf } from '@shouwang/platform/clock/days.ts';
import type { StepCode } from './codes.ts';
import type { CaseDocument, CasePicture, CaseRecord, RecordStep } from './picture.ts';
import { type No, no } from './rules.answers.ts';

/** What an act asks of the photographs or papers that it names. */
interface Wants {
  ids: readonly string[];
  kinds: readonly CaseDocument['kind'][];
  /** Step for which they were uploaded. */
  step: StepCode;
  /** At least one is of this day or later. */
  since: string;
  /** Records of these steps may name the same content: a correction keeps what it does not change. */
  shared: readonly RecordStep[];
  missing: No;
}

/**
 * Whether the photographs or papers of an act are what they should be: of this case, of the right kind and step, new enough, and not the content
 * that stands for something else already. Papers that the platform made are never evidence of what people did.
 */
export function papersFit(picture: CasePicture, { ids, kinds, step, since, shared, missing }: Wants): No | null {
  const found = picture.documents.filter((one) => ids.includes(one.id));
  const right = found.filter((one) => one.step === step && kinds.includes(one.kind));
  if (ids.length === 0 || right.length < new Set(ids).size) return missing;
  const path = missing.fields[0]?.path;
  if (!right.some((one) => one.on >= since))
    return no('days-out-of-order', `至少一份应是 ${since} 当天或以后的。`, path);
  const used = usedHashes(picture, (record) => !shared.includes(record.step));
  return right.some((one) => used.has(one.hash))
    ? no('document-used-before', '这份照片或材料在本件中已经用过，请另行上传。', path)
    : null;
}

const NAMED: { [S in RecordStep]?: (data: Extract<CaseRecord, { step: S }>['data']) => readonly (string | null)[] } = {
  VERIFYING: (data) => data.photoIds,
  CONSENTED: (data) => data.documentIds,
  EVALUATED: (data) => data.photoIds,
  PUBLICISED: (data) => [data.startPhotoId, data.endPhotoId],
  ANNOUNCED: (data) => [data.photoId],
  REVOKED: (data) => [data.documentId],
  FOLLOW_UP: (data) => data.documentIds ?? [],
  DEATH: (data) => data.documentIds,
};

/** Content that records of the case rest on already, also those that were superseded. */
export function usedHashes(picture: CasePicture, counts: (record: CaseRecord) => boolean): Set<string> {
  const ids = picture.records
    .filter(counts)
    .flatMap(
      (record) => (NAMED[record.step] as ((data: unknown) => (string | null)[]) | undefined)?.(record.data) ?? [],
    );
  return new Set(picture.documents.filter((one) => ids.includes(one.id)).map((one) => one.hash));
}

/** The calendar day of a moment or a day. */
export const dayOfMoment = (at: string): string => (at.length === 10 ? at : dayOf(new Date(at)));

/** What lies in the future is refused. */
export const future = (what: string, path: string): No => no('day-in-future', `${what}不能晚于今天。`, path);

/** A day or moment is of today at the latest. */
export function notFuture(at: string, today: string, path: string): No | null {
  return dayOfMoment(at) > today ? future('日期', path) : null;
}

/** A day or moment is not before what it follows from. */
export function notBefore(at: string, day: string, { path, what }: { path: string; what: string }): No | null {
  return dayOfMoment(at) < day ? no('days-out-of-order', `不能早于${what}（${day}）。`, path) : null;
}
