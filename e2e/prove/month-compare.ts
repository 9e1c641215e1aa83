import type { ErrorCode, FlagCode, Ledger } from '@shouwang/modules/demonstration/ledger.ts';
import { LEVELS } from '@shouwang/modules/demonstration/plants.ts';
import type { ImportedFiles, ScreenedMonth } from '../month.ts';

/** What the ledger and the platform say, held against each other: what is wrong, and the counts as lines of a table. */
export interface Comparison {
  faults: string[];
  table: string[];
}

type Ask = { ledger: Ledger; villages: ReadonlyMap<string, string>; monitored: readonly string[] };

const CUTOFF = 0.33;
const HIGH = 0.5;
const TOLERANCE = 1e-9;
/** Hard rules of the pack that only make a planted event graver. */
const GRAVER = new Set(['SUDDEN-SPENDING']);

/** The words of the exchange for the errors of the ledger. */
const REASONS: Readonly<Record<ErrorCode, string>> = {
  ID_CHECK_DIGIT: 'id-check-digit',
  ID_LENGTH: 'id-length',
  REQUIRED_MISSING: 'required',
  NOT_A_NUMBER: 'number-unit',
  CELL_ERROR: 'formula-error',
  NEGATIVE_NUMBER: 'negative',
  DATE_INVALID: 'date-invalid',
  DATE_IN_FUTURE: 'date-future',
  MONTH_INVALID: 'month-invalid',
  UNKNOWN_CODE: 'unknown-value',
  DUPLICATE_ROW: 'duplicate-row',
  DOCUMENT_REPEATED: 'document-repeated',
  EXTRA_CELL: 'columns-extra',
};

/** Holds what was screened against the ledger: every planted cause found, nothing found without one, no near miss, no fact of the negative list lost. */
export function compareFindings(ask: Ask, screened: ScreenedMonth): Comparison {
  const parts = [
    compareCauses(ask.ledger, screened),
    compareScores(ask.ledger, screened),
    compareNearMisses(ask.ledger, screened),
    compareKinds(ask.monitored, screened),
    compareExclusions(ask, screened),
  ];
  return { faults: parts.flatMap(({ faults }) => faults), table: parts.flatMap(({ table }) => table) };
}

const line = (name: string, text: string) => `${name.padEnd(12)} ${text}`;

function triggerOf(code: string): string | null {
  if (code.startsWith('PLT-1-')) return 'PLT-1';
  return /^[A-Z]{3}-\d+$/.test(code) ? code : null;
}

/** Triggers by household; 'AF' where the score reaches the cutoff. */
function foundBy({ sheets, hits }: ScreenedMonth): Map<string, Set<string>> {
  const poor = new Set(
    hits.flatMap(({ householdNo, score }) => (score !== null && score >= CUTOFF - TOLERANCE ? [householdNo] : [])),
  );
  return new Map(
    sheets.map(({ householdNo, codes }) => {
      const triggers = codes.flatMap((code) => triggerOf(code) ?? []);
      return [householdNo, new Set(poor.has(householdNo) ? [...triggers, 'AF'] : triggers)];
    }),
  );
}

function compareCauses(ledger: Ledger, screened: ScreenedMonth): Comparison {
  const found = foundBy(screened);
  const planted = new Map(ledger.flagged.map(({ householdNo, codes }) => [householdNo, codes]));
  const counts = new Map<string, { planted: number; missed: number }>();
  const faults: string[] = [];
  for (const [householdNo, codes] of planted)
    for (const code of codes) {
      const count = counts.get(code) ?? { planted: 0, missed: 0 };
      const missed = !found.get(householdNo)?.has(code);
      counts.set(code, { planted: count.planted + 1, missed: count.missed + Number(missed) });
      if (missed) faults.push(`${code} of household ${householdNo} was not found`);
    }
  const extra = [...found].flatMap(([householdNo, codes]) =>
    [...codes]
      .filter((code) => !planted.get(householdNo)?.includes(code as FlagCode))
      .map((code) => `${householdNo} has ${code}`),
  );
  const baseless = screened.sheets
    .filter(({ householdNo }) => !planted.has(householdNo))
    .map(({ householdNo, codes }) => `a sheet for household ${householdNo} without planted cause: ${codes.join(' ')}`);
  faults.push(
    ...extra.map((text) => `household ${text} without planted cause`),
    ...baseless,
    ...wrongLevels(ledger, screened),
  );
  if (found.size !== screened.sheets.length)
    faults.push(`${screened.sheets.length - found.size} households have more than one sheet`);
  const unplaced =
    ledger.unplaced.length > 0 ? `; not planted for want of a fitting household: ${ledger.unplaced.join(', ')}` : '';
  const table = [...counts]
    .sort()
    .map(([code, { planted: all, missed }]) => line(code, `${all} planted, ${all - missed} found, ${missed} missed`));
  table.push(
    line(
      'sheets',
      `${screened.sheets.length} for ${planted.size} flagged households, ${baseless.length} without cause; ${extra.length} triggers without cause${unplaced}`,
    ),
  );
  return { faults, table };
}

