import { LINE_ROLES } from '@shouwang/modules/staff/contract.ts';
import { AreaCode, Day, PageQuery, type Permissions, PublicId } from '@shouwang/platform/schema/schema.ts';
import { z } from 'zod';
import { DISPATCH_STATES } from './codes.ts';

export * from './codes.ts';

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

/** 工作单: one household in one cycle, all hints merged, for the one responsible village. */
export const Dispatch = z.object({
  id: PublicId,
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
  caseId: PublicId.nullable(),
});
export type Dispatch = z.infer<typeof Dispatch>;

export const DispatchFilter = PageQuery.extend({
  area: AreaCode.optional(),
  level: z.coerce.number().int().min(1).max(3).optional(),
  state: DispatchState.optional(),
  /** Sheets that are not closed. */
  open: z.enum(['true']).optional(),
  /** Sheets whose visit should have been made by now. */
  overdue: z.enum(['true']).optional(),
  rule: z.string().max(20).optional(),
});
export type DispatchFilter = z.infer<typeof DispatchFilter>;

/** How often a rule was right: sheets with a result over the period, and those whose household was confirmed. */
export const RulePrecision = z.object({ code: z.string(), checked: z.int(), confirmed: z.int() });
export type RulePrecision = z.infer<typeof RulePrecision>;

export const permissions = {
  listDispatches: LINE_ROLES,
  listRulePrecision: LINE_ROLES,
} as const satisfies Permissions;
