import type { Area } from '../areas/contract.ts';
import { addMonths, Calendar, firstDay, lastDay } from './calendar.ts';
import { applyCause, causeOf } from './causes.ts';
import type { DemoHousehold, DemoMember, DemonstrationPlan, RegistryCause } from './contract.ts';
import { applyGap, gapOf } from './gaps.ts';
import { leaveSomebodyAble } from './health.ts';
import { IdAllotment } from './id-numbers.ts';
import { drawIncome, netIncomeFen, type Period } from './income.ts';
import { drawLiving } from './living.ts';
import { drawSurname, type Sound, villageSurnames } from './names.ts';
import { drawPeople, type PeopleTools, phoneOf } from './people.ts';
import { type CountyPlaces, countyPlaces, groupName, type VillagePlace } from './places.ts';
import { mix, Prng, weighted } from './prng.ts';
import { drawSeats, drawSeatsWithPupil } from './structure.ts';

/** Households that one chunk of the stream holds at most. */
const CHUNK = 2000;

const FORMER_POOR_SHARE = 0.058;
const DIBAO_SHARE = 0.018;
const ETHNICITIES = weighted<string>([
  ['01', 98.6],
  ['13', 0.7],
  ['22', 0.4],
  ['08', 0.3],
]);

/** Everything a run shares; made once by `openCounty`. */
export type CountyRun = {
  plan: DemonstrationPlan;
  places: CountyPlaces;
  calendar: Calendar;
  ids: IdAllotment;
  period: Period;
  seed: number;
  prng: Prng;
};

/** Prepares a run over the divisions that are given. Refuses a county that they do not hold. */
export function openCounty(plan: DemonstrationPlan, areas: readonly Area[]): CountyRun {
  const places = countyPlaces(areas, plan.county, plan.households);
  const calendar = new Calendar(plan.month);
  const closed = addMonths(plan.month, -1);
  return {
    plan,
    places,
    calendar,
    ids: new IdAllotment(places.idAreas, calendar),
    period: {
      from: firstDay(addMonths(plan.month, -8)),
      to: lastDay(closed),
      harvestFrom: firstDay(addMonths(plan.month, -4)),
      harvestTo: lastDay(addMonths(plan.month, -2)),
      sixtyBornBy: lastDay(addMonths(plan.month, -720)),
    },
    seed: mix(plan.seed, Number(plan.county)),
    prng: new Prng(0),
  };
}

/**
 * Streams the county village by village in chunks. The same plan gives the same households in the same order; ID numbers
 * are allotted along the stream, so it must be read from its beginning.
 */
export function* generateHouseholds(
  plan: DemonstrationPlan,
  areas: readonly Area[],
): Generator<DemoHousehold[], void, void> {
  yield* streamHouseholds(openCounty(plan, areas));
}

/** The same stream over a run that is already open. */
export function* streamHouseholds(run: CountyRun): Generator<DemoHousehold[], void, void> {
  let chunk: DemoHousehold[] = [];
  let index = 0;
  for (const village of run.places.villages) {
    const surnames = villageSurnames(run.prng, village.code, run.seed);
    for (let n = 0; n < village.households; n += 1) {
      chunk.push(makeHousehold(run, { village, surnames, index, n }));
      index += 1;
      if (chunk.length === CHUNK) {
        yield chunk;
        chunk = [];
      }
    }
  }
  if (chunk.length > 0) yield chunk;
}

type Spot = { village: VillagePlace; surnames: readonly Sound[]; index: number; n: number };

function makeHousehold(run: CountyRun, spot: Spot): DemoHousehold {
  const { prng, calendar } = run;
  const { index, village } = spot;
  prng.restart(run.seed, index);
  const planned = causeOf(run.seed, index);
  const surname = prng.chance(0.68) ? prng.pick(spot.surnames) : drawSurname(prng);
  const formerPoor = planned?.formerPoor === true || (prng.chance(FORMER_POOR_SHARE) && planned?.pupil !== true);
  const dibao = prng.chance(formerPoor ? 0.16 : DIBAO_SHARE) && planned?.cause.trigger !== 'PLT-1';
  const family = { surname, ethnicity: prng.draw(ETHNICITIES), formerPoor, dibao, serial: index + 1 };
  const tools: PeopleTools = { prng, calendar, ids: run.ids, idAreas: run.places.idAreas.length };
  const members = drawPeople(tools, planned?.pupil ? drawSeatsWithPupil(prng) : drawSeats(prng), family);
  if (!planned && !dibao) markTekun(prng, members);
  leaveSomebodyAble(members);
  const group = groupName(1 + (spot.n % village.groups));
  const household = assemble(run, { spot, group, members, formerPoor });
  addMoney(run, household, { dibao, cause: planned?.cause ?? null });
  plant(household, run.seed, index);
  return household;
}

/** Writes what is planned for this number into the finished household: a cause, else perhaps a gap. */
function plant(household: DemoHousehold, seed: number, index: number): void {
  const planned = causeOf(seed, index);
  const gap = gapOf(seed, index, household);
  if (planned && applyCause(household, planned.cause.variant)) household.cause = planned.cause;
  else if (!planned && gap) applyGap(household, gap);
}

