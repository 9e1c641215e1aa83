import { permissions as registryPermissions } from '@shouwang/modules/registry/contract.ts';
import { COUNTY_ROLES } from '@shouwang/modules/staff/contract.ts';
import {
  Day,
  line,
  Moment,
  Month,
  PageQuery,
  type Permissions,
  PublicId,
  text,
} from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';

/** Code of a department data item (table `exchange_item`): YB-02. */
export const ItemCode = z.string().regex(/^[A-Z]{2}-\d{2}$/, '数据项代码应为两个字母加两位数字，例如 YB-02');
export type ItemCode = z.infer<typeof ItemCode>;

/** States of a file: on its way, checked and waiting for the office, in use, unreadable, taken back. */
export const ImportState = z.enum(['received', 'checking', 'held', 'accepted', 'failed', 'withdrawn']);
export type ImportState = z.infer<typeof ImportState>;

/** Chinese names of the states. */
export const STATE_NAMES: Record<ImportState, string> = {
  received: '已收到',
  checking: '核对中',
  held: '待确认',
  accepted: '已入库',
  failed: '未能读取',
  withdrawn: '已撤回',
};

/** Where an item stands in a month: in use, waiting for confirmation, being checked, unreadable, not come and overdue, not due yet. */
export const ItemStanding = z.enum(['arrived', 'held', 'checking', 'failed', 'late', 'waiting']);
export type ItemStanding = z.infer<typeof ItemStanding>;

/** One step of the work on a file that is done. */
export const ImportStep = z.object({ code: z.string(), name: z.string(), note: z.string(), at: Moment });
export type ImportStep = z.infer<typeof ImportStep>;

