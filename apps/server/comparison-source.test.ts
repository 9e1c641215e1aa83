import type { ComparisonSource } from '@shouwang/modules/casework/server/door.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { loadPack } from '@shouwang/modules/policy/load.ts';
import { PACK_FOLDER } from '@shouwang/modules/policy/server/door.ts';
import { expect, it, vi } from 'vitest';
import { wireComparisons } from './comparison-source.ts';

const given = vi.hoisted(() => ({
  source: undefined as ComparisonSource | undefined,
  files: {} as Record<string, { delivered: boolean; dataDate: string; rows: object[] }>,
}));
vi.mock('@shouwang/modules/casework/server/door.ts', () => ({
  useComparisonSource: (source: ComparisonSource) => {
    given.source = source;
  },
}));
vi.mock('@shouwang/modules/exchange/server/door.ts', () => ({
  recordsOf: async (_tx: unknown, { itemCode }: { itemCode: string }) =>
    given.files[itemCode] ?? { delivered: false, dataDate: '', rows: [] },
}));

const car = { member_id: 'a', kind: '小型轿车', price_fen: 3_500_000, registered_on: '2024-03-01', status: '正常' };

async function asked(pack: PolicyPack) {
  wireComparisons();
  return given.source?.({} as never, {
    countyCode: '440229',
    areaCode: '440229109201',
    householdId: 'h',
    members: [{ memberId: 'a', personKey: 'k', name: '曾木生' }],
    scopes: ['1', '2', '3'],
    today: '2026-11-22',
    pack,
  });
}

it('says of which day a delivered file is, also when it holds nothing, and flags by the pack of the case', async () => {
  const { pack } = await loadPack(PACK_FOLDER, 'guangdong-2021');
  const line = pack?.parameters['exclusion.vehicleValue'];
  if (!pack || !line) throw new Error('the pack does not load');
  given.files = {
    'GA-03': { delivered: true, dataDate: '2026-10-31', rows: [car] },
    'SJ-01': { delivered: true, dataDate: '2026-09-30', rows: [] },
  };
  const answer = await asked(pack);
  expect(answer?.covered).toEqual([
    { scope: '1', dataDate: '2026-10-31' },
    { scope: '3', dataDate: '2026-09-30' },
  ]);
  expect(answer?.receipts).toMatchObject([{ scope: '1', memberId: 'a', found: true, exclusionItem: 'N2' }]);
  const dearer = { ...pack, parameters: { ...pack.parameters, 'exclusion.vehicleValue': { ...line, value: 40_000 } } };
  expect((await asked(dearer))?.receipts).toMatchObject([{ scope: '1', exclusionItem: null }]);
});
