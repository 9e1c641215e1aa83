import { maskName } from '@shouwang/platform/crypto/mask.ts';
import { DISPATCH_STATES } from '../warning/codes.ts';
import type { RunHit } from './contract.runs.ts';

/** Short words for risk types (codes/risk_type.csv), for tags and files. */
export const RISK_WORDS: Readonly<Record<string, string>> = {
  '1': '因病',
  '2': '因残',
  '3': '因学',
  '4': '受灾',
  '5': '意外',
  '6': '产业、借贷',
  '7': '务工',
  '8': '缺劳力',
  '9': '住房',
  '10': '饮水',
  '11': '疫情',
  '99': '收入等',
};

/** State of the household's open sheet, in words; a monitored household is its contact's. */
export function handlingText(hit: Pick<RunHit, 'handling' | 'isMonitored'>): string {
  if (!hit.handling && hit.isMonitored) return '监测对象，待派跟进单';
  return DISPATCH_STATES[hit.handling as keyof typeof DISPATCH_STATES] ?? '未派发';
}

/** `一组` from the number or name of a group. */
export function groupText(groupNo: string | null): string {
  if (!groupNo) return '';
  return /^\d+$/.test(groupNo) ? `${groupNo} 组` : groupNo;
}

/** Columns of the list of hits as a file. */
export const HIT_COLUMNS = [
  { title: '等级' },
  { title: '户主', masked: true },
  { title: '区划代码' },
  { title: '村' },
  { title: '组' },
  { title: '最要紧的理由' },
  { title: '类别' },
  { title: '规则' },
  { title: '多维得分' },
  { title: '新进' },
  { title: '办理' },
] as const;
const LEVELS: Readonly<Record<number, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '绿' };

/** One household as cells of a file: no full name, no numbers of papers, no amounts. */
export function hitCells(hit: RunHit): string[] {
  return [
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
}
