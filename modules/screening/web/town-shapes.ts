import type { GeoShapes } from '@shouwang/platform/ui/Chart.tsx';
import { type Point, type Ring, voronoi } from './voronoi.ts';

export type TownCentre = { code: string; name: string; at: Point };

type Feature = {
  properties: { adcode: number | string };
  geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown };
};

/** ECharts draws a degree of longitude at three quarters of a degree of latitude. */
const ECHARTS_ASPECT = 0.75;

/** Reads `town-centres.tsv`: the centres of one county. */
export function readCentres(tsv: string, county: string): TownCentre[] {
  return tsv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))
    .filter(([code]) => code?.startsWith(county))
    .map(([code = '', name = '', longitude, latitude]) => ({ code, name, at: [Number(longitude), Number(latitude)] }));
}

/** The largest piece of a county's outline in a GeoJSON file of its city; null when the file has none. */
export function outlineOf(city: unknown, county: string): Ring | null {
  const features = (city as { features?: Feature[] }).features ?? [];
  const shape = features.find((feature) => String(feature.properties.adcode) === county)?.geometry;
  if (!shape) return null;
  const polygons = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates) as Point[][][];
  const rings = polygons.flatMap((polygon) => polygon.slice(0, 1));
  return rings.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Towns as pieces of the county's outline, drawn so that both directions have the same scale. Names are those of the given places. */
export function townShapes(
  outline: Ring,
  centres: readonly TownCentre[],
  nameOf: (code: string) => string | undefined,
): GeoShapes {
  const middle = outline.reduce((sum, [, latitude]) => sum + latitude, 0) / outline.length;
  const stretch = Math.cos((middle * Math.PI) / 180) / ECHARTS_ASPECT;
  const flat = ([x, y]: Point): Point => [x * stretch, y];
  const known = centres.filter((centre) => nameOf(centre.code) !== undefined);
  const pieces = voronoi(
    outline.map(flat),
    known.map((centre) => flat(centre.at)),
  );
  return {
    type: 'FeatureCollection',
    features: known.map((centre, index) => ({
      type: 'Feature',
      properties: { name: nameOf(centre.code), cp: flat(centre.at) },
      geometry: {
        type: 'MultiPolygon',
        coordinates: (pieces[index] ?? []).map((ring) => [[...ring, ring[0]]]),
      },
    })),
  };
}
