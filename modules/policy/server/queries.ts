import type { Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { PolicyPack } from '../contract.ts';
import { packInForce } from '../rules.ts';

/** A version of a pack as it stands in the database: the resolved content with its id and who switched it on. */
export interface StoredPack {
  id: string;
  pack: PolicyPack;
  activatedAt: Date | null;
  activatedBy: string | null;
}

interface PackRow {
  id: string;
  content: unknown;
  activated_at: Date | null;
  activated_by_name: string | null;
}

const stored = (row: PackRow): StoredPack => ({
  id: row.id,
  pack: row.content as PolicyPack,
  activatedAt: row.activated_at,
  activatedBy: row.activated_by_name,
});

/** Versions that people confirmed and that hold on a day: one for each pack. */
function holding(tx: Tx, day: string) {
  return tx
    .selectFrom('policy.pack')
    .where('state', 'in', ['active', 'retired'])
    .where('in_force_from', '<=', day)
    .where((eb) => eb.or([eb('superseded_on', 'is', null), eb('superseded_on', '>', day)]));
}

/** The packs that hold anywhere on a day, resolved. */
export async function listPacks(tx: Tx, day: string): Promise<StoredPack[]> {
  const rows = await holding(tx, day)
    .select(['id', 'content', 'activated_at', 'activated_by_name'])
    .orderBy('area_code')
    .orderBy('code')
    .execute();
  return rows.map(stored);
}

/** One version by its id, whatever its state: cases run to their end under the pack with which they began, and proposals can be tried out. */
export async function findPack(tx: Tx, id: string): Promise<StoredPack | undefined> {
  const row = await tx
    .selectFrom('policy.pack')
    .select(['id', 'content', 'activated_at', 'activated_by_name'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && stored(row);
}

/** The pack that holds for an area on a day, or undefined where none does. */
export async function findPackInForce(tx: Tx, areaCode: string, day: string): Promise<StoredPack | undefined> {
  const above = [2, 4, 6, 9, 12]
    .filter((length) => length <= areaCode.length)
    .map((length) => areaCode.slice(0, length));
  const rows = await holding(tx, day)
    .select(['id', 'area_code', 'effective_from', 'effective_to'])
    .where('area_code', 'in', above.length > 0 ? above : [areaCode])
    .execute();
  const candidates = rows.map((row) => ({
    id: row.id,
    areaCode: row.area_code,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to ?? undefined,
  }));
  const chosen = packInForce(candidates, areaCode, day);
  return chosen ? findPack(tx, chosen.id) : undefined;
}

/** The pack in force, or the refusal that says what to do. */
export async function getPackInForce(tx: Tx, areaCode: string, day: string): Promise<StoredPack> {
  const found = await findPackInForce(tx, areaCode, day);
  if (!found)
    throw new Refusal('no-pack-in-force', { status: 409, detail: '本地区在这一天没有现行政策包，请省级先启用。' });
  return found;
}
