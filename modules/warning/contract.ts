import { LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { AreaCode, Day, PageQuery, type Permissions, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { DISPATCH_STATES, SHEET_KINDS } from './codes.ts';
import { FollowUpAct, followUpPermissions, OpenNeed } from './contract.follow-up.ts';

export * from './codes.ts';
export * from './contract.follow-up.ts';

export const SheetKind = z.enum(Object.keys(SHEET_KINDS) as [keyof typeof SHEET_KINDS]);
export type SheetKind = z.infer<typeof SheetKind>;

export const DispatchState = z.enum(Object.keys(DISPATCH_STATES) as [keyof typeof DISPATCH_STATES]);

/** One reason on a work sheet, fit to be read aloud. */
export const DispatchReason = z.object({
  code: z.string(),
  label: z.string(),
  say: z.string(),
  level: z.int().nullable(),
  department: z.string().nullable(),
  /** 新增理由: day on which the reason joined the sheet; absent for the reasons of the first day. */
  addedOn: Day.optional(),
});
export type DispatchReason = z.infer<typeof DispatchReason>;

/** 工作单, or 跟进单 of a household that is monitored already: one household in one cycle, all hints merged, for the one responsible village. */
export const Dispatch = z.object({
  id: PublicId,
  kind: SheetKind,
  dispatchNo: z.string(),
  householdId: PublicId,
  headName: z.string(),
  areaCode: AreaCode,
  villageName: z.string(),
  townName: z.string(),
  runId: PublicId.nullable(),
  level: z.int(),
  reasons: z.array(DispatchReason),
  state: DispatchState,
  receivedOn: Day,
  dueOn: Day,
  /** 重新提示: day of the last hint that came long after the one before (`clue.mergeDays`); null while there was none. */
  renewedOn: Day.nullable(),
  /** The first last day that went by without a visit before the sheet was renewed: 逾期未办又有新提示. */
  missedDueOn: Day.nullable(),
  resultCode: z.string().nullable(),
  /** 监测联系人 of a monitored household; null when nobody is named. */
  contactName: z.string().nullable(),
  caseId: PublicId.nullable(),
});
export type Dispatch = z.infer<typeof Dispatch>;

export const DispatchFilter = PageQuery.extend({
  area: AreaCode.optional(),
  kind: SheetKind.optional(),
  level: z.coerce.number().int().min(1).max(3).optional(),
  state: DispatchState.optional(),
  /** Sheets that are not closed. */
  open: z.enum(['true']).optional(),
  /** Sheets whose visit should have been made by now. */
  overdue: z.enum(['true']).optional(),
  /** 逾期未办又有新提示: the visit was overdue when a new hint came, and is still to be made. */
  renewed: z.enum(['true']).optional(),
  /** 需加强帮扶: the last confirmed follow-up of the household says that it needs more help. */
  need: z.enum(['true']).optional(),
  rule: z.string().max(20).optional(),
});
export type DispatchFilter = z.infer<typeof DispatchFilter>;

/** How often a rule was right: sheets with a result over the period, and those whose household was confirmed. */
export const RulePrecision = z.object({ code: z.string(), checked: z.int(), confirmed: z.int() });
export type RulePrecision = z.infer<typeof RulePrecision>;

/** A value of a hint as it was compared. */
export const HintValue = z.object({
  label: z.string(),
  value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  operator: z.string(),
  threshold: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  unit: z.string().nullable(),
});
export type HintValue = z.infer<typeof HintValue>;

/** Everything about one sheet: its hints with the known values, who looks after the household, and the acts on a follow-up. */
export const Sheet = z.object({
  row: Dispatch,
  version: z.int(),
  household: z.object({
    householdNo: z.string(),
    monitoringState: z.string(),
    lastVisitedOn: Day.nullable(),
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
  }),
  /** The latest hint of each rule. */
  hints: z.array(
    z.object({ code: z.string(), say: z.string(), receivedOn: Day, merged: z.boolean(), values: z.array(HintValue) }),
  ),
  acts: z.array(FollowUpAct),
  /** Which act whoever asks may do now; else why not. */
  due: z
    .object({ act: z.enum(['recordFollowUp', 'confirmFollowUp']), allowed: z.boolean(), why: z.string().nullable() })
    .nullable(),
});
export type Sheet = z.infer<typeof Sheet>;

/** What the file of a household says about its sheets: the open one, and what stays open of a follow-up. */
export const HouseholdSheets = z.object({ open: Dispatch.nullable(), need: OpenNeed.nullable() });
export type HouseholdSheets = z.infer<typeof HouseholdSheets>;

export const permissions = {
  listDispatches: LINE_ROLES,
  getDispatch: LINE_ROLES,
  getHouseholdSheets: LINE_ROLES,
  listRulePrecision: LINE_ROLES,
  ...followUpPermissions,
} as const satisfies Permissions;
