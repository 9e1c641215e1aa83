import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import { loadPack, readPackFolder } from '../load.ts';

export { findPack, findPackInForce, getPackInForce, listPacks, type StoredPack } from './queries.ts';

/** The folder with the packs that come with the product. */
export const PACK_FOLDER = fileURLToPath(new URL('../../../policies/', import.meta.url));

/**
 * Puts the packs of the folder into the database: a pack whose content is new is added and switched on, the version before it of the same
 * pack is retired but kept, since cases may still run under it. A faulty pack stops the start with file, line and column.
 */
export async function loadPacks(folder: string = PACK_FOLDER): Promise<number> {
  const { sources } = readPackFolder(folder);
  const overlays = await Promise.all(sources.map((source) => loadPack(folder, source.id)));
  const problems = overlays.flatMap((overlay) => overlay.problems);
  if (problems.length > 0) {
    throw new StartError(
      `A policy pack is wrong: ${problems.map((problem) => `${problem.file}:${problem.line}:${problem.column} ${problem.message}`).join('; ')}`,
    );
  }
  return withScope(systemActor('none', '载入政策包'), async (tx) => {
    let added = 0;
    for (const [index, overlay] of overlays.entries()) {
      const yaml = readFileSync(join(folder, sources[index]?.file ?? ''), 'utf8');
      if (overlay.pack && (await addPack(tx, overlay.pack, yaml))) added += 1;
    }
    return added;
  });
}

type Pack = NonNullable<Awaited<ReturnType<typeof loadPack>>['pack']>;

async function addPack(tx: Tx, pack: Pack, yaml: string): Promise<boolean> {
  const known = await tx
    .selectFrom('policy.pack')
    .select(['id', 'state'])
    .where('code', '=', pack.pack)
    .where('content_hash', '=', pack.hash)
    .executeTakeFirst();
  if (known?.state === 'active') return false;
  await tx
    .updateTable('policy.pack')
    .set({ state: 'retired' })
    .where('code', '=', pack.pack)
    .where('state', '=', 'active')
    .execute();
  if (known) {
    // Back to a content that was in force before: the same version is switched on again.
    await tx
      .updateTable('policy.pack')
      .set({ state: 'active', activated_at: clock.wall() })
      .where('id', '=', known.id)
      .execute();
    return true;
  }
  await tx
    .insertInto('policy.pack')
    .values({
      id: newId(),
      area_code: pack.areaCode,
      code: pack.pack,
      name: pack.title,
      effective_from: pack.effectiveFrom,
      effective_to: pack.effectiveTo ?? null,
      content_hash: pack.hash,
      source_yaml: yaml,
      content: JSON.stringify(pack),
      state: 'active',
      activated_by_name: '随产品发布',
      activated_at: clock.wall(),
    })
    .execute();
  return true;
}
