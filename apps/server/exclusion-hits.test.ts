import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { loadPack } from '@shouwang/modules/policy/load.ts';
import { PACK_FOLDER } from '@shouwang/modules/policy/server/door.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FileRow, rowsThatHit } from './exclusion-hits.ts';

let pack: PolicyPack;
beforeAll(async () => {
  const loaded = await loadPack(PACK_FOLDER, 'guangdong-2021');
  if (!loaded.pack) throw new Error('the pack does not load');
  pack = loaded.pack;
});

const vehicle = (kind: string, yuan: number, status = '正常'): FileRow => ({
  kind,
  price_fen: yuan * 100,
  registered_on: '2024-03-01',
  status,
});
const subject = (kind: string, status = '存续'): FileRow => ({
  kind,
  capital_fen: null,
  founded_on: '2020-01-01',
  status,
});

describe('a row speaks for an item of the negative list as the pack and screening say', () => {
  it.each([
    ['a car at the line', 'N2', [vehicle('小型轿车', 30_000)], [true]],
    ['a car below it', 'N2', [vehicle('小型轿车', 29_999)], [false]],
    ['a motorcycle', 'N2', [vehicle('摩托车', 50_000)], [false]],
    ['a car that was written off', 'N2', [vehicle('小型轿车', 90_000, '注销')], [false]],
    ['of two cars the dear one', 'N2', [vehicle('小型货车', 10_000), vehicle('小型轿车', 80_000)], [false, true]],
    ['a company', 'N6', [subject('有限公司')], [true]],
    ['a small shop', 'N6', [subject('个体工商户')], [false]],
    ['a cooperative', 'N6', [subject('合作社')], [false]],
    ['a company that was struck off', 'N6', [subject('有限公司', '注销')], [false]],
    ['nothing', 'N6', [], []],
  ] as const)('%s', async (_, item, rows, hits) => {
    expect(await rowsThatHit(pack, item, rows)).toEqual(hits);
  });

  it('by the line of the given pack, and not at all where the pack has no such item', async () => {
    const limit = pack.parameters['exclusion.vehicleValue'];
    if (!limit) throw new Error('no limit');
    const dearer = {
      ...pack,
      parameters: { ...pack.parameters, 'exclusion.vehicleValue': { ...limit, value: 100_000 } },
    };
    expect(await rowsThatHit(dearer, 'N2', [vehicle('小型轿车', 90_000)])).toEqual([false]);
    expect(await rowsThatHit({ ...pack, exclusions: {} }, 'N2', [vehicle('小型轿车', 90_000)])).toEqual([false]);
  });
});
