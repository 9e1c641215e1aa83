import type { Area } from '../areas/contract.ts';
import { isMultidimensionallyPoor, multidimensionalScore } from './brute-force.score.ts';
import type { DemoHousehold, DemonstrationPlan } from './contract.ts';
import { backgroundRows, type RowTools } from './department-background.ts';
import { ITEM_CODES, ITEMS, type ItemCode } from './department-items.ts';
import { workbook } from './file-writer.ts';
import { openCounty, streamHouseholds } from './households.ts';
import { flaggedHouseholds, type Ledger, type PlantedEvent } from './ledger.ts';
import { addBackground, type Desk, hear, type MonthState, openMonth, WORKBOOK_ITEM, write } from './month-rows.ts';
import { NEAR_MISSES } from './near-misses.ts';
import type { PlantKind } from './plant-rows.ts';
import { EXCLUSIONS, LEVELS, PLANTS } from './plants.ts';
import { mix } from './prng.ts';

/** One file of the month as an office would hand it in. */
type DepartmentFile = { item: ItemCode; name: string; content: Buffer };

/** The files of a month and everything that is hidden in them. */
export type DepartmentMonth = { files: DepartmentFile[]; ledger: Ledger };

type Pending = { kind: PlantKind; dueAt: number };
type State = MonthState & { pending: Pending[] };

/**
 * Makes the eight files of the plan's month and their ledger. Reads the whole county once; the same plan gives the same
 * bytes. At 1,000,000 households the process grows to about 0.9 GB.
 */
export function departmentMonth(plan: DemonstrationPlan, areas: readonly Area[]): DepartmentMonth {
  const state: State = { ...openMonth(openCounty(plan, areas)), pending: schedule(plan.households) };
  const townOf = new Map(state.run.places.villages.map((village) => [village.code, village.townName]));
  let index = 0;
  for (const chunk of streamHouseholds(state.run)) {
    for (const household of chunk) {
      addHousehold(state, { household, index, townName: townOf.get(household.areaCode) ?? '' });
      index += 1;
    }
  }
  return close(state);
}

/** Spreads all plants evenly over the stream; each takes the first fitting household from its turn on. */
function schedule(households: number): Pending[] {
  const kinds = [...NEAR_MISSES, ...PLANTS, ...EXCLUSIONS];
  return kinds
    .flatMap((kind, k) => {
      const count = Math.max(1, Math.round(kind.rate * households));
      return Array.from({ length: count }, (_, n) => ({
        kind,
        dueAt: Math.floor(((n + ((k * 7 + 3) % kinds.length) / kinds.length) * households * 0.8) / count),
      }));
    })
    .sort((a, b) => a.dueAt - b.dueAt);
}

type Turn = { household: DemoHousehold; index: number; townName: string };

function addHousehold(state: State, { household, index, townName }: Turn): void {
  const { run, ledger, prng } = state;
  prng.restart(mix(run.seed, 0xdeb7), index);
  ledger.households += 1;
  ledger.persons += household.members.length;
  if (household.cause) {
    const { trigger, variant } = household.cause;
    ledger.registryCauses.push({
      householdNo: household.householdNo,
      expects: trigger,
      level: LEVELS[trigger] ?? null,
      variant,
    });
  }
  const countyName = run.places.county.name;
  const tools: RowTools = {
    prng,
    month: run.plan.month,
    county: run.plan.county,
    countyName,
    townName,
    serial: index + 1,
    bills: 0,
  };
  const plant = takePlant(state, household, index);
  backgroundRows(tools, household, (item, memberIndex, cells) => {
    const planted = plant?.kind.item === item && (item === 'YB-02' || plant.memberIndex === memberIndex);
    if (!planted) addBackground(state, { household, item, memberIndex, cells });
  });
  if (plant) addPlant(state, { household, tools, ...plant });
  const score = multidimensionalScore(household, state.heard, run.plan);
  if (isMultidimensionallyPoor(score)) ledger.multidimensional.push({ householdNo: household.householdNo, score });
  state.heard = [];
}

type Taken = { kind: PlantKind; memberIndex: number };

function takePlant(state: State, household: DemoHousehold, index: number): Taken | null {
  for (let i = 0; i < state.pending.length; i += 1) {
    const next = state.pending[i] as Pending;
    if (next.dueAt > index) return null;
    if (household.cause && isWarning(next.kind)) continue;
    const memberIndex = next.kind.fits(household);
    if (memberIndex < 0 || (isWarning(next.kind) && isPoorAlready(state, household))) continue;
    state.pending.splice(i, 1);
    return { kind: next.kind, memberIndex };
  }
  return null;
}

const isWarning = (kind: PlantKind) => kind.expects !== 'N2' && kind.expects !== 'N6';

/** A household that the registry alone makes poor gets no event and no near miss: each has one cause, or none. */
function isPoorAlready({ run }: State, household: DemoHousehold): boolean {
  return isMultidimensionallyPoor(multidimensionalScore(household, [], run.plan));
}

function addPlant(state: State, plant: Taken & { household: DemoHousehold; tools: RowTools }): void {
  const { kind, household, memberIndex, tools } = plant;
  const member = household.members[memberIndex];
  if (!member) return;
  const rows = kind.rows(tools, member, household).map((cells) => {
    const written = cells(member);
    hear(state, { item: kind.item, memberIndex }, [member.idNumber, member.name, ...written]);
    return write(state, kind.item, member, written);
  });
  const event: PlantedEvent = {
    key: kind.key,
    item: kind.item,
    rows,
    householdNo: household.householdNo,
    memberIndex,
    expects: kind.expects,
    level: kind.expects ? LEVELS[kind.expects] : null,
  };
  (kind.expects ? state.ledger.events : state.ledger.nearMisses).push(event);
}

function close(state: State): DepartmentMonth {
  const { ledger, run } = state;
  const { plan } = run;
  const files: DepartmentFile[] = ITEM_CODES.map((item) => ({
    item,
    name: `${item}_${ITEMS[item].name}_${plan.county}_${plan.month}.csv`,
    content: state.desks[item].file.content(),
  }));
  const spec = ITEMS[WORKBOOK_ITEM];
  const title = {
    title: `${run.places.county.name}${spec.name}数据（${plan.month}）`,
    note: `填报单位：${run.places.county.name}${spec.office}`,
  };
  files.push({
    item: WORKBOOK_ITEM,
    name: `${WORKBOOK_ITEM}_${spec.name}_${plan.county}_${plan.month}.xlsx`,
    content: workbook(spec, title, state.workbookRows),
  });
  ledger.files = files.map(({ item, name }) => fileCount(state.desks[item], item, name));
  ledger.unplaced = state.pending.map((pending) => pending.kind.key);
  ledger.flagged = flaggedHouseholds(ledger);
  return { files, ledger };
}

function fileCount(desk: Desk, item: ItemCode, name: string): Ledger['files'][number] {
  const { rejected, unmatched } = desk;
  const rows = desk.file.rows;
  return { item, name, rows, matched: rows - rejected - unmatched, unmatched, rejected };
}
