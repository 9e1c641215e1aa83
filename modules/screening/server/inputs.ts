import type { BatchInForce } from '@shouwang/modules/exchange/server/door.ts';
import { ensureSnapshot, type Snapshot } from '@shouwang/modules/registry/server/door.ts';
import { addMonths } from '@shouwang/platform/clock/days.ts';
import { ITEM_CODES, type ItemCode } from '../engine/items.ts';
import { duckSession, type ScreeningSession } from '../engine/session.ts';

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

/** An opened engine over a county's snapshot and batches, with what was delivered. */
export interface OpenedInputs {
  session: ScreeningSession;
  snapshot: Snapshot;
  deliveries: { countyCode: string; item: ItemCode }[];
  missing: ItemCode[];
}

/** Opens the engine for a county and month; the caller closes the session. */
export async function openInputs(
  countyCode: string,
  period: string,
  batches: readonly BatchInForce[],
): Promise<OpenedInputs> {
  const snapshot = await ensureSnapshot(countyCode, period);
  const pathsOf = (item: ItemCode) =>
    batches.filter((batch) => batch.itemCode === item).map((batch) => batch.parquetPath);
  const items = Object.fromEntries(ITEM_CODES.map((item) => [item, pathsOf(item)])) as Record<ItemCode, string[]>;
  const delivered = ITEM_CODES.filter((item) => items[item].length > 0);
  return {
    session: await duckSession({ households: [snapshot.households], members: [snapshot.members], items }),
    snapshot,
    deliveries: delivered.map((item) => ({ countyCode, item })),
    missing: ITEM_CODES.filter((item) => !delivered.includes(item)),
  };
}
