import { describe, expect, it } from 'vitest';
import { chainBelow, planActivation, type Segment, segmentOn } from './rules.timeline.ts';

const segment = (id: string, given: Partial<Segment> = {}): Segment => ({
  id,
  code: id.replace(/\d+$/, ''),
  base: null,
  baseId: null,
  from: '2021-01-01',
  until: null,
  yaml: id,
  ...given,
});
const over = (base: string) => ({ base: base.replace(/\d+$/, ''), baseId: base });

/** The plan with readable ids. */
function plan(segments: Segment[], chosen: Segment) {
  let n = 0;
  const found = planActivation(segments, chosen, () => `new${++n}`);
  const carried = found.carried.map(({ of, from, until, baseId }) => [of, from, until, baseId]);
  return { ...found, carried, endedIds: found.ended.map(({ id }) => id) };
}

describe('confirming a version', () => {
  it('ends the one before and needs nothing else where no overlay lies on it', () => {
    const { endedIds, carried, until } = plan([segment('a1'), segment('b1')], segment('a2', { from: '2027-01-01' }));
    expect([endedIds, carried, until]).toEqual([['a1'], [], null]);
  });

  it('resolves overlays anew from its day, also those that lie over overlays', () => {
    const held = [segment('p1'), segment('c1', over('p1')), segment('t1', over('c1')), segment('q1')];
    const { endedIds, carried, holding } = plan(held, segment('p2', { from: '2027-01-01' }));
    expect(endedIds).toEqual(['p1', 'c1', 't1']);
    expect(carried).toEqual([
      ['c1', '2027-01-01', null, 'p2'],
      ['t1', '2027-01-01', null, holding('c', '2027-01-01')?.id],
    ]);
    expect(holding('q', '2027-06-01')?.id).toBe('q1');
  });

  it('puts a version that was confirmed for a later day aside: the last word counts', () => {
    const held = [segment('p1', { until: '2027-06-01' }), segment('p2', { from: '2027-06-01' })];
    const { endedIds, holding } = plan(held, segment('p3', { from: '2027-01-01' }));
    expect(endedIds).toEqual(['p1', 'p2']);
    expect(holding('p', '2027-08-01')?.id).toBe('p3');
  });

  it('follows the pack below: an overlay confirmed before the province changes is resolved again on that day', () => {
    const held = [
      segment('p1', { until: '2027-06-01' }),
      segment('p2', { from: '2027-06-01' }),
      segment('c1', { ...over('p1'), until: '2027-06-01' }),
      segment('c2', { ...over('p2'), from: '2027-06-01' }),
    ];
    const { endedIds, carried, until, holding } = plan(held, segment('c3', { ...over('p1'), from: '2027-01-01' }));
    expect(endedIds).toEqual(['c1', 'c2']);
    expect(until).toBe('2027-06-01');
    expect(carried).toEqual([['c3', '2027-06-01', null, 'p2']]);
    expect(holding('c', '2027-05-31')?.id).toBe('c3');
  });

  it("keeps an overlay's own later change, each text on the new pack below", () => {
    const held = [
      segment('p1'),
      segment('c1', { ...over('p1'), until: '2027-06-01' }),
      segment('c2', { ...over('p1'), from: '2027-06-01' }),
    ];
    const { carried, holding } = plan(held, segment('p2', { from: '2027-01-01' }));
    expect(carried).toEqual([
      ['c1', '2027-01-01', '2027-06-01', 'p2'],
      ['c2', '2027-06-01', null, 'p2'],
    ]);
    expect(holding('c', '2026-12-31')?.id).toBe('c1');
    expect(holding('c', '2027-07-01')?.yaml).toBe('c2');
  });

  it('leaves no day of an overlay without a version', () => {
    const held = [segment('p1'), segment('c1', over('p1'))];
    const { ended, carried } = planActivation(held, segment('p2', { from: '2027-01-01' }), () => 'new');
    const cut = held.map((s) => (ended.includes(s) ? { ...s, until: '2027-01-01' } : s));
    for (const day of ['2021-01-01', '2026-12-31', '2027-01-01', '2030-01-01'])
      expect([...cut, ...carried].filter((s) => s.code === 'c' && segmentOn([s], 'c', day))).toHaveLength(1);
  });
});

describe('the chain below', () => {
  it('is the widest first, and null when a link is missing or goes in a circle', () => {
    const held = [segment('p1'), segment('c1', over('p1')), segment('x1', over('y1')), segment('y1', over('x1'))];
    const on = (code: string) => segmentOn(held, code, '2026-01-01');
    expect(chainBelow('c', on)?.map(({ id }) => id)).toEqual(['p1', 'c1']);
    expect(chainBelow(null, on)).toEqual([]);
    expect(chainBelow('nowhere', on)).toBeNull();
    expect(chainBelow('x', on)).toBeNull();
  });
});
