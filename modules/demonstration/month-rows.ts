import type { FileRow } from './brute-force.score.ts';
import type { DemoHousehold, DemonstrationPlan } from './contract.ts';
import type { Cells, Person } from './department-background.ts';
import { ITEM_CODES, ITEMS, type ItemCode } from './department-items.ts';
import { CsvFile } from './file-writer.ts';
import type { CountyRun } from './households.ts';
import { IdAllotment, STRANGER_SEQUENCE } from './id-numbers.ts';
import type { Ledger } from './ledger.ts';
import { drawGiven, drawSurname } from './names.ts';
import { SPOILERS } from './planted-errors.ts';
import { Prng } from './prng.ts';

/** The item that is also written as a workbook with the same rows. */
export const WORKBOOK_ITEM: ItemCode = 'CL-01';

/** First background row of an item at which an error is planted, and the distance to the next. */
const FIRST_ERROR = 4;
const ERROR_GAP = 6;
const STRANGER_GAP = 61;
const VARIANT_GAP = 37;
/** First background row of an item whose name is another, and the distance to the next; the row behind it has its name written otherwise. */
const FIRST_NAME = 9;
const NAME_GAP = 500;

/** One file in the making, with what has been counted so far. */
export type Desk = {
  file: CsvFile;
  background: number;
  rejected: number;
  unmatched: number;
  spoilt: number;
  last: string[] | null;
};

/** Everything that the making of a month carries along. */
export type MonthState = {
  run: CountyRun;
  prng: Prng;
  desks: Record<ItemCode, Desk>;
  workbookRows: string[][];
  strangers: IdAllotment;
  errorsPerItem: number;
  /** Accepted rows about the household that is being written. */
  heard: FileRow[];
  ledger: Ledger;
};

/** Opens the eight files and an empty ledger. */
export function openMonth(run: CountyRun): MonthState {
  const desk = (item: ItemCode): Desk => ({
    file: new CsvFile(ITEMS[item]),
    background: 0,
    rejected: 0,
    unmatched: 0,
    spoilt: 0,
    last: null,
  });
  const desks = Object.fromEntries(ITEM_CODES.map((item) => [item, desk(item)])) as Record<ItemCode, Desk>;
  return {
    run,
    prng: new Prng(0),
    desks,
    workbookRows: [],
    strangers: new IdAllotment(run.places.idAreas, run.calendar, STRANGER_SEQUENCE),
    errorsPerItem: SPOILERS.length * Math.max(1, Math.round(run.plan.households / 20_000)),
    heard: [],
    ledger: emptyLedger(run.plan),
  };
}

function emptyLedger(plan: DemonstrationPlan): Ledger {
  return {
    plan,
    households: 0,
    persons: 0,
    files: [],
    events: [],
    nearMisses: [],
    registryCauses: [],
    multidimensional: [],
    errors: [],
    variants: [],
    nameMismatches: [],
    nameVariants: [],
    unmatched: [],
    unplaced: [],
    flagged: [],
  };
}

/** Writes a row about this person and returns its number in the file. */
export function write(state: MonthState, item: ItemCode, who: Person, rest: string[]): number {
  return writeCells(state, item, [who.idNumber, who.name, ...rest]);
}

function writeCells(state: MonthState, item: ItemCode, cells: string[]): number {
  if (item === WORKBOOK_ITEM) state.workbookRows.push(cells);
  return state.desks[item].file.add(cells);
}

/** Keeps an accepted row for the score of its household. */
export function hear(state: MonthState, row: Pick<Background, 'item' | 'memberIndex'>, cells: readonly string[]): void {
  const { headers } = ITEMS[row.item];
  const read = (header: string) => cells[headers.indexOf(header)] ?? '';
  state.heard.push({ item: row.item, memberIndex: row.memberIndex, read });
}

/** A background row before it is written. */
export type Background = { household: DemoHousehold; item: ItemCode; memberIndex: number; cells: Cells };

/** Writes a background row, and here and there an error, a stranger, another name, or a number or name written otherwise. */
export function addBackground(state: MonthState, row: Background): void {
  const desk = state.desks[row.item];
  const member = row.household.members[row.memberIndex];
  if (!member) return;
  desk.background += 1;
  const n = desk.background;
  const cells = [member.idNumber, member.name, ...row.cells(member)];
  if (n % STRANGER_GAP === 3) addStranger(state, row);
  if (desk.spoilt < state.errorsPerItem && n >= FIRST_ERROR && (n - FIRST_ERROR) % ERROR_GAP === 0) {
    if (addError(state, row.item, cells)) return;
  }
  if (addOtherName(state, row, { cells, at: n % NAME_GAP })) return;
  if (n % VARIANT_GAP === 2 && addVariant(state, row, cells)) return;
  writeCells(state, row.item, cells);
  hear(state, row, cells);
  desk.last = cells;
}

