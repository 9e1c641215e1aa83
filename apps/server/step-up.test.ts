import { loadDivisions } from '@shouwang/modules/areas/server/door.ts';
import { testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, test } from 'vitest';
import { moduleRoutes } from './app.ts';
import { shellFacts } from './shell-facts.ts';

useTestDatabase();
let stepUp: Map<string, string | null>;

beforeAll(async () => {
  await loadDivisions();
  const advanceDay = () => Promise.resolve();
  const options = { production: false, demonstration: true, demonstrationPassword: 'x', shellFacts, advanceDay };
  const { app } = await testApp((server) => moduleRoutes(server, options));
  stepUp = new Map(app.operations.map((operation) => [operation.operationId, operation.stepUp]));
});

/** Acts that give power or let data out; whoever adds one adds it here, whoever wants to take the code away has to say so here. */
const ACTS = [
  'activatePack',
  'approveAccount',
  'approveExport',
  'approvePost',
  'downloadExport',
  'downloadFlaggedRows',
  'downloadOriginal',
  'downloadRejectedRows',
  'resetCredential',
  'resumeAccount',
];

test('acts that give power or let data out ask for a one-time code of the last minutes', () => {
  expect(
    [...stepUp]
      .filter(([, what]) => what === 'act')
      .map(([id]) => id)
      .sort(),
  ).toEqual(ACTS);
});

test('every operation that unmasks asks for a one-time code', () => {
  const unmasking = [...stepUp.keys()].filter((id) => id.startsWith('reveal')).sort();
  expect(unmasking.length).toBeGreaterThan(4);
  expect(
    [...stepUp]
      .filter(([, what]) => what === 'look')
      .map(([id]) => id)
      .sort(),
  ).toEqual(unmasking);
});
