import { newId } from '@shouwang/platform/db/id.ts';
import type { Random } from './random.ts';

/** What the clients were promised. */
export interface Promised {
  /** Name of what was written and the id that was acknowledged. */
  acknowledged: Map<string, string>;
  /** Requests that were sent again because no answer came. */
  retries: number;
  /** Answers that were neither an acknowledgement nor "try again". */
  strange: string[];
}

export interface Load {
  port: number;
  random: Random;
  /** Whether a request that is sent again carries its first Idempotency-Key. */
  keys: boolean;
  lane: string;
  stopped: () => boolean;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One client on a bad network: writes one thing after the other, cuts some requests off, and sends each again until it is acknowledged. */
export async function writeUntilStopped(load: Load, promised: Promised): Promise<void> {
  for (let i = 0; !load.stopped(); i += 1) {
    const name = `${load.lane}-${i}`;
    const key = newId();
    for (let attempt = 0; ; attempt += 1) {
      if (attempt > 0) promised.retries += 1;
      const id = await send(load, { name, key, cut: attempt === 0 && load.random.chance(0.04) }, promised);
      if (id) {
        promised.acknowledged.set(name, id);
        break;
      }
      if (load.stopped() && attempt > 200) return;
      await pause(20 + load.random.below(60));
    }
  }
}

async function send(
  load: Load,
  request: { name: string; key: string; cut: boolean },
  promised: Promised,
): Promise<string | null> {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), request.cut ? 4 + load.random.below(12) : 8_000);
  try {
    const answer = await fetch(`http://127.0.0.1:${load.port}/api/proof/items`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shouwang-request': '1',
        ...(load.keys ? { 'idempotency-key': request.key } : {}),
      },
      body: JSON.stringify({ areaCode: '440229104201', name: request.name }),
      signal: cut.signal,
    });
    const text = await answer.text();
    if (answer.status === 201) return (JSON.parse(text) as { id: string }).id;
    if (answer.status < 500 && answer.status !== 409)
      promised.strange.push(`${request.name}: ${answer.status} ${text.slice(0, 120)}`);
    return null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
