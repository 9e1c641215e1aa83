import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { ActCode, ActInput } from '../contract.ts';
import { all, type CasePicture, live } from '../picture.ts';
import { type No, no } from '../rules.answers.ts';
import { type Performance, type Performed, refuse } from './act.ts';
import { placeOf } from './places.ts';

/** Photographs of one meeting, notice or announcement, by their content. */
export interface PhotoUse {
  countyCode: string;
  areaCode: string;
  hashes: readonly string[];
  /** The meeting (or the case, where one was heard by itself), notice or announcement for which they stand. */
  holder: string;
  /** Others for which the same content may stand: earlier rounds of the same case. */
  earlier: readonly string[];
}

/**
 * Lets content stand for a meeting, notice or announcement; returns whether it stands for no other one, anywhere in the county. Who asks at the same
 * time for the same content waits and is told no.
 */
export async function holdContent(tx: Tx, use: PhotoUse): Promise<boolean> {
  const hashes = [...new Set(use.hashes)].sort();
  if (hashes.length === 0) return true;
  const at = { county_code: use.countyCode, area_code: use.areaCode, holder: use.holder, recorded_at: clock.now() };
  await tx
    .insertInto('casework.photo_use')
    .values(hashes.map((file_hash) => ({ ...at, file_hash })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // A row of another village is not seen here, and so counts as held by another.
  const held = await tx
    .selectFrom('casework.photo_use')
    .select('holder')
    .where('county_code', '=', use.countyCode)
    .where('file_hash', 'in', hashes)
    .execute();
  const mine = held.filter(({ holder }) => holder === use.holder || use.earlier.includes(holder));
  return mine.length === hashes.length;
}

/** What to say of a photograph that stands for another meeting, notice or announcement. */
export const heldByAnother = (path: string, hint = ''): No =>
  no('document-used-before', `这份照片已用于另一次会议或公示，请上传这一次的。${hint}`, path);

/** What somebody may have meant who sends the photograph of another household for a single one. */
const TOGETHER = '多户同一次会议、同一张公示的，请到“会议与公示”一并办理。';

/** Photographs that an act names, and for what they stand. */
const USES: { [A in ActCode]?: (input: ActInput<A>, performed: Performed) => [string, readonly string[], string] } = {
  recordMeeting: (input, { before, given }) => ['photoIds', input.photoIds, given.meetingId ?? before.row.id],
  postNotice: (input, { given }) => ['startPhotoId', [input.startPhotoId], given.newId],
  endNotice: (input, { before }) => [
    'endPhotoId',
    [input.endPhotoId],
    live(before.picture, 'PUBLICISED')?.data.noticeId ?? before.row.id,
  ],
  announceResult: (input, { given }) => ['photoId', [input.photoId], given.newId],
};

/** After an act on a case its photographs stand for its meeting, notice or announcement; refused when they stand for another one already. */
export async function holdPhotos<A extends ActCode>(
  tx: Tx,
  performed: Performed,
  { act, input }: Pick<Performance<A>, 'act' | 'input'>,
): Promise<void> {
  const use = USES[act] as ((input: unknown, performed: Performed) => [string, readonly string[], string]) | undefined;
  if (!use) return;
  const [path, ids, holder] = use(input, performed);
  const { row, picture } = performed.before;
  const hashes = picture.documents.filter((one) => ids.includes(one.id)).map((one) => one.hash);
  const free = await holdContent(tx, { ...placeOf(row), hashes, holder, earlier: [row.id, ...holdersOf(picture)] });
  if (!free) throw refuse(heldByAnother(path, TOGETHER));
}

/** Meetings, notices and announcements of a case in any round. */
function holdersOf(picture: CasePicture): string[] {
  return [
    ...all(picture, 'EVALUATED').flatMap(({ data }) => data.meetingId ?? []),
    ...all(picture, 'PUBLICISED').map(({ data }) => data.noticeId),
    ...all(picture, 'ANNOUNCED').map(({ data }) => data.noticeId),
  ];
}
