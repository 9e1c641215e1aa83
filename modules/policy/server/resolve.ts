import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { type PackProblem, type PolicyPack, Unit } from '../contract.ts';
import { type PackChecked, type PackRef, PROPOSED_FILE } from '../contract.versions.ts';
import { chainBelow, type Segment, segmentOn } from '../rules.timeline.ts';
import { type Overlay, overlayPacks, packDifferences, parsePack, saysTheSame, withEffectiveDay } from '../rules.ts';
import { checkKept } from '../rules.values.ts';
import { isTree } from '../source.ts';
import { findPack, findPackInForce } from './queries.ts';
import { refOf, segmentsFrom } from './versions.ts';

/** Finds the faults in the conditions of a pack, in the place where they stand; the screening module knows the facts and gives it. */
export type ConditionCheck = (overlay: Overlay) => PackProblem[];

/** A text with everything that was found out about it. */
export interface CheckedText {
  problems: PackProblem[];
  /** The text with its effective day; what would be stored. */
  yaml: string;
  pack: PolicyPack | null;
  /** The version of the pack below on which it was resolved. */
  baseId: string | null;
  against: PackRef | null;
  differences: PackChecked['differences'];
}

interface Asked {
  yaml: string;
  effectiveFrom: string;
  today: string;
  checkConditions: ConditionCheck;
}

/** Reads a text as the actor's proposal: all faults at once, with line and column; and where there are none, what would differ. */
export async function checkText(tx: Tx, actor: Actor, asked: Asked): Promise<CheckedText> {
  const yaml = withEffectiveDay(asked.yaml, asked.effectiveFrom);
  const nothing = { yaml, pack: null, baseId: null, against: null, differences: [] };
  const { source, problems: unreadable } = parsePack(yaml, PROPOSED_FILE);
  if (!source) return { ...nothing, problems: unreadable };
  const at: Place = (path, code, message) => ({ file: PROPOSED_FILE, ...source.at(path), code, message });
  const own = { id: source.id, tree: source.tree, at };
  const placed = [...(await placeProblems(tx, actor, own)), ...dayProblems(own, asked)];
  const segments = await segmentsFrom(tx, asked.today);
  const base = typeof source.tree.extends === 'string' ? source.tree.extends : null;
  const below = chainBelow(base, (code) => segmentOn(segments, code, asked.effectiveFrom));
  if (below === null) return { ...nothing, problems: [...placed, await noBase(tx, actor, { base, at })] };
  const overlay = await resolve(below, { file: PROPOSED_FILE, yaml });
  const conditions = asked.checkConditions({
    ...overlay,
    pack: overlay.pack ?? readablePart(overlay.merged),
    problems: [],
  });
  if (!overlay.pack) return { ...nothing, problems: inOrder([...placed, ...overlay.problems, ...conditions]) };
  const heldId = segmentOn(segments, source.id, asked.effectiveFrom)?.id;
  const { before, ...compared } = await compare(tx, { pack: overlay.pack, heldId, day: asked.effectiveFrom });
  const kept = before ? checkKept(before, overlay.pack, overlay.problemAt) : [];
  const same = heldId !== undefined && saysTheSame(compared.differences) ? [at(['pack'], 'pack-same', SAME)] : [];
  const problems = inOrder([...placed, ...conditions, ...kept, ...same]);
  const pack = problems.length > 0 ? null : overlay.pack;
  return { ...compared, problems, yaml, pack, baseId: below.at(-1)?.id ?? null };
}

/**
 * Of a text with faults, what its conditions can still be checked on, so that all faults are told at once: the rules that have a condition, and
 * every parameter. Null where a parameter has no unit, since a condition on it could not be judged.
 */
function readablePart(merged: Overlay['merged']): PolicyPack | null {
  const part = (tree: unknown) => (isTree(tree) ? Object.entries(tree).filter(([, value]) => isTree(value)) : []);
  const rules = (tree: unknown) =>
    Object.fromEntries(part(tree).filter(([, rule]) => isTree(rule) && typeof rule.when === 'string'));
  const parameters = part(merged.parameters);
  if (parameters.some(([, found]) => !isTree(found) || !Unit.safeParse(found.unit).success)) return null;
  const { indicators, triggers, exclusions, levels } = merged;
  const readable: unknown = {
    parameters: Object.fromEntries(parameters),
    indicators: rules(indicators),
    triggers: rules(triggers),
    exclusions: rules(exclusions),
    levels: { hard: rules(isTree(levels) ? levels.hard : null), bands: {} },
  };
  return readable as PolicyPack;
}

