import { addDays, daysBetween } from '@shouwang/platform/clock/days.ts';
import type { CatalogueItem, QualityGates } from './rules.catalogue.ts';

/** One quality gate of a file: what was measured, what is allowed, and what follows. `warn` never blocks, `hold` waits for the office. */
export interface Gate {
  code: string;
  name: string;
  value: string;
  limit: string;
  result: 'pass' | 'warn' | 'hold';
}

/** Counts of a checked file that its gates are judged by. */
export interface FileFacts {
  rowsIn: number;
  rejected: number;
  accepted: number;
  matched: number;
  /** Matched rows whose name is not the registered one. */
  nameMismatches: number;
  /** Rows refused because something required was empty. */
  requiredEmpty: number;
  /** Rows above the amount of the gate. */
  big: number;
  /** Accepted rows whose date lies in the month of the file. */
  inPeriod: number;
  headerFound: number;
  unknownColumns: string[];
  absentColumns: string[];
  period: string;
  receivedOn: string;
  /** Rows of the last file in force; null for the first one. */
  previousRows: number | null;
}

/** The day by which the file of a month is due: the push day of the following month. */
export function dueDay(item: Pick<CatalogueItem, 'pushDay'>, period: string): string {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(4));
  const [y, m] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return `${y}-${String(m).padStart(2, '0')}-${String(item.pushDay).padStart(2, '0')}`;
}

/** The last day of a month, `YYYYMM` -> `YYYY-MM-DD`. */
export function lastDayOf(period: string): string {
  return addDays(dueDay({ pushDay: 1 }, period), -1);
}

/** Days by which a file came after its due day; 0 when in time. */
export function daysLate(item: Pick<CatalogueItem, 'pushDay'>, period: string, receivedOn: string): number {
  return Math.max(0, daysBetween(dueDay(item, period), receivedOn));
}

const percent = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
const asPercent = (share: number) => `${(Math.round(share * 10_000) / 100).toFixed(2)}%`;
const asLimit = (share: number) => `${Math.round(share * 1000) / 10}%`;

/** Judges all gates of a checked file. An empty file is valid: its shares count as fulfilled. */
export function judgeGates(item: CatalogueItem, facts: FileFacts): Gate[] {
  const { gates } = item;
  const list: Gate[] = [
    { code: 'unique', name: '文件未重复', value: '指纹首次出现', limit: '', result: 'pass' },
    headerGate(item, facts),
    swingGate(gates, facts),
    rejectGate(gates, facts),
    matchGate(gates.matchRate.warn, facts),
    nameGate(gates, facts),
    completeGate(gates.requiredComplete.warn, facts),
  ];
  if (gates.inPeriod) list.splice(2, 0, periodGate(gates.inPeriod.warn, facts));
  if (gates.bigAmount) {
    const limit = `> ${gates.bigAmount.above.toLocaleString('en-US')} 元，抽核`;
    list.push({
      code: 'bigAmount',
      name: '异常大额',
      value: `${facts.big} 行`,
      limit,
      result: facts.big > 0 ? 'warn' : 'pass',
    });
  }
  const late = daysLate(item, facts.period, facts.receivedOn);
  list.push({
    code: 'punctual',
    name: '按时推送',
    value: late > 0 ? `迟 ${late} 天` : '按时',
    limit: `次月 ${item.pushDay} 日前`,
    result: late > 0 ? 'warn' : 'pass',
  });
  return list;
}

function headerGate(item: CatalogueItem, facts: FileFacts): Gate {
  const { unknownColumns, absentColumns, headerFound } = facts;
  const remarks = [
    unknownColumns.length > 0 ? `多 ${unknownColumns.length} 列` : '',
    absentColumns.length > 0 ? `缺选填 ${absentColumns.length} 列` : '',
  ].filter(Boolean);
  return {
    code: 'header',
    name: '表头',
    value: `${headerFound} / ${item.fields.length} 列`,
    limit: remarks.join('，') || '全部识别',
    result: remarks.length > 0 ? 'warn' : 'pass',
  };
}

function periodGate(least: number, { inPeriod, accepted, period }: FileFacts): Gate {
  const share = percent(inPeriod, accepted);
  return {
    code: 'period',
    name: '所属期',
    value: `${asPercent(share)} 在 ${period.slice(0, 4)}-${period.slice(4)}`,
    limit: `≥ ${asLimit(least)}`,
    result: share < least ? 'warn' : 'pass',
  };
}

function swingGate(
  { rowSwing: { hold: times }, holdFromRows }: QualityGates,
  { rowsIn, previousRows }: FileFacts,
): Gate {
  const base = { code: 'rowSwing', name: '行数波动', limit: `上限 ${times} 倍` };
  if (previousRows === null) return { ...base, value: '首期，无可比', result: 'pass' };
  const swing = previousRows === 0 ? (rowsIn === 0 ? 0 : 1) : (rowsIn - previousRows) / previousRows;
  const wild = rowsIn > previousRows * times || rowsIn * times < previousRows;
  const few = Math.max(rowsIn, previousRows) < holdFromRows;
  return {
    ...base,
    value:
      swing > 2 ? `${(rowsIn / previousRows).toFixed(1)} 倍` : `${swing > 0 ? '+' : ''}${(swing * 100).toFixed(1)}%`,
    result: !wild ? 'pass' : few ? 'warn' : 'hold',
  };
}

function rejectGate({ rejectRate: limit, holdFromRows }: QualityGates, { rejected, rowsIn }: FileFacts): Gate {
  const share = rowsIn === 0 ? 0 : rejected / rowsIn;
  const result = share > limit.hold && rowsIn >= holdFromRows ? 'hold' : share > limit.warn ? 'warn' : 'pass';
  return { code: 'rejectRate', name: '拒收率', value: asPercent(share), limit: `≤ ${asLimit(limit.warn)}`, result };
}

function matchGate(least: number, { matched, accepted }: FileFacts): Gate {
  const share = percent(matched, accepted);
  return {
    code: 'matchRate',
    name: '匹配率',
    value: asPercent(share),
    limit: `≥ ${asLimit(least)}`,
    result: share < least ? 'warn' : 'pass',
  };
}

/** Many names that differ are no slips of the pen: the column is wrong, or rows have shifted against each other. */
function nameGate(
  { nameMismatchShare: limit, holdFromRows }: QualityGates,
  { nameMismatches, matched }: FileFacts,
): Gate {
  const share = matched === 0 ? 0 : nameMismatches / matched;
  const result = share > limit.hold && matched >= holdFromRows ? 'hold' : share > limit.warn ? 'warn' : 'pass';
  return {
    code: 'nameMismatchShare',
    name: '姓名不一致',
    value: `${asPercent(share)}，${nameMismatches.toLocaleString('en-US')} 行`,
    limit: `≤ ${asLimit(limit.warn)}`,
    result,
  };
}

function completeGate(least: number, { requiredEmpty, rowsIn }: FileFacts): Gate {
  const share = percent(rowsIn - requiredEmpty, rowsIn);
  return {
    code: 'requiredComplete',
    name: '必填完整',
    value: asPercent(share),
    limit: `≥ ${asLimit(least)}`,
    result: share < least ? 'warn' : 'pass',
  };
}

/** Whether a file waits for the confirmation of the office. */
export function mustHold(gates: readonly Gate[]): boolean {
  return gates.some((gate) => gate.result === 'hold');
}
