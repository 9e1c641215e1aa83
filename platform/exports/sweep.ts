import { recordAudit } from '../audit/audit.ts';
import { clock } from '../clock/clock.ts';
import { publicId } from '../db/id.ts';
import { systemActor, withBulkLoad, withScope } from '../db/scope.ts';
import { EXPORT_DAYS_MAX } from './build.ts';
import { dropAncient, dropExport } from './file.ts';

/** Days after which a request that nobody decided has lapsed. */
const WAITING_DAYS = 15;
const AT_ONCE = 500;

interface Due {
  county_code: string;
  id: string;
  area_code: string;
  request_no: string;
  state: string;
}

/** Destroys files whose time is over, lets requests lapse that nobody decided, and removes files that nothing belongs to. Returns how many requests ended. */
export async function sweepExports(): Promise<number> {
  const now = clock.now();
  const undecided = new Date(now.getTime() - WAITING_DAYS * 86_400_000);
  const due = await withBulkLoad('sweep-exports', async (client) => {
    const { rows } = await client.query<Due>(
      `select county_code, id, area_code, request_no, state from platform.export_request
       where (state = 'ready' and expires_at <= $1) or (state = 'requested' and requested_at <= $2) limit ${AT_ONCE}`,
      [now, undecided],
    );
    return rows;
  });
  let ended = 0;
  for (const row of due) if (await expire(row)) ended += 1;
  await dropAncient(EXPORT_DAYS_MAX + 1);
  return ended;
}

/** The file goes first: a request that says it has expired has no file any more. */
async function expire(row: Due): Promise<boolean> {
  if (row.state === 'ready') await dropExport(row);
  const system = systemActor(row.area_code, '导出到期');
  return withScope(system, async (tx) => {
    const changed = await tx
      .updateTable('platform.export_request')
      .set((eb) => ({ state: 'expired', version: eb('version', '+', 1) }))
      .where('county_code', '=', row.county_code)
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .executeTakeFirst();
    if (Number(changed.numUpdatedRows) === 0) return false;
    await recordAudit(tx, system, {
      action: 'expireExport',
      areaCode: row.area_code,
      objectKey: `export:${publicId(row)}`,
      detail: { no: row.request_no, from: row.state },
    });
    return true;
  });
}
