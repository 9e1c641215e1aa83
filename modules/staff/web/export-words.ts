import { count } from '@shouwang/platform/ui/numbers.ts';
import type { StatusKind } from '@shouwang/platform/ui/StatusTag.tsx';
import { EXPORT_STATES, type ExportRequest } from '../contract.exports.ts';

const KINDS: Readonly<Record<ExportRequest['state'], StatusKind>> = {
  requested: 'waiting',
  approved: 'running',
  refused: 'bad',
  ready: 'ok',
  expired: 'neutral',
  failed: 'bad',
  withdrawn: 'neutral',
};

/** How a state is shown. */
export function stateLook(state: ExportRequest['state']): { kind: StatusKind; name: string } {
  return { kind: KINDS[state], name: EXPORT_STATES[state] };
}

/** The filter in one line. */
export function filterWords({ words }: Pick<ExportRequest, 'words'>): string {
  return words.length > 0 ? words.map(({ label, text }) => `${label}：${text}`).join('；') : '没有筛选，辖区全部';
}

/** `1,000 / 20,000 行，每秒 5,000 行`, for a file that is being made. */
export function progressWords({ started, rowsDone, rowsAsked, rate }: ExportRequest): string {
  if (!started) return '排队中';
  return `${count(rowsDone)} / ${count(rowsAsked)} 行${rate ? `，每秒 ${count(rate)} 行` : ''}`;
}

/** `1.2 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
