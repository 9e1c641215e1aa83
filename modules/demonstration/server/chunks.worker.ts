/** Makes the chunks of a load beside the program, so that the database is fed while the next chunk is generated and sealed. */
import { parentPort, workerData } from 'node:worker_threads';
import { readDivisions } from '@shouwang/modules/areas/divisions.ts';
import { generateHouseholds } from '../households.ts';
import type { ChunkOrder, MadeChunk } from './chunks.ts';
import { chunkOf } from './rows.ts';

const { plan, frame, turn, turns } = workerData as ChunkOrder;
const source = generateHouseholds(plan, readDivisions());
let drawn = 0;
let made = 0;

/** The next chunk that is this worker's turn; the ones between are drawn all the same, since each goes on from the one before. */
function nextChunk(): MadeChunk | null {
  for (;;) {
    const { value: households, done } = source.next();
    if (done) return null;
    const first = made;
    made += households.length;
    if (drawn++ % turns !== turn) continue;
    const chunk = chunkOf(households, first, frame);
    const persons = households.reduce((sum, household) => sum + household.members.length, 0);
    const lines = Object.entries(chunk).map(([table, text]) => ({ table, text: Buffer.from(text) }));
    return { households: households.length, persons, lines };
  }
}

parentPort?.on('message', () => parentPort?.postMessage(nextChunk()));
