import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { splitId } from '@shouwang/platform/schema/schema.ts';
import { copyDocuments, type DocumentCopy, type Fingerprint, listFingerprints } from '../../evidence/server/door.ts';
import type { SessionRefusal } from '../contract.sessions.ts';
import type { ActCode, ActInput } from '../contract.ts';
import type { Given } from '../picture.ts';
import type { No } from '../rules.answers.ts';
import { type CaseProblem, faultsOf, problemsOf } from '../rules.sessions.ts';
import type { Performed } from './act.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { actAndFollow } from './consequences.ts';
import { heldByAnother, holdContent } from './photo-use.ts';
import { placeOf } from './places.ts';

/** A case of a list, as it was seen when it was chosen. */
export interface Chosen {
  caseId: string;
  version: number;
}

/** Photographs of a list: uploaded once, filed with each case, and standing for one meeting, notice or announcement. */
export interface SharedPhotos {
  /** Subject under which they were uploaded. */
  sessionId: string;
  ids: readonly string[];
  /** Field of the form, for a problem with them. */
  path: string;
  /** What they stand for. */
  holder: string;
  /** A document that may be named besides: the photograph that the notice has already. */
  known?: Fingerprint | undefined;
}

/** One act that is done on many cases of one village: on all or on none. */
export interface ManyActs<A extends ActCode> {
  act: A;
  cases: readonly Chosen[];
  photos: SharedPhotos | null;
  /** Fields that are typed once for all cases. */
  common: readonly string[];
  /** The input of one case, with the ids of its own copies of the photographs. */
  input: (place: number, photoIds: string[]) => ActInput<A>;
  given: (loaded: LoadedCase) => Partial<Given>;
  /** What else speaks against a case beside the guards of its act. */
  also?: (loaded: LoadedCase, place: number) => No | null;
}

const STALE = 'version-stale';
const FORBIDDEN: readonly string[] = ['role-not-permitted', 'maker-is-checker', 'recused'];
const no = (place: number, code: string, message: string): CaseProblem => ({ place, code, message, path: 'caseId' });

/** A case of a list with its own copies of the photographs, as it will be when they are filed. */
interface Prepared {
  loaded: LoadedCase;
  copies: DocumentCopy[];
}

/**
 * Does one act on every case of a list, each through the frame of a single act, in the caller's transaction. All cases are read, locked and asked first:
 * when anything speaks against any of them nothing is written, and the refusal names every problem by its place in the list.
 */
export async function actOnAll<A extends ActCode>(tx: Tx, actor: Actor, many: ManyActs<A>): Promise<Performed[]> {
  const prepared = await prepare(tx, actor, many);
  await copyDocuments(
    tx,
    actor,
    prepared.flatMap(({ copies }) => copies),
  );
  const done: Performed[] = [];
  for (const [place, { loaded, copies }] of prepared.entries()) {
    const { county_code: countyCode, id, version } = loaded.row;
    const { act } = many;
    const input = many.input(place, idsOf(copies));
    done.push(
      await actAndFollow(tx, actor, {
        caseId: { countyCode, id },
        version,
        act,
        input,
        given: many.given(loaded),
        loaded,
      }),
    );
  }
  return done;
}

const idsOf = (copies: readonly DocumentCopy[]) => copies.map((copy) => copy.id);

/** Reads, locks and asks all cases; refused with everything that speaks against any of them. */
async function prepare<A extends ActCode>(tx: Tx, actor: Actor, many: ManyActs<A>): Promise<Prepared[]> {
  const read = await readAll(tx, many.cases);
  if (read.problems.length > 0) throw sessionRefusal(read.problems, { cases: many.cases.length, common: [] });
  const photos = await photosOf(tx, many.photos, read.loaded);
  const prepared = read.loaded.map((loaded) => withPhotos(loaded, photos));
  const stale = many.cases.flatMap(({ version }, place) =>
    version === prepared[place]?.loaded.row.version ? [] : [staleCase(place)],
  );
  const looked = prepared.map((one, place) => ({ ...one, place })).filter(({ place }) => !isAmong(stale, place));
  const found = looked.flatMap((one) => askedOf(many, actor, one));
  const held = await photoProblems(tx, many, { loaded: read.loaded, photos });
  const problems = [...stale, ...found, ...held];
  if (problems.length > 0) throw sessionRefusal(problems, { cases: looked.length, common: many.common });
  return prepared;
}

/** A case with copies of the photographs in its file, which are written only when nothing speaks against any case. */
function withPhotos(loaded: LoadedCase, photos: readonly Fingerprint[]): Prepared {
  const copies = photos.map(({ id }) => copyFor(loaded, id));
  const filed = photos.map((photo, at) => ({ ...photo, id: copies[at]?.id ?? photo.id }));
  const documents = [...loaded.picture.documents, ...filed];
  return { loaded: { ...loaded, picture: { ...loaded.picture, documents } }, copies };
}

