import { z } from 'zod';

/** How the text of a cell is read. Money is yuan in files and fen in the columns. */
const FieldType = z.enum([
  'idNumber',
  'name',
  'text',
  'date',
  'month',
  'money',
  'int',
  'number',
  'code',
  'bool',
  'disabilityCard',
  'creditCode',
]);

/** One column of an item: what it is called in files and in the columnar rows, and what a good value looks like. */
export const CatalogueField = z.strictObject({
  /** Chinese header as in the template. */
  header: z.string().min(1),
  /** Other headers under which offices send the same column. */
  aliases: z.array(z.string()).default([]),
  /** Column name in the columnar rows. */
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  type: FieldType,
  /** An empty cell is refused, and so is a file without the column. */
  required: z.boolean(),
  unit: z.string().optional(),
  /** Lowest and highest value; money in yuan. */
  range: z.tuple([z.number(), z.number()]).optional(),
  /** Longest text in characters. */
  maxLength: z.int().min(1).max(500).default(100),
  /** Chinese word -> code that is stored; the code itself is accepted too. */
  values: z.record(z.string(), z.string()).optional(),
  /** Codes are stored as text unless told. */
  storeAs: z.enum(['text', 'integer']).default('text'),
  /** Says who somebody is or belongs to one person: masked wherever it is shown. */
  personal: z.boolean().default(false),
  /**
   * Whether the value goes into the columnar rows; names, numbers and cards never do. `keyed`: the number of the document that a row
   * stands for, of which a keyed hash is kept (`document_key`), so that a document counts once in however many files it comes.
   */
  kept: z.union([z.boolean(), z.literal('keyed')]).default(true),
  help: z.string(),
  example: z.string(),
});
export type CatalogueField = z.infer<typeof CatalogueField>;

/** When a file is accepted with a reminder (`warn`) and when it is held until the office confirms it (`hold`). */
export const QualityGates = z.strictObject({
  /** Files with fewer rows than this, like the one before, are never held. */
  holdFromRows: z.int().min(0),
  rejectRate: z.strictObject({ warn: z.number(), hold: z.number() }),
  matchRate: z.strictObject({ warn: z.number() }),
  /** Rows of this file against the last file in force, in either direction. */
  rowSwing: z.strictObject({ hold: z.number() }),
  requiredComplete: z.strictObject({ warn: z.number() }),
  /** Matched rows whose name is another than the registry has for this number: a wrong column or shifted rows. */
  nameMismatchShare: z.strictObject({ warn: z.number(), hold: z.number() }),
  /** Rows whose amount is above so many yuan are named for spot checks. */
  bigAmount: z.strictObject({ field: z.string(), above: z.number() }).optional(),
  /** Share of rows whose date lies in the month of the file. */
  inPeriod: z.strictObject({ field: z.string(), warn: z.number() }).optional(),
});
export type QualityGates = z.infer<typeof QualityGates>;

/** One department data item (交换目录): who sends what, by which right, when, and how it is checked. */
export const CatalogueItem = z
  .strictObject({
    code: z.string().regex(/^[A-Z]{2}-\d{2}$/),
    name: z.string(),
    /** Code of the table `department`. */
    department: z.string(),
    departmentName: z.string(),
    /** By which right the office gives the data; `verify` = to be confirmed by the county before the first real file. */
    basis: z.strictObject({ text: z.string(), standing: z.enum(['default', 'verify']) }),
    cycle: z.enum(['monthly']),
    /** Header of the column that finds the person. */
    key: z.string(),
    /** Day of the following month by which the file is due (`pp:screening.pushDay`). */
    pushDay: z.int().min(1).max(28),
    /** Column whose latest value is the data date of a file; without one the last day of its month. */
    dataDate: z.string().optional(),
    /** Version of the template that offices download. */
    template: z.int().min(1),
    fields: z.array(CatalogueField).min(3),
    gates: QualityGates,
  })
  .superRefine((item, ctx) => {
    for (const message of entryFaults(item)) ctx.addIssue({ code: 'custom', message: `${item.code}: ${message}` });
  });
export type CatalogueItem = z.infer<typeof CatalogueItem>;

type Entry = { fields: CatalogueField[]; key: string; dataDate?: string | undefined; gates: QualityGates };

/** Columns of the columnar files that are not fields. */
const OWN_COLUMNS = [
  'batch_id',
  'row_no',
  'county_code',
  'person_key',
  'household_id',
  'member_id',
  'name_differs',
  'period',
  'document_key',
];

