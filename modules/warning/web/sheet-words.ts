import { DISPATCH_STATES, FOLLOW_UP_RESULTS } from '../codes.ts';
import type { Dispatch } from '../contract.ts';

/** States of a follow-up, which knows only three. */
const FOLLOW_UP_STATES: Partial<Record<Dispatch['state'], string>> = {
  DISPATCHED: '待跟进',
  VERIFIED: '待镇确认',
  CLOSED: '已办结',
};

/** The state of a sheet in words. */
export function stateWords({ kind, state }: Pick<Dispatch, 'kind' | 'state'>): string {
  return (kind === 'follow-up' && FOLLOW_UP_STATES[state]) || DISPATCH_STATES[state];
}

/** The result of a follow-up in words; nothing for a work sheet, whose result stands in its case. */
export function resultWords({ kind, resultCode }: Pick<Dispatch, 'kind' | 'resultCode'>): string {
  return kind === 'follow-up' ? (FOLLOW_UP_RESULTS[resultCode as keyof typeof FOLLOW_UP_RESULTS] ?? '') : '';
}
