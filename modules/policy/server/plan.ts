import { newId } from '@shouwang/platform/db/id.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import type { PackProblem, PolicyPack } from '../contract.ts';
import type { PackDifference, PackPreview, PackRef } from '../contract.versions.ts';
import {
  type ActivationPlan,
  chainBelow,
  type Piece,
  planActivation,
  type Segment,
  segmentOn,
} from '../rules.timeline.ts';
import { packDifferences } from '../rules.ts';
import { type ConditionCheck, compare, resolve } from './resolve.ts';
import { getText, newestOf, refOf, segmentsFrom, type VersionRow, versionOf, whyNotActivate } from './versions.ts';

/** An overlay as it will be after the act, or what is wrong with it on the new pack below. */
export interface Carried {
  piece: Piece;
  of: PackRef;
  pack: PolicyPack | null;
  problems: PackProblem[];
  differences: PackDifference[];
}

/** All that confirming a proposal on a day would do. */
export interface Outlook {
  from: string;
  plan: ActivationPlan;
  carried: Carried[];
  obstacles: PackPreview['obstacles'];
}

interface Asked {
  today: string;
  checkConditions: ConditionCheck;
}

/** Works out what confirming a proposal today would do, and what stands against it. Nothing is changed. */
export async function lookAhead(tx: Tx, row: VersionRow, { today, checkConditions }: Asked): Promise<Outlook> {
  const from = row.effective_from > today ? row.effective_from : today;
  const segments = await segmentsFrom(tx, from);
  const { yaml, pack } = await getText(tx, row.id);
  const chosen: Segment = {
    id: row.id,
    code: row.code,
    base: pack.extends ?? null,
    baseId: row.base_id,
    from,
    until: null,
    yaml,
  };
  const plan = planActivation(segments, chosen, newId);
  const carried: Carried[] = [];
  for (const piece of plan.carried)
    carried.push(await carry(tx, { piece, plan, pack: piece.of === row.id ? pack : null, checkConditions }));
  const obstacles = [...(await staleness(tx, row, { chosen, segments })), ...brokenOverlays(carried)];
  return { from, plan, carried, obstacles };
}

type Carrying = { piece: Piece; plan: ActivationPlan; pack: PolicyPack | null; checkConditions: ConditionCheck };

async function carry(tx: Tx, { piece, plan, pack, checkConditions }: Carrying): Promise<Carried> {
  const of = await refOf(tx, piece.of);
  const before = pack ?? (await getText(tx, piece.of)).pack;
  const below = chainBelow(piece.base, (code) => plan.holding(code, piece.from));
  if (below === null) throw new Error(`the packs below ${piece.code} do not hold on ${piece.from}`);
  const overlay = await resolve(below, { file: `${piece.code}.yaml`, yaml: piece.yaml });
  const problems = [...overlay.problems, ...(overlay.pack ? checkConditions(overlay) : [])];
  const differences = overlay.pack ? packDifferences(before, overlay.pack) : [];
  return { piece, of, pack: problems.length > 0 ? null : overlay.pack, problems, differences };
}

/** A proposal is confirmed as it was seen: against the version that it was to replace, on the pack below that it was resolved on. */
async function staleness(
  tx: Tx,
  row: VersionRow,
  { chosen, segments }: { chosen: Segment; segments: readonly Segment[] },
): Promise<PackPreview['obstacles']> {
  const again = '请在新的现行版本上再次提议，文本可以带过去。';
  if ((await newestOf(tx, row.code)) !== row.replaces_id)
    return [{ code: 'pack-changed', message: `这份提议写好之后，本政策包已经启用了别的版本。${again}` }];
  const base = chosen.base === null ? null : (segmentOn(segments, chosen.base, chosen.from)?.id ?? null);
  if (base !== row.base_id)
    return [{ code: 'pack-base-changed', message: `这份提议写好之后，上级政策包已经换版。${again}` }];
  return [];
}

function brokenOverlays(carried: readonly Carried[]): PackPreview['obstacles'] {
  return carried
    .filter(({ problems }) => problems.length > 0)
    .map(({ of, problems }) => ({
      code: 'pack-overlay-breaks',
      message: `${of.name}叠加在新版上有 ${problems.length} 处不通，例如第 ${problems[0]?.line} 行：${problems[0]?.message}。请先改这里，或请该地先改。`,
    }));
}

/** The preview as the page shows it before somebody confirms. */
export async function previewOf(
  tx: Tx,
  actor: Actor,
  { row, ...asked }: Asked & { row: VersionRow },
): Promise<PackPreview> {
  const { from, plan, carried, obstacles } = await lookAhead(tx, row, asked);
  const { pack } = await getText(tx, row.id);
  const held = segmentOn(await segmentsFrom(tx, from), row.code, from);
  const { against, differences } = await compare(tx, { pack, heldId: held?.id, day: from });
  const ends = plan.ended.filter((s) => s.code === row.code);
  const whyNot = whyNotActivate(row, actor);
  return {
    version: versionOf(row, actor, asked.today),
    from,
    until: plan.until,
    against,
    differences,
    ends: await Promise.all(
      ends.map(async (s) => ({ ...(await refOf(tx, s.id)), scheduled: s.from > asked.today, inForceFrom: s.from })),
    ),
    carried: carried.map(({ piece, of, problems, differences: own }) => ({
      of,
      from: piece.from,
      until: piece.until,
      differences: own,
      problems,
    })),
    obstacles: [...(whyNot === null ? [] : [{ code: 'pack-not-for-you', message: whyNot }]), ...obstacles],
  };
}
