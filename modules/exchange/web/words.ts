import { addMonths } from '@shouwang/platform/clock/days.ts';
import type { StatusKind } from '@shouwang/platform/ui/StatusTag.tsx';
import type { ExchangeItem, ImportBatch, ImportProgress, ImportState, ItemStanding } from '../contract.ts';
import { FAULT_GROUPS, type FaultGroup, GROUP_NAMES } from '../rules.ts';

/** `202610` as `2026-10`. */
export const monthWords = (period: string) => `${period.slice(0, 4)}-${period.slice(4)}`;

/** The months that can be chosen: the one that is due and the eleven before, and the running one. */
export function monthChoices(today: string): { value: string; label: string }[] {
  const now = today.slice(0, 7).replace('-', '');
  return Array.from({ length: 13 }, (_, i) => addMonths(now, -i)).map((value) => ({
    value,
    label: `${monthWords(value)} 期`,
  }));
}

/** The month that is due on a day: the one before. */
export const dueMonth = (today: string) => addMonths(today.slice(0, 7).replace('-', ''), -1);

export const STATE_KINDS: Record<ImportState, StatusKind> = {
  received: 'running',
  checking: 'running',
  held: 'waiting',
  accepted: 'ok',
  failed: 'bad',
  withdrawn: 'neutral',
};

/** Where an item stands, in a word and a colour. */
export const STANDINGS: Record<ItemStanding, { word: string; kind: StatusKind }> = {
  arrived: { word: '已入库', kind: 'ok' },
  held: { word: '待确认', kind: 'waiting' },
  checking: { word: '核对中', kind: 'running' },
  failed: { word: '未能读取', kind: 'bad' },
  late: { word: '未到', kind: 'bad' },
  waiting: { word: '未到期', kind: 'neutral' },
};

/** What is to be said beside the state: days late, days left, the office that is waited for. */
export function standingNote(item: ExchangeItem): string {
  if (item.standing === 'held') return '等部门确认数字';
  if (item.standing === 'failed') return '看原因，改好重传';
  if (item.standing === 'waiting') return `${item.dueDay.slice(5)} 前`;
  const late = item.daysLate > 0 ? `迟 ${item.daysLate} 天` : '按时';
  return item.held > 0 ? `${late}，另有 ${item.held} 份待确认` : late;
}

/** A part of a whole as `1.15%`; null without a whole. */
export function rate(part: number | null, whole: number | null): string | null {
  if (part === null || whole === null || whole === 0) return null;
  return `${((part / whole) * 100).toFixed(2)}%`;
}

/** Counts of refused rows by group, largest first. */
export function groupCounts(
  byCode: Readonly<Record<string, number>>,
): { group: FaultGroup; name: string; codes: string[]; count: number }[] {
  const groups = (Object.keys(GROUP_NAMES) as FaultGroup[]).map((group) => {
    const codes = Object.keys(byCode).filter((code) => FAULT_GROUPS[code as keyof typeof FAULT_GROUPS] === group);
    return { group, name: GROUP_NAMES[group], codes, count: codes.reduce((sum, code) => sum + (byCode[code] ?? 0), 0) };
  });
  return groups.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

export const STAGE_WORDS: Record<ImportProgress['stage'], string> = {
  queued: '排队等候核对',
  reading: '读取文件',
  checking: '逐行核对',
  matching: '匹配到户',
  writing: '写入',
  done: '已完成',
  failed: '未能完成',
};

/** Seconds that the present stage will still take, where that can be said. */
export function secondsLeft({ done, total, rate: speed }: ImportProgress): number | null {
  return total !== null && speed ? Math.max(0, Math.round((total - done) / speed)) : null;
}

export const ENCODING_WORDS = { 'utf-8': 'CSV · UTF-8', gb18030: 'CSV · GB18030', xlsx: 'Excel' } as const;

export const UNMATCHED_WORDS = {
  'outside-county': { title: '证件号不是本县的', note: '按号码前六位；迁入本县的核户籍后补建' },
  'not-registered': { title: '本县号码，不在农户库', note: '核户籍后补建，或为城镇居民' },
} as const;

/** `按 3fa9 72c1 e08b`: the beginning of a hash in groups. */
export const shortHash = (hash: string) => (hash.slice(0, 12).match(/.{4}/g) ?? []).join(' ');

/** Words of a file for a link: its number, else its name. */
export const batchTitle = (batch: Pick<ImportBatch, 'itemCode' | 'itemName'>) => `${batch.itemCode} ${batch.itemName}`;