/** A sheet has the level of its gravest cause; only a hard rule may make it graver. */
function wrongLevels(ledger: Ledger, { sheets }: ScreenedMonth): string[] {
  const scores = new Map(ledger.multidimensional.map(({ householdNo, score }) => [householdNo, score]));
  const levels = new Map(
    ledger.flagged.map(({ householdNo, codes }) => {
      const band = (scores.get(householdNo) ?? 0) >= HIGH - TOLERANCE ? 2 : 3;
      return [householdNo, Math.min(...codes.map((code) => (code === 'AF' ? band : (LEVELS[code] ?? 4))))];
    }),
  );
  return sheets.flatMap(({ householdNo, level, codes }) => {
    const due = levels.get(householdNo);
    if (due === undefined || level === due || (level < due && codes.some((code) => GRAVER.has(code)))) return [];
    return [`household ${householdNo} has level ${level}, the planted causes give ${due}`];
  });
}

function compareScores(ledger: Ledger, { hits }: ScreenedMonth): Comparison {
  const scores = new Map(hits.map(({ householdNo, score }) => [householdNo, score]));
  const wrong = ledger.multidimensional.filter(
    ({ householdNo, score }) => Math.abs((scores.get(householdNo) ?? -1) - score) > TOLERANCE,
  );
  return {
    faults: wrong.map(
      ({ householdNo, score }) =>
        `household ${householdNo} has score ${scores.get(householdNo)}, counted by hand ${score}`,
    ),
    table: [
      line(
        'scores',
        `${ledger.multidimensional.length} counted by hand, ${ledger.multidimensional.length - wrong.length} equal to 1e-9`,
      ),
    ],
  };
}

function compareNearMisses({ nearMisses }: Ledger, { sheets }: ScreenedMonth): Comparison {
  const sent = new Map(sheets.map(({ householdNo, codes }) => [householdNo, codes]));
  const fired = nearMisses.filter(({ householdNo }) => sent.has(householdNo));
  return {
    faults: fired.map(
      ({ key, householdNo }) =>
        `near miss ${key} of household ${householdNo} fired: ${sent.get(householdNo)?.join(' ')}`,
    ),
    table: [line('near misses', `${nearMisses.length} planted, ${fired.length} fired`)],
  };
}

/** A monitored household gets a follow-up sheet and no case; every other one a work sheet of which a case is opened. */
function compareKinds(monitored: readonly string[], { sheets }: ScreenedMonth): Comparison {
  const known = new Set(monitored);
  const sent = new Set(sheets.map(({ householdNo }) => householdNo));
  const wrong = sheets.filter(({ householdNo, kind, opensCase }) => {
    const isMonitored = known.has(householdNo);
    return (kind === 'follow-up') !== isMonitored || opensCase === isMonitored;
  });
  const missed = monitored.filter((householdNo) => !sent.has(householdNo));
  const followUps = sheets.filter(({ kind }) => kind === 'follow-up').length;
  return {
    faults: [
      ...wrong.map(
        ({ householdNo, kind, opensCase }) =>
          `household ${householdNo}, ${known.has(householdNo) ? '' : 'not '}monitored, has a sheet of kind ${kind}${opensCase ? ' that opens a case' : ''}`,
      ),
      ...missed.map((householdNo) => `monitored household ${householdNo} has no follow-up sheet`),
    ],
    table: [
      line(
        'follow-ups',
        `${monitored.length} flagged households monitored already, ${followUps} follow-up sheets, ${wrong.length} of the wrong kind`,
      ),
    ],
  };
}

