import { z } from 'zod';
import { DemonstrationPlan, ExpectedCode } from './contract.ts';
import { ITEM_CODES } from './department-items.ts';

const Item = z.enum(ITEM_CODES);
/** Number of a data row in its file: 1 is the first row under the header. */
const Row = z.number().int().min(1);
const Level = z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable();

/** What a household can be flagged for: a trigger, or 'AF' for a multidimensional score that reaches the cutoff. */
export const FlagCode = z.enum([...ExpectedCode.options, 'AF']);
export type FlagCode = z.infer<typeof FlagCode>;

/** An event put into a department file: these rows, this household, exactly this hit. */
export const PlantedEvent = z.object({
  key: z.string(),
  item: Item,
  rows: z.array(Row).min(1),
  householdNo: z.string(),
  memberIndex: z.number().int().min(0),
  /** Null for a near miss: rows that must lead to nothing. */
  expects: ExpectedCode.nullable(),
  /** Level that one hit gives; null for the negative list and for near misses. */
  level: Level,
});
export type PlantedEvent = z.infer<typeof PlantedEvent>;

/** Codes of the errors that are planted; each rejects its row. */
export const ErrorCode = z.enum([
  'ID_CHECK_DIGIT',
  'ID_LENGTH',
  'REQUIRED_MISSING',
  'NOT_A_NUMBER',
  'CELL_ERROR',
  'NEGATIVE_NUMBER',
  'DATE_INVALID',
  'DATE_IN_FUTURE',
  'MONTH_INVALID',
  'UNKNOWN_CODE',
  'DUPLICATE_ROW',
  'DOCUMENT_REPEATED',
  'EXTRA_CELL',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** A row that must be rejected, with the column at fault (null: the row as a whole). */
const PlantedError = z.object({
  item: Item,
  row: Row,
  column: z.string().nullable(),
  code: ErrorCode,
  value: z.string(),
});

/** An ID number written otherwise than the registry has it; the row must still be matched. */
const PlantedVariant = z.object({
  item: Item,
  row: Row,
  householdNo: z.string(),
  kind: z.enum(['lower-case', 'padded', 'full-width', 'fifteen-digits']),
});

/** A row that names somebody otherwise than the registry: it is taken, and must be listed for a look. */
const PlantedName = z.object({ item: Item, row: Row, householdNo: z.string(), written: z.string() });

/** Sums of one file; rows = matched + unmatched + rejected. */
const FileCount = z.object({
  item: Item,
  name: z.string(),
  rows: z.number().int(),
  matched: z.number().int(),
  unmatched: z.number().int(),
  rejected: z.number().int(),
});

/** The whole truth about a demonstration month, against which the platform's findings can be held. */
export const Ledger = z.object({
  plan: DemonstrationPlan,
  households: z.number().int(),
  persons: z.number().int(),
  files: z.array(FileCount),
  events: z.array(PlantedEvent),
  nearMisses: z.array(PlantedEvent),
  registryCauses: z.array(
    z.object({ householdNo: z.string(), expects: ExpectedCode, level: Level, variant: z.string() }),
  ),
  /** Households whose score over the twelve indicators of the default set reaches 0.33, from registry and files. */
  multidimensional: z.array(z.object({ householdNo: z.string(), score: z.number() })),
  errors: z.array(PlantedError),
  variants: z.array(PlantedVariant),
  nameMismatches: z.array(PlantedName),
  /** Names written otherwise (spaces, full width) that are the registered ones all the same: they must not be listed. */
  nameVariants: z.array(PlantedName),
  unmatched: z.array(z.object({ item: Item, row: Row, name: z.string() })),
  /** Plants for which the county had no fitting household. */
  unplaced: z.array(z.string()),
  /** Households that must be flagged, with every code that must be found for them (negative list left out). */
  flagged: z.array(z.object({ householdNo: z.string(), codes: z.array(FlagCode) })),
});
export type Ledger = z.infer<typeof Ledger>;

/** Gathers the flagged households of events, registry causes and scores, in the order of their numbers. */
export function flaggedHouseholds(
  ledger: Pick<Ledger, 'events' | 'registryCauses' | 'multidimensional'>,
): Ledger['flagged'] {
  const codes = new Map<string, Set<FlagCode>>();
  const add = (householdNo: string, code: FlagCode) => {
    const known = codes.get(householdNo) ?? new Set<FlagCode>();
    codes.set(householdNo, known.add(code));
  };
  for (const event of ledger.events) if (event.expects && event.level !== null) add(event.householdNo, event.expects);
  for (const cause of ledger.registryCauses) add(cause.householdNo, cause.expects);
  for (const { householdNo } of ledger.multidimensional) add(householdNo, 'AF');
  return [...codes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([householdNo, found]) => ({ householdNo, codes: [...found].sort() }));
}

/** The ledger as text; equal ledgers give equal bytes. */
export function ledgerJson(ledger: Ledger): string {
  return `${JSON.stringify(ledger, null, 1)}\n`;
}
