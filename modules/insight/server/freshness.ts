import { itemCatalogue, listBatchesInForce } from '@shouwang/modules/exchange/server/door.ts';
import { publicId } from '@shouwang/platform/db/id.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import type { ItemFreshness } from '../contract.ts';
import { monthsOf, standingOf } from '../rules.ts';
import type { MonthRun } from './runs.ts';

/**
 * How fresh each department item of a county is. Towns do not see the county's files: they are told what the latest run read, which is
 * written in its header.
 */
export async function listFreshness(
  tx: Tx,
  { area, today, latest }: { area: string; today: string; latest: MonthRun | undefined },
): Promise<ItemFreshness[]> {
  const countyCode = area.slice(0, 6);
  const batches = await listBatchesInForce(tx, countyCode, monthsOf(today).month);
  return itemCatalogue().map((item) => {
    const file = batches.findLast((batch) => batch.itemCode === item.code);
    const read = latest?.batches
      .filter((batch) => batch.item === item.code)
      .sort(byPeriod)
      .at(-1);
    const period = file?.period ?? read?.period ?? null;
    return {
      code: item.code,
      name: item.name,
      departmentName: item.departmentName,
      ...standingOf(item, period, today),
      period,
      dataDate: file?.dataDate ?? null,
      rows: file?.rows ?? read?.rows ?? null,
      batchId: file ? publicId({ county_code: countyCode, id: file.batchId }) : null,
      usedPeriod: read?.period ?? null,
    };
  });
}

const byPeriod = (a: { period: string }, b: { period: string }) => a.period.localeCompare(b.period);