/** As they stand in the text, from above. */
const inOrder = (problems: PackProblem[]) => problems.sort((a, b) => a.line - b.line || a.column - b.column);

const SAME = '内容与生效日那天的现行版本相同，没有要改的';

async function noBase(tx: Tx, actor: Actor, { base, at }: { base: string | null; at: Place }): Promise<PackProblem> {
  const known = await namesAbove(tx, actor.areaCode);
  const hint = known.length > 0 ? `；可以叠加在 ${known.join('、')} 之上` : '';
  return at(['extends'], 'pack-layer', `没有在生效日有效的政策包“${base}”${hint}`);
}

/** A version begins today or later, and does not end before it begins. */
function dayProblems({ tree, at }: Own, { effectiveFrom, today }: Asked): PackProblem[] {
  const until = tree.effectiveTo;
  return [
    ...(effectiveFrom < today ? [at(['effectiveFrom'], 'pack-day', `生效日不能早于今天（${today}）`)] : []),
    ...(typeof until === 'string' && until < effectiveFrom
      ? [at(['effectiveTo'], 'pack-day', '停止日早于生效日')]
      : []),
  ];
}

/** Lays a text over the versions below it. */
export function resolve(below: readonly Segment[], own: { file: string; yaml: string }): Promise<Overlay> {
  const layers = [...below.map((s) => ({ file: `${s.code}.yaml`, yaml: s.yaml })), own];
  return overlayPacks(layers.flatMap(({ file, yaml }) => parsePack(yaml, file).source ?? []));
}

/** What differs from the version of this pack that holds on the day; for a new pack, from what holds in its area until then. */
export async function compare(
  tx: Tx,
  { pack, heldId, day }: { pack: PolicyPack; heldId: string | undefined; day: string },
): Promise<Pick<CheckedText, 'against' | 'differences'> & { before: PolicyPack | null }> {
  const before = await (heldId === undefined ? findPackInForce(tx, pack.areaCode, day) : findPack(tx, heldId));
  return {
    before: before?.pack ?? null,
    against: before ? await refOf(tx, before.id) : null,
    differences: packDifferences(before?.pack ?? null, pack),
  };
}

type Place = (path: string[], code: PackProblem['code'], message: string) => PackProblem;
type Own = { id: string; tree: Record<string, unknown>; at: Place };

/** A pack belongs to the area of the post: its code to that area alone, and below the province it lies over the pack above. */
async function placeProblems(tx: Tx, actor: Actor, { id, tree, at }: Own): Promise<PackProblem[]> {
  const problems: PackProblem[] = [];
  if (tree.areaCode !== actor.areaCode)
    problems.push(at(['areaCode'], 'pack-area', `只能提议本辖区的政策包，areaCode 应写 "${actor.areaCode}"`));
  const known = await tx
    .selectFrom('policy.pack')
    .select('area_code')
    .where('code', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (known && known.area_code !== actor.areaCode)
    problems.push(at(['pack'], 'pack-area', `编号“${id}”已由另一地区使用，请换一个编号`));
  if (!/^[a-z][a-z0-9-]{0,78}$/.test(id))
    problems.push(at(['pack'], 'pack-shape', '编号以小写字母开头，只用小写字母、数字和连字符'));
  if (actor.areaCode.length > 2 && tree.extends === undefined) {
    const names = await namesAbove(tx, actor.areaCode);
    if (names[0] !== undefined)
      problems.push(at(['pack'], 'pack-layer', `市县政策包要叠加在上级政策包之上，请加一行 extends: ${names[0]}`));
  }
  return problems;
}

/** Codes of the packs of the areas above, the nearest first. */
async function namesAbove(tx: Tx, areaCode: string): Promise<string[]> {
  const above = [2, 4].filter((length) => length < areaCode.length).map((length) => areaCode.slice(0, length));
  if (above.length === 0) return [];
  const rows = await tx
    .selectFrom('policy.pack')
    .select(['code', 'area_code'])
    .distinct()
    .where('state', '=', 'active')
    .where('area_code', 'in', above)
    .orderBy('area_code', 'desc')
    .execute();
  return rows.map((row) => row.code);
}
