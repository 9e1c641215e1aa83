import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { decodeCursor, encodeCursor } from '@shouwang/platform/schema/cursor.ts';
import { sql } from 'kysely';
import { PACK_ROLES, type PolicyPack } from '../contract.ts';
import type { PackRef, PackStanding, PackVersion, PackVersionQuery } from '../contract.versions.ts';
import type { Segment } from '../rules.timeline.ts';

const COLUMNS = [
  'id',
  'code',
  'name',
  'area_code',
  'version_no',
  'state',
  'origin',
  'content_hash',
  'effective_from',
  'effective_to',
  'in_force_from',
  'superseded_on',
  'reason',
  'proposed_by',
  'proposed_by_name',
  'proposed_at',
  'activated_by_name',
  'activated_at',
  'closed_by_name',
  'closed_at',
  'closed_reason',
  'carried_by',
  'taken_from',
  'base_id',
  'replaces_id',
  'version',
] as const;

/** Who reads proposals beside those who may act on packs. */
const PROPOSAL_READERS: readonly string[] = [...PACK_ROLES, 'AUDITOR'];

export type VersionRow = Awaited<ReturnType<typeof rowsOf>>[number];

function select(tx: Tx) {
  return tx.selectFrom('policy.pack').select([...COLUMNS]);
}
const rowsOf = (tx: Tx) => select(tx).execute();

/** What somebody may see: whatever was confirmed; proposals, and what became of them, those who may act on packs, up and down their own line of areas. */
function visibleTo(tx: Tx, actor: Actor) {
  const own = actor.areaCode;
  const above = [2, 4, 6].filter((length) => length <= own.length).map((length) => own.slice(0, length));
  if (!PROPOSAL_READERS.includes(actor.role)) return select(tx).where('in_force_from', 'is not', null);
  return select(tx).where((eb) =>
    eb.or([
      eb('in_force_from', 'is not', null),
      eb('area_code', 'in', above),
      eb.and([eb('area_code', '>=', own), eb('area_code', '<', `${own}:`)]),
    ]),
  );
}

/** Versions of the packs, the newest first. */
export async function listVersions(
  tx: Tx,
  actor: Actor,
  { query, today }: { query: PackVersionQuery; today: string },
): Promise<{ items: PackVersion[]; nextCursor: string | null }> {
  let asked = visibleTo(tx, actor)
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
  if (query.code !== undefined) asked = asked.where('code', '=', query.code);
  if (query.standing === 'open') asked = asked.where('state', '=', 'proposed');
  if (query.cursor !== undefined) {
    const [last] = decodeCursor(query.cursor, 1);
    if (!/^[0-9a-f-]{36}$/.test(String(last))) throw notFound('这一页');
    asked = asked.where('id', '<', String(last));
  }
  const rows = await asked.execute();
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => versionOf(row, actor, today)),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One version that the person may see. Refuses `not-found`. */
export async function getVersion(tx: Tx, actor: Actor, id: string): Promise<VersionRow> {
  const row = await visibleTo(tx, actor).where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('这一版政策包');
  return row;
}

/** Text and content of a version. */
export async function getText(tx: Tx, id: string): Promise<{ yaml: string; pack: PolicyPack }> {
  const row = await tx
    .selectFrom('policy.pack')
    .select(['source_yaml', 'content'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { yaml: row.source_yaml, pack: row.content as unknown as PolicyPack };
}

/** Every confirmed version with days on which it holds from `day` on. */
export async function segmentsFrom(tx: Tx, day: string): Promise<Segment[]> {
  const rows = await tx
    .selectFrom('policy.pack')
    .select(['id', 'code', 'base_id', 'in_force_from', 'superseded_on', 'source_yaml'])
    .select(sql<string | null>`content ->> 'extends'`.as('base'))
    .where('state', 'in', ['active', 'retired'])
    .where('in_force_from', 'is not', null)
    .where((eb) => eb.or([eb('superseded_on', 'is', null), eb('superseded_on', '>', day)]))
    .orderBy('in_force_from')
    .execute();
  return rows.flatMap((row) => {
    const from = row.in_force_from;
    if (from === null || from === row.superseded_on) return [];
    const { base } = row;
    return [
      { id: row.id, code: row.code, base, baseId: row.base_id, from, until: row.superseded_on, yaml: row.source_yaml },
    ];
  });
}

/** The latest confirmed version of a pack, if there is one. */
export async function newestOf(tx: Tx, code: string): Promise<string | null> {
  const row = await tx
    .selectFrom('policy.pack')
    .select('id')
    .where('code', '=', code)
    .where('state', 'in', ['active', 'retired'])
    .orderBy('activated_at', 'desc')
    .orderBy('version_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A version named in passing. */
export async function refOf(tx: Tx, id: string): Promise<PackRef> {
  return toRef(await select(tx).where('id', '=', id).executeTakeFirstOrThrow());
}

const toRef = (row: VersionRow): PackRef => ({
  id: row.id,
  code: row.code,
  name: row.name,
  versionNo: row.version_no,
  areaCode: row.area_code,
});

function standingOf(row: VersionRow, today: string): PackStanding {
  if (row.state === 'proposed' || row.state === 'refused' || row.state === 'withdrawn') return row.state;
  if (row.state === 'retired' || (row.superseded_on !== null && row.superseded_on <= today)) return 'retired';
  if (row.effective_to !== null && row.effective_to < today) return 'retired';
  return row.in_force_from !== null && row.in_force_from > today ? 'scheduled' : 'in-force';
}

/** Why somebody may not confirm a proposal; null when he may. */
export function whyNotActivate(row: VersionRow, actor: Actor): string | null {
  if (!mayKeep(actor, row.area_code)) return '确认启用由本级或上级的主管、审定、运维岗位办理。';
  if (row.proposed_by === null) return '随产品发布的文本要先由一名经办人采用并提议，再由另一人确认。';
  return row.proposed_by === actor.accountId ? '自己提议的政策包，须由另一人确认启用。' : null;
}

/** Whether a post has a right over the packs of an area: one of the roles, in that area or above it. */
export function mayKeep(actor: Actor, areaCode: string): boolean {
  return (PACK_ROLES as readonly string[]).includes(actor.role) && areaCode.startsWith(actor.areaCode);
}

/** A version as the screens read it, with what the person who asks may do. */
export function versionOf(row: VersionRow, actor: Actor, today: string): PackVersion {
  const open = row.state === 'proposed';
  const keeper = mayKeep(actor, row.area_code);
  const mine = row.proposed_by === actor.accountId;
  const whyNot = open ? whyNotActivate(row, actor) : null;
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    areaCode: row.area_code,
    versionNo: row.version_no,
    standing: standingOf(row, today),
    origin: row.origin === 'product' ? 'product' : 'person',
    hash: row.content_hash,
    effectiveFrom: row.effective_from,
    inForceFrom: row.in_force_from,
    supersededOn: row.superseded_on,
    reason: row.reason,
    proposedBy: row.proposed_by_name,
    proposedAt: row.proposed_at?.toISOString() ?? null,
    activatedBy: row.activated_by_name,
    activatedAt: row.activated_at?.toISOString() ?? null,
    closedBy: row.closed_by_name,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedReason: row.closed_reason,
    carriedBy: row.carried_by,
    takenFrom: row.taken_from,
    version: row.version,
    may: {
      activate: open && whyNot === null,
      refuse: open && keeper && !mine,
      withdraw: open && keeper && mine,
      propose: keeper && row.area_code === actor.areaCode,
      whyNot,
    },
  };
}
