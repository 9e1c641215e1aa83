import type { Tx } from '@shouwang/platform/db/scope.ts';
import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import type { PolicyPack } from '../contract.ts';
import { packInForce } from '../rules.ts';

/** A pack as it stands in the database: the resolved content with its id and state. */
export interface StoredPack {
  id: string;
  pack: PolicyPack;
  activatedAt: Date | null;
  activatedBy: string | null;
}

/** All active packs, resolved. */
export async function listPacks(tx: Tx): Promise<StoredPack[]> {
  const rows = await tx
    .selectFrom('policy.pack')
    .select(['id', 'content', 'activated_at', 'activated_by_name'])
    .where('state', '=', 'active')
    .orderBy('area_code')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    pack: row.content as unknown as PolicyPack,
    activatedAt: row.activated_at,
    activatedBy: row.activated_by_name,
  }));
}

/** One pack by its id, whatever its state: cases run to their end under the pack with which they began. */
export async function findPack(tx: Tx, id: string): Promise<StoredPack | undefined> {
  const row = await tx
    .selectFrom('policy.pack')
    .select(['id', 'content', 'activated_at', 'activated_by_name'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      pack: row.content as unknown as PolicyPack,
      activatedAt: row.activated_at,
      activatedBy: row.activated_by_name,
    }
  );
}

/** The pack that holds for an area on a day, or undefined where none does. */
export async function findPackInForce(tx: Tx, areaCode: string, day: string): Promise<StoredPack | undefined> {
  const packs = await listPacks(tx);
  const chosen = packInForce(
    packs.map((stored) => stored.pack),
    areaCode,
    day,
  );
  return packs.find((stored) => stored.pack === chosen);
}

/** The pack in force, or the refusal that says what to do. */
export async function getPackInForce(tx: Tx, areaCode: string, day: string): Promise<StoredPack> {
  const found = await findPackInForce(tx, areaCode, day);
  if (!found)
    throw new Refusal('no-pack-in-force', { status: 409, detail: '本地区在这一天没有现行政策包，请省级先启用。' });
  return found;
}