/** Old people who live alone and cannot work are supported by the state (特困) in part of the cases. */
function markTekun(prng: Prng, members: DemoMember[]): void {
  const [only, ...others] = members;
  if (only && others.length === 0 && only.labourAbility === '4' && prng.chance(0.18)) only.tekunStatus = '1';
}

type Parts = { spot: Spot; group: string; members: DemoMember[]; formerPoor: boolean };

function assemble(run: CountyRun, { spot, group, members, formerPoor }: Parts): DemoHousehold {
  const { prng, plan, calendar } = run;
  const { village, index } = spot;
  const head = members[0] as DemoMember;
  const exitYear = formerPoor ? prng.between(2016, 2020) : null;
  return {
    householdNo: plan.county + String(index + 1).padStart(7, '0'),
    areaCode: village.code,
    groupNo: group,
    address: `${village.townName}${village.shortName}${group}${1 + Math.floor(spot.n / village.groups)}号`,
    headName: head.name,
    headPinyin: head.namePinyin,
    householdType: formerPoor ? '1' : '2',
    contactPhone: phoneOf((index + 1) * 10),
    registeredCount: members.length,
    residentCount: members.reduce((sum, member) => sum + (member.isResident ? 1 : 0), 0),
    sharingCount: members.reduce((sum, member) => sum + (member.sharesIncome ? 1 : 0), 0),
    isRelocated: formerPoor && prng.chance(0.03),
    noLabourBackstop: isBackstop(members),
    povertyExitYear: exitYear,
    bankAccount: prng.chance(0.7) ? bankAccount(prng) : null,
    lastVisitedOn: prng.chance(formerPoor ? 0.95 : 0.35) ? calendar.daysAgo(prng.between(0, 150)) : null,
    lastYearPerCapitaFen: null,
    loanOverdueDays: formerPoor && prng.chance(0.2) ? 0 : null,
    living: drawLiving(prng, calendar),
    members,
    incomeItems: [],
    cause: null,
    gap: null,
  };
}

/** 整户无劳动能力兜底保障: nobody can work and the household lives on 低保 or 特困 support. */
function isBackstop(members: readonly DemoMember[]): boolean {
  const supported = members[0]?.dibaoStatus === '1' || members[0]?.tekunStatus === '1';
  return supported && members.every((member) => member.labourAbility === '4' || member.labourAbility === '5');
}

/** An account number whose Luhn sum is wrong by one, so that it can be no bank card. */
function bankAccount(prng: Prng): string {
  const digits = `6299${String(prng.word()).padStart(10, '0')}${String(prng.word() % 10_000).padStart(4, '0')}`;
  let sum = 0;
  for (let i = 0; i < 18; i += 1) {
    const doubled = (digits.charCodeAt(i) - 48) * (i % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits + String((11 - (sum % 10)) % 10);
}

type Money = { dibao: boolean; cause: RegistryCause | null };

function addMoney(run: CountyRun, household: DemoHousehold, { dibao, cause }: Money): void {
  const { prng, plan, period } = run;
  const sharing = household.sharingCount;
  const perCapita = drawPerCapita(prng, plan.lineFen, household.householdType === '1');
  const wanted = cause?.variant === 'below-line' ? plan.lineFen * (0.6 + prng.unit() * 0.44) : perCapita;
  const netFen = Math.round((wanted * sharing) / 100) * 100;
  const burden = cause?.variant === 'self-pay' ? 0.44 + prng.unit() * 0.2 : 0;
  household.incomeItems = drawIncome(prng, {
    members: household.members,
    dibao,
    netFen,
    medicalFen: burden > 0 ? Math.round(netFen * burden) : backgroundMedical(prng, netFen),
    educationFen: backgroundEducation(prng, household.members, netFen),
    period,
  });
  const now = netIncomeFen(household.incomeItems) / sharing;
  const unknown = prng.chance(0.008);
  const growth = 0.9 + prng.unit() * 0.2;
  const ratio = cause?.variant === 'income-drop' ? 1 / (0.5 + prng.unit() * 0.17) : growth;
  if (!unknown || cause?.variant === 'income-drop') household.lastYearPerCapitaFen = Math.round(now * ratio);
}

/** Per-capita income a year; the lower tail is cut 18 % above the trigger, so that only planned households fall below. */
function drawPerCapita(prng: Prng, lineFen: number, formerPoor: boolean): number {
  const median = formerPoor ? 1_780_000 : 2_080_000;
  const drawn = median * Math.exp(0.26 * prng.normal());
  return Math.max(lineFen * 1.1 * (1.18 + prng.unit() * 0.12), drawn);
}

function backgroundMedical(prng: Prng, netFen: number): number {
  return prng.chance(0.3) ? Math.round(netFen * (0.01 + prng.unit() * 0.04)) : 0;
}

function backgroundEducation(prng: Prng, members: readonly DemoMember[], netFen: number): number {
  const studies = members.some((member) => Number(member.studentStatus ?? 0) >= 12);
  return studies && prng.chance(0.6) ? Math.round(Math.min(netFen * 0.05, 400_000 + prng.unit() * 400_000)) : 0;
}
