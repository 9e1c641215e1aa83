import { maskName } from '@shouwang/platform/crypto/mask.ts';
import type { RunHit } from '../contract.runs.ts';
import type { HitPage } from './api.ts';
import { RISK_WORDS } from './codes.ts';
import { groupText, handlingText } from './hit-columns.tsx';

const HEAD = [
  '等级',
  '户主（遮蔽）',
  '区划代码',
  '村',
  '组',
  '最要紧的理由',
  '类别',
  '规则',
  '多维得分',
  '新进',
  '办理',
];
const LEVELS: Readonly<Record<number, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '绿' };

/** A cell of a CSV; text that a spreadsheet would take for a formula is made plain. */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One household as a line: no full name, no numbers of papers, no amounts. */
export function csvLine(hit: RunHit): string {
  const cells = [
    hit.level === null ? '未能判断' : (LEVELS[hit.level] ?? ''),
    maskName(hit.headName),
    hit.areaCode,
    hit.villageName,
    groupText(hit.groupNo),
    hit.mainReason,
    hit.riskTypes.map((type) => RISK_WORDS[type] ?? type).join('、'),
    hit.rules.join(' '),
    hit.score?.toFixed(2) ?? '',
    hit.isNew ? '是' : '',
    handlingText(hit),
  ];
  return cells.map(csvCell).join(',');
}

/** The whole list behind a filter as CSV with a byte order mark, read page by page. */
export async function hitsCsv(load: (cursor: string | undefined) => Promise<HitPage>): Promise<string> {
  const lines = [HEAD.join(',')];
  let cursor: string | undefined;
  do {
    const page = await load(cursor);
    lines.push(...page.items.map(csvLine));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
