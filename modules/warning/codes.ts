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

/** Results of a visit that confirm the warning (codes/procedure_result.csv): the household is to be identified or helped. */
export const CONFIRMED_RESULTS = ['P1.V1', 'P4.F1'] as const;

/** States of a sheet that is still open: further hints about the household join it. */
export const OPEN_STATES = ['RECEIVED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY'] as const;

/** States of a sheet whose visit is still to be made: its due day runs. */
export const VISIT_STATES = ['RECEIVED', 'DISPATCHED', 'VERIFYING'] as const;
