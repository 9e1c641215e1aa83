import type { StatusKind } from '@shouwang/platform/ui/StatusTag.tsx';
import { type CaseRow, type CaseState, CHANNEL_NAMES, RISK_NAMES, type RiskType, STATE_NAMES } from '../contract.ts';

const KINDS: Readonly<Partial<Record<CaseState, StatusKind>>> = {
  REGISTERED: 'ok',
  APPROVED: 'ok',
  ANNOUNCED: 'ok',
  CLOSED: 'neutral',
  WITHDRAWN: 'neutral',
  RECEIVED: 'waiting',
  DISPATCHED: 'waiting',
  SUSPENDED: 'waiting',
  RETURNED: 'waiting',
  OBJECTED: 'waiting',
  REJECTED: 'bad',
};

/** How a state is shown: its kind of tag and its name. */
export function stateLook(state: CaseState): { kind: StatusKind; name: string } {
  return { kind: KINDS[state] ?? 'running', name: STATE_NAMES[state] };
}

/** Risks in words. */
export const riskWords = (types: readonly string[]) => types.map((type) => RISK_NAMES[type as RiskType] ?? type);
export const channelWord = (channel: string) => CHANNEL_NAMES[channel] ?? channel;

/** Days left of a row: of its step, or null when it has none or has ended. */
export const daysLeft = (row: Pick<CaseRow, 'clock'>) => row.clock.stepDaysLeft;

/** Money in whole yuan with its unit. */
export const yuanWords = (fen: number | null) =>
  fen === null ? '未知' : `${Math.round(fen / 100).toLocaleString('zh-CN')} 元`;
