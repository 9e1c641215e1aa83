import type { Area } from '../areas/contract.ts';
import { isWithin } from '../areas/rules.ts';
import { hashText, Prng } from './prng.ts';

/** A village with its share of the county's households. */
export type VillagePlace = {
  code: string;
  shortName: string;
  townName: string;
  households: number;
  groups: number;
};

/** What the generator must know about the county; made once from the division file. */
export type CountyPlaces = {
  county: Area;
  city: Area;
  towns: Area[];
  villages: VillagePlace[];
  /** Area codes for ID numbers: the county first, then its neighbours in the city, then the rest of the province. */
  idAreas: string[];
};

const GROUP_DIGITS = '零一二三四五六七八九';

/** Name of a village group: 第一组 to 第九十九组. */
export function groupName(n: number): string {
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : GROUP_DIGITS.charAt(tens)}十`;
  return `第${head}${ones === 0 ? '' : GROUP_DIGITS.charAt(ones)}组`;
}

/** Relative weight of a village: villages by a long-tailed size, urban committees and farm quarters smaller. */
function weightOf(village: Area, prng: Prng): number {
  prng.restart(0x51a9e, hashText(village.code));
  const size = Math.exp(0.45 * prng.normal());
  if (/生活区|管理区$/u.test(village.shortName)) return size * 0.1;
  return /(社区|居委)$/u.test(village.shortName) ? size * 0.35 : size;
}

/** Splits a number of households over weights so that the sum is exact (largest remainders). */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const counts = exact.map(Math.floor);
  const rest = total - counts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => ({ i, part: value - Math.floor(value) }))
    .sort((a, b) => b.part - a.part || a.i - b.i);
  for (const { i } of order.slice(0, rest)) counts[i] = (counts[i] ?? 0) + 1;
  return counts;
}

/** Villages, groups and household numbers of the county in the plan. Refuses a county that the list does not have. */
export function countyPlaces(areas: readonly Area[], countyCode: string, households: number): CountyPlaces {
  const county = areas.find((area) => area.code === countyCode && area.level === 3);
  const city = areas.find((area) => area.code === countyCode.slice(0, 4));
  if (!county || !city) throw new RangeError(`no such county: ${countyCode}`);
  const inside = areas.filter((area) => isWithin(area.code, countyCode));
  const towns = inside.filter((area) => area.level === 4);
  const townNames = new Map(towns.map((town) => [town.code, town.name]));
  const villages = inside.filter((area) => area.level === 5);
  const prng = new Prng(0);
  const counts = allocate(
    households,
    villages.map((village) => weightOf(village, prng)),
  );
  return {
    county,
    city,
    towns,
    villages: villages.map((village, i) => ({
      code: village.code,
      shortName: village.shortName,
      townName: townNames.get(village.code.slice(0, 9)) ?? '',
      households: counts[i] ?? 0,
      groups: 4 + (hashText(village.code) % 12),
    })),
    idAreas: idAreas(areas, county),
  };
}

function idAreas(areas: readonly Area[], county: Area): string[] {
  const counties = areas.filter((area) => area.level === 3 && area.code.slice(0, 2) === county.code.slice(0, 2));
  const near = counties.filter((area) => area.parentCode === county.parentCode && area.code !== county.code);
  const far = counties.filter((area) => area.parentCode !== county.parentCode);
  return [county, ...near, ...far].slice(0, 24).map((area) => area.code);
}
