import type { Calendar } from './calendar.ts';
import type { DemoLiving } from './contract.ts';
import { type Prng, weighted } from './prng.ts';

type Grade = DemoLiving['houseGrade'];
type Structure = DemoLiving['houseStructure'];
type Source = DemoLiving['waterSource'];

const GRADES = weighted<Grade>([
  ['A', 74],
  ['B', 26],
]);
const STRUCTURES = weighted<Structure>([
  ['1', 24],
  ['2', 58],
  ['3', 14],
  ['4', 1],
  [null, 3],
]);
const SOURCES = weighted<Source>([
  ['1', 84],
  ['2', 8],
  ['3', 5],
  ['9', 2],
  [null, 1],
]);
/** Share of houses that are unsafe but not the only home, or with another safe one: they must not raise a warning. */
const UNSAFE_BUT_COVERED = 0.003;

const orUnknown = (prng: Prng, unknown: number, no: number): boolean | null => {
  const at = prng.unit();
  return at < unknown ? null : at >= unknown + no;
};
const orNot = (prng: Prng, no: number): boolean => !prng.chance(no);

/** Home, water and facilities of a background household; nothing in it fires a trigger, and what must be asked is known. */
export function drawLiving(prng: Prng, calendar: Calendar): DemoLiving {
  const hasSanitaryToilet = orNot(prng, 0.03);
  return {
    surveyedOn: calendar.daysAgo(prng.between(5, 270)),
    ...drawHouse(prng, Number(calendar.month.slice(0, 4))),
    ...drawWater(prng),
    electricity: true,
    hasSanitaryToilet,
    toiletUsable: hasSanitaryToilet ? orNot(prng, 0.01) : null,
    roadPaved: orNot(prng, 0.03),
    hasNetwork: orUnknown(prng, 0.03, 0.05),
  };
}

type House = Pick<
  DemoLiving,
  'houseGrade' | 'soleHousing' | 'safeHouseException' | 'houseArea' | 'houseStructure' | 'houseBuiltYear'
>;

function drawHouse(prng: Prng, year: number): House {
  const covered = prng.chance(UNSAFE_BUT_COVERED);
  const withException = covered && prng.chance(0.5);
  const sole = prng.unit();
  return {
    houseGrade: covered ? (prng.chance(0.7) ? 'C' : 'D') : prng.draw(GRADES),
    soleHousing: covered ? withException : sole < 0.05 ? null : sole < 0.88,
    safeHouseException: withException ? prng.pick(['1', '3', '4'] as const) : null,
    houseArea: prng.between(600, 2400) / 10,
    houseStructure: prng.draw(STRUCTURES),
    houseBuiltYear: prng.chance(0.12) ? null : year - prng.between(2, 42),
  };
}

type Water = Pick<
  DemoLiving,
  'safeWater' | 'waterSource' | 'waterOutageDays' | 'waterFetchMinutes' | 'waterQuotaLitre'
>;

function drawWater(prng: Prng): Water {
  const waterSource = prng.draw(SOURCES);
  return {
    safeWater: true,
    waterSource,
    waterOutageDays: prng.chance(0.3) ? null : Math.max(0, prng.between(-8, 14)),
    waterFetchMinutes: waterSource === '1' ? 0 : prng.between(2, 12),
    waterQuotaLitre: prng.chance(0.4) ? null : prng.between(550, 1200) / 10,
  };
}
