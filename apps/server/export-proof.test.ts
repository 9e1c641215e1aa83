import { testApp } from '@shouwang/platform/testing/app.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { beforeAll, expect, test } from 'vitest';
import { moduleRoutes } from './app.ts';
import { proveExports } from './export-proof.ts';
import { shellFacts } from './shell-facts.ts';

useTestDatabase();
const N = 40;

beforeAll(async () => {
  const advanceDay = () => Promise.resolve();
  const options = { production: false, demonstration: true, demonstrationPassword: 'x', shellFacts, advanceDay };
  await testApp((server) => moduleRoutes(server, options));
});

test('no file holds a full number, account, name or health of anybody, and planted leaks are noticed', {
  timeout: 60_000,
}, async () => {
  const { found, missed, ...figures } = await proveExports(N);
  expect(found).toEqual([]);
  expect(missed).toEqual([]);
  expect(figures).toEqual({ n: N, files: 5, rows: 5 * N, seeded: 8, caught: 8 });
});
