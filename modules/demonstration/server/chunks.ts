import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DemonstrationPlan } from '../contract.ts';
import type { LoadFrame } from './rows.ts';

/** What a worker is to make: of all chunks those whose turn it has. */
export interface ChunkOrder {
  plan: DemonstrationPlan;
  frame: LoadFrame;
  turn: number;
  turns: number;
}

/** Some households as lines of COPY text, by table in the order of writing. */
export interface MadeChunk {
  households: number;
  persons: number;
  lines: { table: string; text: Uint8Array }[];
}

/** Sealing the numbers takes three times as long as writing the rows. */
const WORKERS = 2;

/** The chunks of a county in their order, made ahead while the ones before are written. */
export async function* madeChunks(order: Omit<ChunkOrder, 'turn' | 'turns'>): AsyncGenerator<MadeChunk, void, void> {
  const workers = Array.from({ length: WORKERS }, (_, turn) => {
    const workerData: ChunkOrder = { ...order, turn, turns: WORKERS };
    return new Worker(new URL('./chunks.worker.ts', import.meta.url), { workerData });
  });
  const ask = (worker: Worker): Promise<MadeChunk | null> => {
    worker.postMessage('next');
    const chunk = once(worker, 'message').then(([made]) => made as MadeChunk | null);
    // Its failure is heard when its turn comes.
    chunk.catch(() => undefined);
    return chunk;
  };
  try {
    const coming = workers.map(ask);
    for (let turn = 0; ; turn = (turn + 1) % WORKERS) {
      const chunk = await coming[turn];
      if (!chunk) return;
      coming[turn] = ask(workers[turn] as Worker);
      yield chunk;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