/** Most households with such a fact give no other cause and have no trace, so they are counted by village. */
function compareExclusions({ ledger, villages }: Ask, { exclusions }: ScreenedMonth): Comparison {
  const due = new Map<string, Set<string>>();
  for (const { expects, level, householdNo } of ledger.events)
    if (expects && level === null) {
      const key = `${expects} ${villages.get(householdNo)}`;
      due.set(key, (due.get(key) ?? new Set()).add(householdNo));
    }
  const found = new Map(exclusions.map(({ code, areaCode, households }) => [`${code} ${areaCode}`, households]));
  const faults = [...new Set([...due.keys(), ...found.keys()])].flatMap((key) => {
    const [wanted, got] = [due.get(key)?.size ?? 0, found.get(key) ?? 0];
    return wanted === got ? [] : [`${key}: ${wanted} households planted, ${got} found`];
  });
  const table = ['N2', 'N6'].map((code) => {
    const keys = [...due.keys()].filter((key) => key.startsWith(`${code} `));
    const planted = keys.reduce((sum, key) => sum + (due.get(key)?.size ?? 0), 0);
    const hit = keys.reduce((sum, key) => sum + Math.min(due.get(key)?.size ?? 0, found.get(key) ?? 0), 0);
    return line(code, `${planted} planted, ${hit} found (counted by village)`);
  });
  return { faults, table };
}

/** Holds the refused rows and the sums of the files against the ledger: right row, right column, matching reason, and no other row. */
export function compareImports(ledger: Ledger, imported: ImportedFiles): Comparison {
  const { files, rejected } = imported;
  const names = compareNames(ledger, imported);
  const refused = new Map(rejected.map(({ item, row, column, code }) => [`${item} ${row}`, `${column} ${code}`]));
  // Rows of the ledger count from the first row under the header; the file's own rows from the header.
  const due = new Map(
    ledger.errors.map(({ item, row, column, code }) => [`${item} ${row + 1}`, `${column ?? '整行'} ${REASONS[code]}`]),
  );
  const missed = [...due].filter(([place, what]) => refused.get(place) !== what);
  const extra = [...refused].filter(([place]) => !due.has(place));
  const faults = [
    ...missed.map(([place, what]) => `planted error ${place} (${what}): ${refused.get(place) ?? 'not refused'}`),
    ...extra.map(([place, what]) => `row ${place} was refused without planted error: ${what}`),
    ...wrongSums(ledger, files),
    ...names.faults,
  ];
  const rows = files.reduce((sum, { rowsIn }) => sum + rowsIn, 0);
  const table = [
    line(
      'errors',
      `${due.size} planted, ${due.size - missed.length} refused with row, column and reason, ${missed.length} missed; ${extra.length} rows refused without planted error`,
    ),
    line(
      'files',
      `${files.length} of ${new Set(ledger.files.map(({ item }) => item)).size}, ${rows} rows, ${ledger.variants.length} numbers written otherwise, ${ledger.unmatched.length} strangers`,
    ),
  ];
  return { faults, table: [...table, ...names.table] };
}

/** Rows under another name are taken and listed, each of them and no other; names written otherwise are not listed. */
function compareNames(ledger: Ledger, { flagged }: ImportedFiles): Comparison {
  const listed = new Set(flagged.map(({ item, row, column, code }) => `${item} ${row} ${column} ${code}`));
  const due = new Set(ledger.nameMismatches.map(({ item, row }) => `${item} ${row + 1} 姓名 name-mismatch`));
  const missed = [...due].filter((one) => !listed.has(one));
  const extra = [...listed].filter((one) => !due.has(one));
  return {
    faults: [
      ...missed.map((one) => `planted name ${one} was not listed`),
      ...extra.map((one) => `row ${one} was listed without planted name`),
    ],
    table: [
      line(
        'names',
        `${due.size} planted, ${due.size - missed.length} listed, ${missed.length} missed; ${extra.length} rows listed without planted name; ${ledger.nameVariants.length} written otherwise, not listed`,
      ),
    ],
  };
}

function wrongSums(ledger: Ledger, files: ImportedFiles['files']): string[] {
  return ledger.files
    .filter(({ name }) => name.endsWith('.csv'))
    .flatMap(({ item, rows, rejected, unmatched }) => {
      const file = files.find((one) => one.item === item);
      const want = `${rows} rows, ${rejected} refused, ${unmatched} unmatched, accepted`;
      const got = file
        ? `${file.rowsIn} rows, ${file.rejected} refused, ${file.unmatched} unmatched, ${file.state}`
        : 'not imported';
      return want === got ? [] : [`${item}: ${want} in the ledger; ${got}`];
    });
}