/** Everything that speaks against the act on one case. */
function askedOf<A extends ActCode>(
  many: ManyActs<A>,
  actor: Actor,
  { loaded, copies, place }: Prepared & { place: number },
): CaseProblem[] {
  const given: Given = { newId: newId(), findings: [], displayName: '', posts: [], ...many.given(loaded) };
  const input = many.input(place, idsOf(copies));
  const problems = problemsOf(loaded.picture, { act: many.act, input, who: actor, today: clock.today(), given });
  const beside = many.also?.(loaded, place);
  return [...problems, ...(beside ? [beside] : [])].map((problem) => problemAt(place, problem));
}

const isAmong = (problems: readonly CaseProblem[], place: number) => problems.some((one) => one.place === place);
const staleCase = (place: number): CaseProblem => ({
  place,
  code: STALE,
  message: '这一户刚被他人办理，内容已变。请移出本次，或刷新后重新选择。',
  path: 'version',
});

/** A rule's no at its place in the list. */
function problemAt(place: number, { reason, text, fields }: No): CaseProblem {
  return { place, code: reason, message: fields[0]?.message ?? text, path: fields[0]?.path ?? null };
}

/** Reads and locks all cases, in the order of their ids, so that two lists never wait for each other. */
async function readAll(tx: Tx, cases: readonly Chosen[]): Promise<{ loaded: LoadedCase[]; problems: CaseProblem[] }> {
  const places = cases.map((chosen, place) => ({ place, ...splitId(chosen.caseId) }));
  const found = new Map<string, LoadedCase>();
  const problems: CaseProblem[] = [];
  for (const { place, countyCode, id } of [...places].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (found.has(id)) {
      problems.push(no(place, 'already-exists', '这一户在本次清单里出现了两次。'));
      continue;
    }
    const loaded = await readCase(tx, { countyCode, id });
    if (loaded) found.set(id, loaded);
    else problems.push(no(place, 'not-found', '没有找到这件识别办理，或不在您的辖区。'));
  }
  const village = found.get(places[0]?.id ?? '')?.row.area_code;
  for (const { place, id } of places) {
    const area = found.get(id)?.row.area_code;
    if (area !== undefined && village !== undefined && area !== village)
      problems.push(no(place, 'session-not-one-village', '一次只能办理同一个村的户。'));
  }
  return { loaded: places.flatMap(({ id }) => found.get(id) ?? []), problems };
}

async function readCase(tx: Tx, at: { countyCode: string; id: string }): Promise<LoadedCase | null> {
  try {
    return await loadCase(tx, at, { lock: true, today: clock.today() });
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}

/** The photographs as they were uploaded, in the order in which they are named; refused when one is not of this form and village. */
async function photosOf(tx: Tx, photos: SharedPhotos | null, [first]: readonly LoadedCase[]): Promise<Fingerprint[]> {
  if (!photos || !first) return [];
  // Of a session alone: the id is the caller's, and the photographs of a case that was heard alone stay its own.
  const uploaded = await listFingerprints(tx, {
    countyCode: first.row.county_code,
    subjectId: photos.sessionId,
    subjectType: 'session',
  });
  const known = photos.known ? [...uploaded, photos.known] : uploaded;
  const found = photos.ids.map((id) => known.find((one) => one.id === id));
  if (found.every((one) => one !== undefined)) return found;
  const message = '照片没有上传成功，请重新上传。';
  throw new Refusal('session-photo-unknown', {
    detail: message,
    fields: [{ path: photos.path, code: 'session-photo-unknown', message }],
  });
}

const copyFor = ({ row }: LoadedCase, from: string): DocumentCopy => ({
  from,
  id: newId(),
  subject: { ...placeOf(row), householdId: row.household_id, type: 'case', id: row.id },
});

async function photoProblems(
  tx: Tx,
  { photos: shared }: Pick<ManyActs<ActCode>, 'photos'>,
  { loaded, photos }: { loaded: readonly LoadedCase[]; photos: readonly Fingerprint[] },
): Promise<CaseProblem[]> {
  const [first] = loaded;
  if (!shared || !first) return [];
  const use = { hashes: photos.map((one) => one.hash), holder: shared.holder, earlier: [] };
  if (await holdContent(tx, { ...placeOf(first.row), ...use })) return [];
  return loaded.map((_, place) => problemAt(place, heldByAnother(shared.path)));
}

/** One refusal for the whole list; who typed keeps everything, and nothing was written. */
export function sessionRefusal(
  problems: readonly CaseProblem[],
  looked: { cases: number; common: readonly string[] },
): Refusal {
  const fields = faultsOf(problems, looked);
  const rows = new Set(fields.filter(({ path }) => path.startsWith('cases.')).map(({ path }) => path.split('.')[1]));
  const said =
    rows.size > 0
      ? `有 ${rows.size} 户不能办理，所有户都没有登记，填写的内容还在。请按提示改好，或把这些户移出本次，再提交。`
      : '共同填写的部分有问题，没有登记，填写的内容还在。请按提示改好再提交。';
  return new Refusal('session-refused' satisfies SessionRefusal, {
    status: statusOf(problems),
    detail: said,
    fields,
  });
}

function statusOf(problems: readonly CaseProblem[]): number {
  if (problems.every(({ code }) => code === STALE)) return 412;
  if (problems.every(({ code }) => code === 'not-found')) return 404;
  return problems.every(({ code }) => FORBIDDEN.includes(code)) ? 403 : 422;
}
