import { newId } from '@shouwang/platform/db/id.ts';
import { useTestDatabase } from '@shouwang/platform/testing/database.ts';
import { expect, it } from 'vitest';
import { lotOf } from './lot.ts';

useTestDatabase();

it('draws about a tenth of the cases, each the same way every time, and neighbours of an id apart', () => {
  const ids = Array.from({ length: 4000 }, () => newId());
  const drawn = ids.filter((id) => lotOf(id) < 0.1);
  expect(drawn.length).toBeGreaterThan(300);
  expect(drawn.length).toBeLessThan(500);
  expect(ids.map(lotOf)).toEqual(ids.map(lotOf));
  expect(lotOf('01900000-0000-7000-8000-000000000001')).not.toBe(lotOf('01900000-0000-7000-8000-000000000002'));
});
