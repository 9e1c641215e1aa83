import type { StatusKind } from '@shouwang/platform/ui/StatusTag.tsx';
import {
  ACCOUNT_STATES,
  type AccountState,
  type GrantRequest,
  type HeldPost,
  OFFICE_NAMES,
} from '../contract.accounts.ts';

const KINDS: Readonly<Record<AccountState, StatusKind>> = {
  PENDING: 'waiting',
  ACTIVE: 'ok',
  LOCKED: 'bad',
  SUSPENDED: 'neutral',
  CLOSED: 'neutral',
};

/** How a state is shown. */
export function stateLook(state: AccountState): { kind: StatusKind; name: string } {
  return { kind: KINDS[state], name: ACCOUNT_STATES[state] };
}

const REQUESTS: Readonly<Record<GrantRequest['state'], { kind: StatusKind; name: string }>> = {
  waiting: { kind: 'waiting', name: '待同意' },
  approved: { kind: 'ok', name: '已同意' },
  refused: { kind: 'bad', name: '不同意' },
  withdrawn: { kind: 'neutral', name: '已撤回' },
  lapsed: { kind: 'neutral', name: '已过期' },
};

/** How a request is shown. */
export const requestLook = (state: GrantRequest['state']) => REQUESTS[state];

/** The login name, or a dash for an account that was never opened. */
export const loginWords = (loginName: string) => (loginName.startsWith('~') ? '—' : loginName);

/** An office in words, with a dot before it. */
export const officeWords = (code: string | null) =>
  code ? ` · ${OFFICE_NAMES[code as keyof typeof OFFICE_NAMES] ?? code}` : '';

/** 村两委干部 · 翁源县 · 翁城镇. */
export const postWords = ({
  roleName,
  areaName,
  departmentCode,
}: Pick<HeldPost, 'roleName' | 'areaName' | 'departmentCode'>) =>
  `${roleName}${officeWords(departmentCode)} · ${areaName}`;

/** From when to when, in words. */
export function daysWords({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }): string {
  return `${validFrom ? `${validFrom} ` : '同意之日'}起${validTo ? `至 ${validTo}` : '，长期'}`;
}

/** Verbs on record, in words. */
export const VERB_WORDS: Readonly<Record<string, string>> = {
  requestAccount: '申请开账号',
  approveAccount: '同意开账号',
  refuseAccount: '不同意开账号',
  requestPost: '申请岗位',
  approvePost: '同意岗位',
  refusePost: '不同意岗位',
  withdrawGrantRequest: '撤回申请',
  lapseGrantRequest: '申请过期',
  endPost: '结束岗位',
  suspendAccount: '停用',
  resumeAccount: '恢复',
  lockAccount: '久未登录，自动锁定',
  closeAccount: '注销',
  resetCredential: '发放登录凭据',
  endAccountSession: '结束会话',
  changePassword: '修改密码',
  stepUp: '再次核验动态码',
  signIn: '登录',
  signOut: '退出登录',
  changePost: '换岗位',
  openAccount: '开账号（命令行）',
  postAccount: '加岗位（命令行）',
  resetAccount: '发放登录凭据（命令行）',
};
