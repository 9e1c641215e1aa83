/** Makes the chunks of a load beside the program, so that the database is fed while the next chunk is generated and sealed. */
import { parentPort, workerData } from 'node:worker_threads';
import { readDivisions } from '@shouwang/modules/areas/divisions.ts';
import { generateHouseholds } from '../households.ts';
import type { ChunkOrder, MadeChunk } from './chunks.ts';
import { chunkOf } from './rows.ts';

const { plan, frame } = workerData as ChunkOrder;
const source = generateHouseholds(plan, readDivisions());
let made = 0;

function nextChunk(): MadeChunk | null {
  const { value: households, done } = source.next();
  if (done) return null;
  const chunk = chunkOf(households, made, frame);
  made += households.length;
  const persons = households.reduce((sum, household) => sum + household.members.length, 0);
  const lines = Object.entries(chunk).map(([table, text]) => ({ table, text: Buffer.from(text) }));
  return { households: households.length, persons, lines };
}

parentPort?.on('message', () => parentPort?.postMessage(nextChunk()));
