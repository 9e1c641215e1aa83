import { createHash } from 'node:crypto';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { type Actor, runSql, type Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { staleVersion } from '@shouwang/platform/http/route.ts';
import type { PackProblem } from '../contract.ts';
import type { NewProposal } from '../contract.versions.ts';
import { type Carried, lookAhead } from './plan.ts';
import { type ConditionCheck, checkText } from './resolve.ts';
import { getVersion, mayKeep, newestOf, type VersionRow } from './versions.ts';

/** SHA-256 of a pack text, as `source_hash` keeps it. */
export const textHash = (yaml: string): string => createHash('sha256').update(yaml, 'utf8').digest('hex');

/** Acts on packs come one after the other: they are rare, and each looks at what the one before left. */
export async function lockPacks(tx: Tx): Promise<void> {
  await runSql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', ['policy.pack']);
}

/** Number of the next version of a pack. */
export async function nextVersionNo(tx: Tx, code: string): Promise<number> {
  const row = await tx
    .selectFrom('policy.pack')
    .select((eb) => eb.fn.max('version_no').as('last'))
    .where('code', '=', code)
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

/**
 * Proposes a version of the actor's own pack. It changes nothing in force; another person must confirm it. A proposal made from a text that ships
 * takes that offer's place. Refuses `pack-invalid` with all faults (line and column in each path), `pack-same-proposed`.
 * @returns the id of the proposal
 */
export async function proposePack(
  tx: Tx,
  actor: Actor,
  { proposal, checkConditions }: { proposal: NewProposal; checkConditions: ConditionCheck },
): Promise<string> {
  await lockPacks(tx);
  const today = clock.today();
  const checked = await checkText(tx, actor, { ...proposal, today, checkConditions });
  if (!checked.pack) throw invalid(checked.problems);
  const { pack, yaml } = checked;
  await refuseTwin(tx, pack.pack, pack.hash);
  const taken = proposal.takenFrom === undefined ? null : await getVersion(tx, actor, proposal.takenFrom);
  const id = newId();
  await tx
    .insertInto('policy.pack')
    .values({
      id,
      area_code: pack.areaCode,
      code: pack.pack,
      name: pack.title,
      effective_from: pack.effectiveFrom,
      effective_to: pack.effectiveTo ?? null,
      content_hash: pack.hash,
      source_yaml: yaml,
      source_hash: textHash(yaml),
      content: JSON.stringify(pack),
      state: 'proposed',
      version_no: await nextVersionNo(tx, pack.pack),
      origin: 'person',
      base_id: checked.baseId,
      replaces_id: await newestOf(tx, pack.pack),
      taken_from: taken?.id ?? null,
      reason: proposal.reason,
      proposed_by: actor.accountId,
      proposed_by_name: actor.name,
      proposed_at: clock.now(),
      version: 1,
    })
    .execute();
  if (taken?.origin === 'product' && taken.state === 'proposed' && mayKeep(actor, taken.area_code))
    await close(tx, actor, { row: taken, state: 'withdrawn', reason: '已采用并提议' });
  await recordAudit(tx, actor, {
    action: 'proposePack',
    areaCode: pack.areaCode,
    objectKey: `pack:${pack.pack}:${id}`,
    reason: proposal.reason,
    detail: { hash: pack.hash, effectiveFrom: pack.effectiveFrom, differences: checked.differences.length },
  });
  return id;
}

function invalid(problems: readonly PackProblem[]): Refusal {
  return new Refusal('pack-invalid', {
    detail: `政策包文本有 ${problems.length} 处要改，改好后再提交；填写的内容都还在。`,
    fields: problems.map(({ file, line, column, code, message }) => ({
      path: `${file}:${line}:${column}`,
      code,
      message,
    })),
  });
}

async function refuseTwin(tx: Tx, code: string, hash: string): Promise<void> {
  const twin = await tx
    .selectFrom('policy.pack')
    .select('version_no')
    .where('code', '=', code)
    .where('content_hash', '=', hash)
    .where('state', '=', 'proposed')
    .where('origin', '=', 'person')
    .executeTakeFirst();
  if (twin)
    throw new Refusal('pack-same-proposed', {
      status: 409,
      detail: `同样的内容已经提议过（第 ${twin.version_no} 版），请打开那一版。`,
    });
}

/** What was seen: the proposal and its row version. */
export interface Seen {
  id: string;
  version: number;
}

/**
 * Confirms a proposal of another person: it holds from its effective day (from today when that day is past), what it replaces ends but is kept, and
 * the overlays on it are resolved anew by the same act. Cases and runs that have begun go on under the version with which they began.
 * Refuses `pack-own-proposal`, `pack-needs-author`, `pack-outside-area`, `pack-not-proposed`, `pack-changed`, `pack-base-changed`, `pack-overlay-breaks`.
 * @returns ids of the overlays that were resolved anew
 */
export async function activatePack(
  tx: Tx,
  actor: Actor,
  { seen, checkConditions }: { seen: Seen; checkConditions: ConditionCheck },
): Promise<string[]> {
  await lockPacks(tx);
  const today = clock.today();
  const row = await openProposal(tx, actor, seen);
  if (row.proposed_by === null)
    throw new Refusal('pack-needs-author', {
      status: 409,
      detail: '随产品发布的文本要先由一名经办人采用并提议，再由另一人确认。',
    });
  if (row.proposed_by === actor.accountId)
    throw new Refusal('pack-own-proposal', { status: 403, detail: '自己提议的政策包，须由另一人确认启用。' });
  const { from, plan, carried, obstacles } = await lookAhead(tx, row, { today, checkConditions });
  const [obstacle] = obstacles;
  if (obstacle) throw new Refusal(obstacle.code, { status: 409, detail: obstacle.message, fields: faults(carried) });
  const act = {
    from,
    today,
    until: plan.until,
    at: clock.now().toISOString(),
    byName: actor.name,
    ended: plan.ended.map((s) => s.id),
    carried: carried.map(rowOf),
  };
  await runSql(tx, 'select policy.activate_pack($1, $2, $3)', [row.id, seen.version, JSON.stringify(act)]);
  await recordAudit(tx, actor, {
    action: 'activatePack',
    areaCode: row.area_code,
    objectKey: `pack:${row.code}:${row.id}`,
    ...(row.reason === null ? {} : { reason: row.reason }),
    detail: {
      hash: row.content_hash,
      inForceFrom: from,
      carried: carried.map(({ piece }) => `${piece.code}:${piece.id}`),
    },
  });
  return carried.map(({ piece }) => piece.id);
}

const faults = (carried: readonly Carried[]) =>
  carried.flatMap(({ problems }) =>
    problems.map(({ file, line, column, code, message }) => ({ path: `${file}:${line}:${column}`, code, message })),
  );

function rowOf({ piece, of, pack }: Carried): Record<string, unknown> {
  if (!pack) throw new Error(`${piece.code} was not resolved`);
  return {
    id: piece.id,
    area_code: pack.areaCode,
    code: pack.pack,
    name: pack.title,
    effective_from: pack.effectiveFrom,
    effective_to: pack.effectiveTo ?? null,
    content_hash: pack.hash,
    source_yaml: piece.yaml,
    content: pack,
    base_id: piece.baseId,
    replaces_id: of.id,
    in_force_from: piece.from,
    superseded_on: piece.until,
  };
}

/** Takes a proposal of one's own back, with the reason. Refuses `pack-not-own-proposal`, `pack-not-proposed`. */
export async function withdrawProposal(
  tx: Tx,
  actor: Actor,
  { seen, reason }: { seen: Seen; reason: string },
): Promise<void> {
  await lockPacks(tx);
  const row = await openProposal(tx, actor, seen);
  if (row.proposed_by !== actor.accountId)
    throw new Refusal('pack-not-own-proposal', {
      status: 403,
      detail: '只能撤回自己的提议；不同意别人的提议请用“退回”。',
    });
  await close(tx, actor, { row, state: 'withdrawn', reason });
  await recordAudit(tx, actor, {
    action: 'withdrawProposal',
    areaCode: row.area_code,
    objectKey: `pack:${row.code}:${row.id}`,
    reason,
  });
}

/** Refuses the proposal of another person, or a text that ships, with the reason. Refuses `pack-own-proposal`, `pack-not-proposed`. */
export async function refuseProposal(
  tx: Tx,
  actor: Actor,
  { seen, reason }: { seen: Seen; reason: string },
): Promise<void> {
  await lockPacks(tx);
  const row = await openProposal(tx, actor, seen);
  if (row.proposed_by === actor.accountId)
    throw new Refusal('pack-own-proposal', { status: 403, detail: '自己的提议请用“撤回”。' });
  await close(tx, actor, { row, state: 'refused', reason });
  await recordAudit(tx, actor, {
    action: 'refuseProposal',
    areaCode: row.area_code,
    objectKey: `pack:${row.code}:${row.id}`,
    reason,
  });
}

async function openProposal(tx: Tx, actor: Actor, seen: Seen): Promise<VersionRow> {
  const row = await getVersion(tx, actor, seen.id);
  if (!mayKeep(actor, row.area_code))
    throw new Refusal('pack-outside-area', { status: 403, detail: '这份政策包不归您的岗位管。' });
  if (row.state !== 'proposed')
    throw new Refusal('pack-not-proposed', { status: 409, detail: '这一版已经有人处理过，请刷新后再看。' });
  if (row.version !== seen.version) throw staleVersion();
  return row;
}

async function close(
  tx: Tx,
  actor: Actor,
  { row, state, reason }: { row: VersionRow; state: 'refused' | 'withdrawn'; reason: string },
): Promise<void> {
  const act = { state, reason, at: clock.now().toISOString(), byName: actor.name };
  await runSql(tx, 'select policy.close_proposal($1, $2, $3)', [row.id, row.version, JSON.stringify(act)]);
}
