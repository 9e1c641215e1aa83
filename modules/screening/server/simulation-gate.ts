import { Refusal } from '@shouwang/platform/errors/refusal.ts';
import { turns } from '@shouwang/platform/turns.ts';
import { duckSession, type ScreeningSession } from '../engine/session.ts';

/** Every session takes a GiB and two threads. */
const AT_ONCE = 2;
const MAY_WAIT = 20;

const inTurn = turns({
  atOnce: AT_ONCE,
  mayWait: MAY_WAIT,
  busy: () => new Refusal('simulation-busy', { status: 503, detail: '测算的人较多，请稍后再试。' }),
});

/**
 * Work in a session for facts alone, which reads no snapshot and no item, when its turn comes. Call it outside of transactions: it may wait.
 * Refuses `simulation-busy` (503) when too many wait.
 */
export function withFacts<T>(work: (session: ScreeningSession) => Promise<T>): Promise<T> {
  return inTurn(async () => {
    const session = await duckSession({ households: [], members: [], items: {} }, { memoryMiB: 1024 });
    try {
      return await work(session);
    } finally {
      session.close();
    }
  });
}
