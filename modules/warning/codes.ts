/** States of a work sheet (codes/states.csv, CLUE). */
export const DISPATCH_STATES = {
  RECEIVED: '已接收',
  MERGED: '已并入',
  DISPATCHED: '已派发',
  VERIFYING: '核实中',
  VERIFIED: '已核实',
  DEPT_FOLLOWUP: '行业部门跟进',
  TO_IDENTIFY: '转识别程序',
  CLOSED: '已办结',
} as const;

/** Kinds of sheets: one leads to a case, the other to the contact of a household that is monitored already. */
export const SHEET_KINDS = { identification: '工作单', 'follow-up': '跟进单' } as const;

/** Results of a visit that confirm the warning (codes/procedure_result.csv): the household is to be identified or helped. */
export const CONFIRMED_RESULTS = ['P1.V1', 'P4.F1'] as const;

/**
 * What a visit on a follow-up sheet may come to: the feedback codes of P4 in the words of a household that is monitored already. 不符合 (F2) is not
 * among them: whether the household qualifies was decided when it was taken in.
 */
export const FOLLOW_UP_RESULTS = {
  'P4.F1': '需加强帮扶',
  'P4.F3': '已有措施在办',
  'P4.F4': '已解决',
  'P4.F5': '数据错误',
  'P4.F6': '查无此人',
} as const;

/**
 * Results of a follow-up that confirm its rules: the difficulty is there, whether more is needed or measures run already. 已解决 does not: the
 * visit found nothing to do, as little as 数据错误 and 查无此人.
 */
export const CONFIRMED_FOLLOW_UPS = ['P4.F1', 'P4.F3'] as const;

/** The result with which a household stays on the list 需加强帮扶. */
export const NEEDS_HELP = 'P4.F1';

/** States of a sheet that is still open: further hints about the household join it. */
export const OPEN_STATES = ['RECEIVED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY'] as const;

/** States of a sheet whose visit is still to be made: its due day runs. */
export const VISIT_STATES = ['RECEIVED', 'DISPATCHED', 'VERIFYING'] as const;
