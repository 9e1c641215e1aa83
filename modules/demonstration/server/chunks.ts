import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DemonstrationPlan } from '../contract.ts';
import type { LoadFrame } from './rows.ts';

/** What the worker is to make. */
export interface ChunkOrder {
  plan: DemonstrationPlan;
  frame: LoadFrame;
}

/** Some households as lines of COPY text, by table in the order of writing. */
export interface MadeChunk {
  households: number;
  persons: number;
  lines: { table: string; text: Uint8Array }[];
}

/** The chunks of a county, one made ahead while the one before is written. */
export async function* madeChunks(order: ChunkOrder): AsyncGenerator<MadeChunk, void, void> {
  const worker = new Worker(new URL('./chunks.worker.ts', import.meta.url), { workerData: order });
  const ask = async (): Promise<MadeChunk | null> => {
    worker.postMessage('next');
    const [chunk] = (await once(worker, 'message')) as [MadeChunk | null];
    return chunk;
  };
  try {
    let coming = ask();
    for (;;) {
      const chunk = await coming;
      if (!chunk) return;
      coming = ask();
      yield chunk;
    }
  } finally {
    await worker.terminate();
  }
}