/** How far the check of a file is. */
export const ImportProgress = z.object({
  stage: z.enum(['queued', 'reading', 'checking', 'matching', 'writing', 'done', 'failed']),
  done: z.int(),
  total: z.int().nullable(),
  unit: z.enum(['rows', 'bytes']),
  /** Rows or bytes a second, measured. */
  rate: z.int().nullable(),
  seconds: z.number(),
  steps: z.array(ImportStep),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/** One quality gate with what was measured and what is allowed; `warn` does not block. */
export const QualityGate = z.object({
  code: z.string(),
  name: z.string(),
  value: z.string(),
  limit: z.string(),
  result: z.enum(['pass', 'warn', 'hold']),
});
export type QualityGate = z.infer<typeof QualityGate>;

/** A file in a list. rowsIn = rowsAccepted + rowsRejected, rowsAccepted = rowsMatched + rowsUnmatched. */
export const ImportBatch = z.object({
  id: PublicId,
  batchNo: z.string(),
  itemCode: ItemCode,
  itemName: z.string(),
  departmentName: z.string(),
  period: Month,
  fileName: z.string(),
  fileSize: z.int(),
  state: ImportState,
  /** Whether this file is the one that is screened for its item and month. */
  inForce: z.boolean(),
  rowsIn: z.int().nullable(),
  rowsAccepted: z.int().nullable(),
  rowsRejected: z.int().nullable(),
  rowsMatched: z.int().nullable(),
  rowsUnmatched: z.int().nullable(),
  warnings: z.int(),
  daysLate: z.int(),
  uploadedBy: z.string(),
  receivedAt: Moment,
  finishedAt: Moment.nullable(),
  version: z.int(),
});
export type ImportBatch = z.infer<typeof ImportBatch>;

/** Why a file could not be read, at which columns. */
export const ImportFailureView = z.object({
  code: z.string(),
  detail: z.string(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
});
export type ImportFailureView = z.infer<typeof ImportFailureView>;

/** Counts of a check beyond the sums. */
export const CheckReport = z.object({
  rejectedByCode: z.record(z.string(), z.int()),
  unmatchedByReason: z.record(z.string(), z.int()),
  /** Matched rows whose name is another than the registered one; they count, and somebody must look at them. */
  nameMismatches: z.int(),
  blankRows: z.int(),
  unknownColumns: z.array(z.string()),
  absentColumns: z.array(z.string()),
  lines: z.int(),
  /** Headers of the file as they came. */
  header: z.array(z.string()),
});
export type CheckReport = z.infer<typeof CheckReport>;

/** One of the last months of an item. */
export const PeriodSum = z.object({
  period: Month,
  id: PublicId,
  rowsIn: z.int(),
  rowsRejected: z.int(),
  current: z.boolean(),
});
export type PeriodSum = z.infer<typeof PeriodSum>;

/** What a withdrawal does, said before it is done; `refusal` says why it cannot be done. */
export const WithdrawalView = z.object({
  may: z.boolean(),
  refusal: z.string().nullable(),
  until: Day,
  effects: z.array(z.string()),
  withdrawnBy: z.string().nullable(),
  withdrawnAt: Moment.nullable(),
  reason: z.string().nullable(),
});
export type WithdrawalView = z.infer<typeof WithdrawalView>;

/** 导入报告: everything about one file. */
export const ImportReport = ImportBatch.extend({
  fileHash: z.string(),
  encoding: z.enum(['utf-8', 'gb18030', 'xlsx']).nullable(),
  headerRow: z.int().nullable(),
  template: z.int(),
  basis: z.string(),
  dataDate: Day.nullable(),
  seconds: z.number().nullable(),
  progress: ImportProgress,
  gates: z.array(QualityGate),
  report: CheckReport.nullable(),
  failure: ImportFailureView.nullable(),
  history: z.array(PeriodSum),
  confirmedBy: z.string().nullable(),
  /** The file waits for a confirmation, and the reader did not hand it in himself. */
  confirmable: z.boolean(),
  withdrawal: WithdrawalView,
});
export type ImportReport = z.infer<typeof ImportReport>;

/** A refused row, or one to be looked at: where, what, why, and how to repair it. `marks`: wrong signs of the shown value, [from, to). */
export const RejectedRow = z.object({
  rowNo: z.int(),
  column: z.string(),
  value: z.string(),
  marks: z.array(z.tuple([z.int(), z.int()])),
  code: z.string(),
  reason: z.string(),
  repair: z.string(),
});
export type RejectedRow = z.infer<typeof RejectedRow>;

/** The whole of a refused row, personal cells masked. */
export const RejectedLine = RejectedRow.extend({
  cells: z.array(z.object({ header: z.string(), value: z.string(), faulty: z.boolean() })),
});
export type RejectedLine = z.infer<typeof RejectedLine>;

/** Why a good row belongs to no household: number of another county, or nobody with this number in the registry. */
export const UnmatchedReason = z.enum(['outside-county', 'not-registered']);
export type UnmatchedReason = z.infer<typeof UnmatchedReason>;

/** A row without household; of the person only the masked number. */
export const UnmatchedRow = z.object({
  rowNo: z.int(),
  reason: UnmatchedReason,
  homeCode: z.string(),
  idMask: z.string(),
});
export type UnmatchedRow = z.infer<typeof UnmatchedRow>;

/** A column of an item as the office sees it. */
export const ItemField = z.object({
  header: z.string(),
  required: z.boolean(),
  unit: z.string().nullable(),
  help: z.string(),
  example: z.string(),
  allowed: z.array(z.string()),
});

/** An item with where it stands in a month. */
export const ExchangeItem = z.object({
  code: ItemCode,
  name: z.string(),
  departmentCode: z.string(),
  departmentName: z.string(),
  basis: z.string(),
  basisStanding: z.enum(['default', 'verify']),
  template: z.int(),
  dueDay: Day,
  standing: ItemStanding,
  daysLate: z.int(),
  /** The file in force, or else the last one that came. */
  batch: ImportBatch.nullable(),
  /** Files of the month that wait for the confirmation of the office, beside the one in force or as the only ones. */
  held: z.int(),
  /** Whether the actor may hand in files of this item. */
  mayUpload: z.boolean(),
  fields: z.array(ItemField),
});
export type ExchangeItem = z.infer<typeof ExchangeItem>;

/** Items of a month; without one the month whose files are due now. */
export const ItemQuery = z.object({ period: Month.optional() });
export const ItemList = z.object({ period: Month, items: z.array(ExchangeItem) });
export type ItemList = z.infer<typeof ItemList>;

/** What a file is sent for; goes with the file as form fields. */
export const UploadFields = z.object({ item: ItemCode, period: Month });
/** The answer to an upload: `existing` = this very file was there already and nothing was changed. */
export const Uploaded = z.object({ existing: z.boolean(), batch: ImportBatch });
export type Uploaded = z.infer<typeof Uploaded>;

export const ImportQuery = PageQuery.extend({
  item: ItemCode.optional(),
  period: Month.optional(),
  state: ImportState.optional(),
});
export type ImportQuery = z.infer<typeof ImportQuery>;
/** `code`: fault codes, separated by commas. */
export const RejectedQuery = PageQuery.extend({
  code: z
    .string()
    .regex(/^[a-z-]+(,[a-z-]+)*$/)
    .max(400)
    .optional(),
});
export type RejectedQuery = z.infer<typeof RejectedQuery>;
export const UnmatchedQuery = PageQuery.extend({ reason: UnmatchedReason.optional() });
export type UnmatchedQuery = z.infer<typeof UnmatchedQuery>;
/** `revealed`: with words on health, for whoever has just revealed it with a reason. */
export const WordsQuery = z.object({ health: z.enum(['revealed']).optional() });
export const FormatQuery = z.object({ format: z.enum(['csv', 'xlsx']).default('csv') });

/** Takes a file back: why, and its number typed once more as second confirmation. */
export const Withdrawal = z.object({ reason: text(500), batchNo: line(40) });
export type Withdrawal = z.infer<typeof Withdrawal>;
/** Confirms a file that is held: the office says that the numbers are right. */
export const Confirmation = z.object({ reason: text(500) });
export type Confirmation = z.infer<typeof Confirmation>;

/** Largest file in bytes. */
export const MAX_FILE_BYTES = 256 * 1_048_576;
/** Rows under another name that are listed; more than these say that a column is wrong, not who is. The report counts all. */
export const MAX_FLAGGED_ROWS = 20_000;
/** Days within which a file may be taken back. */
export const WITHDRAW_DAYS = 30;

const COUNTY_READERS = ['COUNTY_DEPT', ...COUNTY_ROLES] as const;

/** Departments see their own items only; town and village see no file (their area does not reach the county's rows either). */
export const permissions = {
  listExchangeItems: COUNTY_READERS,
  uploadDepartmentFile: ['COUNTY_DEPT', 'COUNTY_LEAD'],
  listImports: COUNTY_READERS,
  getImport: COUNTY_READERS,
  listRejectedRows: COUNTY_READERS,
  getRejectedRow: COUNTY_READERS,
  listUnmatchedRows: COUNTY_READERS,
  listFlaggedRows: COUNTY_READERS,
  downloadRejectedRows: COUNTY_READERS,
  downloadFlaggedRows: COUNTY_READERS,
  downloadOriginal: COUNTY_READERS,
  confirmImport: ['COUNTY_DEPT', 'COUNTY_LEAD', 'COUNTY_APPROVER'],
  withdrawImport: ['COUNTY_LEAD'],
  downloadTemplate: COUNTY_READERS,
  /** Whoever may open a household's file; which household is the registry's matter. */
  listDepartmentWords: registryPermissions.getHousehold,
} as const satisfies Permissions;

/** Expected refusals of this module; a file that cannot be read is `failed` with a code of its own in its report. */
export const ExchangeRefusal = z.enum([
  'item-unknown',
  'item-of-other-department',
  'no-department',
  'period-in-future',
  'file-missing',
  'file-twice',
  'batch-no-differs',
  'too-many-rows',
  'not-held',
  'own-file',
  'not-withdrawable',
  'health-masked',
]);
export type ExchangeRefusal = z.infer<typeof ExchangeRefusal>;