/** Spoils the row with the next error that the item has a column for; true when it took the row's place. */
function addError(state: MonthState, item: ItemCode, cells: string[]): boolean {
  const desk = state.desks[item];
  while (desk.spoilt < state.errorsPerItem) {
    const spoiler = SPOILERS[desk.spoilt % SPOILERS.length];
    desk.spoilt += 1;
    const duplicate = spoiler?.key === 'duplicate' || spoiler?.key === 'repeated-document';
    const spoilt = spoiler?.spoil(item, duplicate ? (desk.last ?? cells) : cells, state.run.plan.month);
    if (!spoilt) continue;
    const row = writeCells(state, item, spoilt.cells);
    desk.rejected += 1;
    state.ledger.errors.push({ item, row, column: spoilt.column, code: spoilt.code, value: spoilt.value });
    return !duplicate;
  }
  return false;
}

/** A row about somebody whom the registry does not know; the first one bears a name outside GBK. */
function addStranger(state: MonthState, row: Background): void {
  const { run, prng, ledger } = state;
  const desk = state.desks[row.item];
  const gender = prng.chance(0.5) ? '1' : '2';
  const day = run.calendar.birthDay(prng.between(18, 70), prng.unit());
  const surname = drawSurname(prng).text;
  const given = drawGiven(prng, { gender, birthYear: run.calendar.year[day] as number }, null).text;
  const name = desk.unmatched === 0 ? `${surname}𬍛` : surname + given;
  const who: Person = { name, idNumber: state.strangers.next(day, gender) };
  const at = write(state, row.item, who, row.cells(who));
  desk.unmatched += 1;
  ledger.unmatched.push({ item: row.item, row: at, name });
}

/** The row of somebody under a name that is not his (an old one, a slip of the pen), or under his own with wide spaces between its signs, as tables pad short names. */
function addOtherName(state: MonthState, row: Background, { cells, at }: { cells: string[]; at: number }): boolean {
  const [id = '', name = '', ...rest] = cells;
  const member = row.household.members[row.memberIndex];
  if (!member || (at !== FIRST_NAME && at !== FIRST_NAME + 1)) return false;
  if (at === FIRST_NAME + 1) {
    const padded = [id, [...name].join('\u3000'), ...rest];
    writeName(state, row, { cells: padded, list: 'nameVariants', heard: cells });
    return true;
  }
  const gender = member.gender === '2' ? '2' : '1';
  const given = drawGiven(state.prng, { gender, birthYear: Number(member.birthDate.slice(0, 4)) }, null).text;
  const other = name.slice(0, 1) + given;
  const renamed = [id, other === name ? `${name}生` : other, ...rest];
  writeName(state, row, { cells: renamed, list: 'nameMismatches', heard: cells });
  return true;
}

type Renamed = { cells: string[]; list: 'nameMismatches' | 'nameVariants'; heard: string[] };

function writeName(state: MonthState, row: Background, { cells, list, heard }: Renamed): void {
  const at = writeCells(state, row.item, cells);
  hear(state, row, heard);
  state.ledger[list].push({
    item: row.item,
    row: at,
    householdNo: row.household.householdNo,
    written: cells[1] ?? '',
  });
}

const VARIANTS = [
  { kind: 'padded', write: (id: string) => ` ${id}  ` },
  { kind: 'full-width', write: (id: string) => id.replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))) },
  { kind: 'lower-case', write: (id: string) => (id.endsWith('X') ? id.toLowerCase() : null) },
  {
    kind: 'fifteen-digits',
    write: (id: string) => (id.slice(6, 8) === '19' ? id.slice(0, 6) + id.slice(8, 17) : null),
  },
] as const;

function addVariant(state: MonthState, row: Background, cells: string[]): boolean {
  const [id, ...rest] = cells;
  const variant = VARIANTS[state.ledger.variants.length % VARIANTS.length];
  const written = id && variant ? variant.write(id) : null;
  if (written === null || !variant) return false;
  const at = writeCells(state, row.item, [written, ...rest]);
  hear(state, row, cells);
  state.ledger.variants.push({
    item: row.item,
    row: at,
    householdNo: row.household.householdNo,
    kind: variant.kind,
  });
  return true;
}
