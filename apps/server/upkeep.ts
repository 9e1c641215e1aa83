import { countCounties } from '@shouwang/modules/casework/server/door.ts';
import { startDueChecks } from '@shouwang/modules/registry/server/door.ts';
import { sweepAccounts } from '@shouwang/modules/staff/server/door.ts';
import { systemActor, withScope } from '@shouwang/platform/db/scope.ts';
import { sweepExports } from '@shouwang/platform/exports/sweep.ts';
import { sweepDrafts } from '@shouwang/platform/files/store.ts';
import { sweepIdempotency } from '@shouwang/platform/http/idempotency.ts';
import { sweepIdentity } from '@shouwang/platform/identity/identity.ts';
import { log, safeError } from '@shouwang/platform/log.ts';

const HOUR_MS = 3_600_000;
const COUNT_MS = 600_000;

/** Removes what nobody needs any more: drafts of interrupted uploads, exports past their time, answers to old requests, old sign-in failures and sessions; locks accounts that nobody uses. Asks for the daily data check of every county. */
async function keepUp(): Promise<void> {
  try {
    await sweepDrafts();
    await sweepExports();
    await sweepAccounts();
    await withScope(systemActor('none', '清理'), async (tx) => {
      await sweepIdempotency(tx);
      await sweepIdentity(tx);
    });
    await startDueChecks();
  } catch (error) {
    log.error({ err: safeError(error) }, 'upkeep failed');
  }
}

/** Counts the cases of each county for the offices above, which do not read them live; also when the demonstration's day has moved. */
export async function countAgain(): Promise<void> {
  await countCounties().catch((error) => log.error({ err: safeError(error) }, 'counting the counties failed'));
}

/** Keeps up now and every hour, counts now and every ten minutes; the returned function ends both. */
export async function startUpkeep(): Promise<() => void> {
  await keepUp();
  await countAgain();
  const timers = [setInterval(keepUp, HOUR_MS), setInterval(countAgain, COUNT_MS)];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