/** What of an entry does not fit together. */
function entryFaults(item: Entry): string[] {
  const names = item.fields.map((field) => field.name);
  const headers = item.fields.flatMap((field) => [field.header, ...field.aliases]).map(normaliseHeader);
  const used = [item.dataDate, item.gates.bigAmount?.field, item.gates.inPeriod?.field];
  const checks: [boolean, string][] = [
    [new Set(names).size !== names.length, 'two fields have the same name'],
    [new Set(headers).size !== headers.length, 'two fields share a header or alias'],
    [
      item.fields[0]?.header !== item.key || item.fields[0]?.type !== 'idNumber',
      'the key comes first and is an ID number',
    ],
    [item.fields.some((field) => field.type === 'code' && !field.values), 'a field of codes has no allowed values'],
    [item.fields.some((field) => field.personal && field.kept === true), 'a personal field must not be kept'],
    [item.fields.filter((field) => field.kept === 'keyed').length > 1, 'a row stands for one document at most'],
    [item.fields.filter((field) => field.type === 'name').length !== 1, 'a row names its person once'],
    [names.some((name) => OWN_COLUMNS.includes(name)), 'a field has the name of a column that every row has'],
    [used.some((name) => name !== undefined && !names.includes(name)), 'a gate or the data date names no field'],
  ];
  return checks.filter(([wrong]) => wrong).map(([, message]) => message);
}

/** A catalogue entry from parsed YAML; a wrong entry is a fault of the product and stops the start. */
export function parseItem(raw: unknown): CatalogueItem {
  return CatalogueItem.parse(raw);
}

/** A header as it is compared: compatibility forms folded, without white space, stars and remarks such as （必填） or （元）. Other units stay: a column in 万元 is another column. */
function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\s*\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\((必填|选填|必须|元|文本格式|YYYY-MM-DD|YYYYMM)\)/gi, '')
    .toUpperCase();
}

/** What a header row says: for each field its position in the file, what is missing and what nobody knows. */
export interface HeaderMap {
  /** Position of each field in the file by order of the catalogue; -1 when the column is absent. */
  positions: number[];
  /** Headers of required fields that are absent. */
  missing: string[];
  /** Headers of optional fields that are absent: taken as empty. */
  absent: string[];
  /** Headers of the file that no field bears: ignored with a reminder. */
  unknown: string[];
  /** Headers that name a field a second time. */
  repeated: string[];
  /** Number of columns of the file, unknown ones included. */
  columns: number;
}

/** Finds the fields of an item among the cells of a row. */
export function mapHeader(item: CatalogueItem, cells: readonly string[]): HeaderMap {
  const byHeader = new Map(
    item.fields.flatMap((field, i) =>
      [field.header, ...field.aliases].map((header) => [normaliseHeader(header), i] as const),
    ),
  );
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  const positions = item.fields.map(() => -1);
  const unknown: string[] = [];
  const repeated: string[] = [];
  cells.slice(0, last + 1).forEach((cell, at) => {
    const field = byHeader.get(normaliseHeader(cell));
    if (field === undefined) unknown.push(cell.trim() || `第${at + 1}列（无标题）`);
    else if (positions[field] !== -1) repeated.push(cell.trim());
    else positions[field] = at;
  });
  const without = item.fields.filter((_, i) => positions[i] === -1);
  return {
    positions,
    missing: without.filter((field) => field.required).map((field) => field.header),
    absent: without.filter((field) => !field.required).map((field) => field.header),
    unknown,
    repeated,
    columns: last + 1,
  };
}

/** How many fields a header row names; the row with the most is the header. */
export function headerScore(map: HeaderMap): number {
  return map.positions.filter((position) => position >= 0).length;
}

/** The columns of an item in its columnar file after those of every row, with their types. */
export function keptFields(item: CatalogueItem): { field: CatalogueField; index: number }[] {
  return item.fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.kept === true && !field.personal);
}

/** Position of the field with the number of the document that a row stands for, or -1. */
export function documentField(item: Pick<CatalogueItem, 'fields'>): number {
  return item.fields.findIndex((field) => field.kept === 'keyed');
}

/** Position of the field with the name of the person. */
export function nameField(item: Pick<CatalogueItem, 'fields'>): number {
  return item.fields.findIndex((field) => field.type === 'name');
}
