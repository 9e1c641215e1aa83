import type { BatchInForce } from '@shouwang/modules/exchange/server/door.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { ensureSnapshot, incomeCounting } from '@shouwang/modules/registry/server/door.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import type { Delivery } from '../engine/compile.ts';
import { ITEM_CODES, type ItemCode } from '../engine/items.ts';
import { duckSession, type ScreeningSession } from '../engine/session.ts';
import { type ItemFiles, type KeptFiles, keepFiles, keptRelations } from './kept.ts';

/** Settlements add up over the year; every other item is a full list of which only the latest counts. */
const ADDS_UP: ReadonlySet<string> = new Set<ItemCode>(['YB-02']);

/** The batches that a run of a month reads: settlements since January and of the month before, of the rest the latest list. */
export function batchesOf(batches: readonly BatchInForce[], period: string): BatchInForce[] {
  const since = [`${period.slice(0, 4)}01`, addMonths(period, -1)].sort()[0] ?? period;
  const latest = new Map<string, string>();
  for (const batch of batches)
    if (batch.period > (latest.get(batch.itemCode) ?? '')) latest.set(batch.itemCode, batch.period);
  return batches.filter((batch) =>
    ADDS_UP.has(batch.itemCode) ? batch.period >= since : batch.period === latest.get(batch.itemCode),
  );
}

/** What a run reads: the kept files, and which items were delivered. */
export interface RunInputs {
  pos: number;
  kept: KeptFiles;
  delivered: ItemCode[];
}

/** Takes the snapshot of a county, counted as the pack says, and keeps it with the files in force under the name of the run. */
export async function takeInputs(
  run: { countyCode: string; runId: string },
  { period, pack, batches }: { period: string; pack: PolicyPack; batches: readonly BatchInForce[] },
): Promise<RunInputs> {
  const snapshot = await ensureSnapshot(run.countyCode, period, incomeCounting(pack.parameters));
  const items: ItemFiles = {};
  for (const item of ITEM_CODES) {
    const paths = batches.filter((batch) => batch.itemCode === item).map((batch) => batch.parquetPath);
    if (paths.length > 0) items[item] = paths;
  }
  const kept = keepFiles(run, { households: snapshot.households, members: snapshot.members, items });
  return { pos: snapshot.pos, kept, delivered: deliveredItems(kept) };
}

/** Items of which a run had a file. */
function deliveredItems(kept: Pick<KeptFiles, 'items'>): ItemCode[] {
  return ITEM_CODES.filter((item) => (kept.items[item] ?? []).length > 0);
}

/** The engine over the kept files of a run, with what was delivered; null when the files are gone. The caller closes the session. */
export async function openKept(
  countyCode: string,
  kept: unknown,
): Promise<{ session: ScreeningSession; deliveries: Delivery[] } | null> {
  const relations = keptRelations(kept);
  if (!relations) return null;
  const deliveries = deliveredItems(kept as KeptFiles).map((item) => ({ countyCode, item }));
  return { session: await duckSession(relations), deliveries };
}
