import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordAudit } from '@shouwang/platform/audit/audit.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { StartError } from '@shouwang/platform/config.ts';
import { newId } from '@shouwang/platform/db/id.ts';
import { systemActor, type Tx, withScope } from '@shouwang/platform/db/scope.ts';
import type { PolicyPack } from '../contract.ts';
import { loadPack, readPackFolder } from '../load.ts';
import { lockPacks, nextVersionNo, textHash } from './commands.ts';
import { newestOf } from './versions.ts';

/** The folder with the packs that come with the product. */
export const PACK_FOLDER = fileURLToPath(new URL('../../../policies/', import.meta.url));

/** Author of what comes with the product. */
const AUTHOR = '随产品发布';

interface Shipped {
  pack: PolicyPack;
  yaml: string;
}

/**
 * Takes in the packs of a folder. An empty installation starts with them: they are the first versions, in force from their day. Later starts change
 * nothing that is in force: a text that was not there before is offered as a proposal, which people take up or refuse. A faulty pack stops the
 * start with file, line and column.
 * @returns how many were taken in or offered
 */
export async function loadPacks(folder: string = PACK_FOLDER): Promise<number> {
  const shipped = await readShipped(folder);
  const adopted = await withScope(systemActor('none', '载入政策包'), (tx) => adoptFirst(tx, shipped));
  const added = adopted.length > 0 ? adopted : await offerNew(shipped);
  for (const { id, pack } of adopted) await recordTaken({ id, pack });
  return added.length;
}

async function readShipped(folder: string): Promise<Shipped[]> {
  const { sources, problems } = readPackFolder(folder);
  const overlays = await Promise.all(sources.map((source) => loadPack(folder, source.id)));
  const faults = [...problems, ...overlays.flatMap((overlay) => overlay.problems)];
  if (faults.length > 0) {
    const places = faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
    throw new StartError(`A policy pack is wrong: ${[...new Set(places)].join('; ')}`);
  }
  const read = overlays.flatMap(({ pack }, index) => {
    const yaml = readFileSync(join(folder, sources[index]?.file ?? ''), 'utf8');
    return pack ? [{ pack, yaml }] : [];
  });
  return read.sort((a, b) => a.pack.layers.length - b.pack.layers.length);
}

type Taken = { id: string; pack: PolicyPack };

/** On an installation without packs: all of them, in one transaction. */
async function adoptFirst(tx: Tx, shipped: readonly Shipped[]): Promise<Taken[]> {
  await lockPacks(tx);
  if (await tx.selectFrom('policy.pack').select('id').limit(1).executeTakeFirst()) return [];
  const taken = new Map<string, Taken>();
  for (const one of shipped) {
    const base = one.pack.layers.at(-2);
    const row = await baseRow(tx, one);
    await tx
      .insertInto('policy.pack')
      .values({
        ...row,
        state: 'active',
        base_id: (base && taken.get(base)?.id) ?? null,
        in_force_from: one.pack.effectiveFrom,
        activated_by_name: AUTHOR,
        activated_at: clock.now(),
      })
      .execute();
    taken.set(one.pack.pack, { id: row.id, pack: one.pack });
  }
  return [...taken.values()];
}

async function baseRow(tx: Tx, { pack, yaml }: Shipped) {
  return {
    id: newId(),
    area_code: pack.areaCode,
    code: pack.pack,
    name: pack.title,
    effective_from: pack.effectiveFrom,
    effective_to: pack.effectiveTo ?? null,
    content_hash: pack.hash,
    source_yaml: yaml,
    source_hash: textHash(yaml),
    content: JSON.stringify(pack),
    version_no: await nextVersionNo(tx, pack.pack),
    origin: 'product',
    proposed_by_name: AUTHOR,
    proposed_at: clock.now(),
    version: 1,
  };
}

/** What the product says about the packs is on record in the area of each, as the acts of people are. */
function recordTaken({ id, pack }: Taken): Promise<void> {
  const system = systemActor(pack.areaCode, '载入政策包');
  return withScope(system, (tx) =>
    recordAudit(tx, system, {
      action: 'loadPacks',
      areaCode: pack.areaCode,
      objectKey: `pack:${pack.pack}:${id}`,
      detail: { hash: pack.hash, state: 'active' },
    }),
  );
}

/** Texts that this installation has never seen, each offered once. */
async function offerNew(shipped: readonly Shipped[]): Promise<Taken[]> {
  const offered: Taken[] = [];
  for (const one of shipped) {
    const system = systemActor(one.pack.areaCode, '载入政策包');
    const id = await withScope(system, async (tx) => {
      await lockPacks(tx);
      const seen = await tx
        .selectFrom('policy.pack')
        .select('id')
        .where('code', '=', one.pack.pack)
        .where('source_hash', '=', textHash(one.yaml))
        .executeTakeFirst();
      return seen ? null : offer(tx, one);
    });
    if (id !== null) offered.push({ id, pack: one.pack });
  }
  return offered;
}

async function offer(tx: Tx, one: Shipped): Promise<string> {
  const row = await baseRow(tx, one);
  const replaces = await newestOf(tx, one.pack.pack);
  await tx
    .insertInto('policy.pack')
    .values({ ...row, state: 'proposed', replaces_id: replaces })
    .execute();
  await recordAudit(tx, systemActor(one.pack.areaCode, '载入政策包'), {
    action: 'loadPacks',
    areaCode: one.pack.areaCode,
    objectKey: `pack:${one.pack.pack}:${row.id}`,
    detail: { hash: one.pack.hash, state: 'proposed' },
  });
  return row.id;
}
