import type { CodeTable } from './codes.ts';

/** 变动类型: corrections, a change of head, and members who join (M1) or leave (M2). Splitting, merging, moving and closing a household are not among them. */
export const CHANGE_TYPE = {
  source: '全国防返贫监测信息系统（自然增加、自然减少），细类为本平台编码',
  names: {
    H6: '信息更正',
    H5: '户主变更',
    M11: '出生',
    M12: '婚入',
    M13: '户口迁入',
    M14: '收养',
    M15: '刑满释放、退役返回',
    M16: '识别遗漏补录',
    M21: '死亡',
    M22: '婚出',
    M23: '户口迁出',
    M24: '判刑收监',
    M25: '参军或出家',
    M26: '失踪（宣告）',
    M27: '不共享收支（识别错误）',
  },
} as const satisfies CodeTable;
export type ChangeTypeCode = keyof typeof CHANGE_TYPE.names;

/** Whether a member joins by this type. */
export const isJoining = (type: string): boolean => /^M1\d$/.test(type);
/** Whether a member leaves by this type. */
export const isLeaving = (type: string): boolean => /^M2\d$/.test(type);

/** The paper that P7 asks for with a type; types that are not named need none. */
export const EVIDENCE_OF: Readonly<Partial<Record<ChangeTypeCode, string>>> = {
  M11: '出生医学证明',
  M12: '结婚证页或书面说明',
  M13: '户口簿迁入页',
  M21: '死亡证明，或两名干部的书面说明',
  M22: '结婚证页或书面说明',
  M23: '户口簿迁出页',
  M24: '判决书或收监通知',
};

/** By how much the registered population (户籍人口) of the household changes with a type (own rule, to be confirmed): who keeps his place in the register of households changes nothing. */
export const REGISTER_EFFECT: Readonly<Partial<Record<ChangeTypeCode, 1 | -1>>> = {
  M11: 1,
  M12: 1,
  M13: 1,
  M14: 1,
  M21: -1,
  M22: -1,
  M23: -1,
  M26: -1,
};

/** States of a request (machine CHANGE, and 撤回 of the proposer). APPROVED is passed through within one transaction. */
export const CHANGE_STATE = {
  source: 'P7',
  names: {
    SUBMITTED: '待审批',
    RETURNED: '已退回',
    APPROVED: '已批准',
    APPLIED: '已生效',
    REJECTED: '不批准',
    WITHDRAWN: '已撤回',
  },
} as const satisfies CodeTable;
