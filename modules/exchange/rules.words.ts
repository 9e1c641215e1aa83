import { nameOf, STUDENT_STATUS } from '@shouwang/modules/registry/codes.ts';
import type { WordItem, WordTopic, WordValues } from '@shouwang/modules/registry/contract.ts';
import { disabilityText } from '@shouwang/modules/registry/rules.ts';

/** A row as it is read for words: cells as text by column. */
export interface WordRow {
  itemCode: WordItem;
  batchId: string;
  period: string;
  rowNo: number;
  memberId: string;
  /** Date of the row, or the month of its state; orders rows about the same subject. */
  dated: string | null;
  cells: Readonly<Record<string, string | null>>;
}

/** One thing that a row says. `holds`: it is said of the data date of the file, not of the date of the row. */
export interface Said {
  topic: WordTopic;
  values: WordValues;
  text: string;
  holds: boolean;
}

/** How the rows of an item become words. */
export interface WordPlan {
  /** Whether a row speaks of the house that a member lives in, or of the member. */
  subject: 'household' | 'member';
  /** `list`: only the latest file counts, it says who is in it now; `records`: dated rows, the latest of a year counts. */
  reads: 'list' | 'records';
  dated: string;
  columns: readonly string[];
  /** Its words tell somebody's health: masked until health is revealed. */
  health: boolean;
  say: (cells: WordRow['cells']) => Said[];
}

const month = (cell: string | null | undefined) => (cell ? `${cell.slice(0, 4)}-${cell.slice(4)}` : '');

/** The five items that speak of what the registry holds too, and how. */
export const WORD_PLANS: Record<WordItem, WordPlan> = {
  'ZJ-01': {
    subject: 'household',
    reads: 'records',
    dated: 'assessed_on',
    columns: ['grade', 'sole_housing', 'exception'],
    health: false,
    say: ({ grade, sole_housing: sole, exception }) => [
      dated('houseGrade', { houseGrade: grade ?? null }, `${grade}级${exception ? '，另有安全住房' : ''}`),
      dated('soleHousing', { soleHousing: sole === 'true' }, sole === 'true' ? '是' : '否'),
    ],
  },
  'SL-01': {
    subject: 'household',
    reads: 'records',
    dated: 'recorded_on',
    columns: ['outage_days', 'quality'],
    health: false,
    say: ({ outage_days: days, quality }) => [
      dated('waterOutageDays', { waterOutageDays: Number(days) }, `${days} 天`),
      // Good quality is one of four conditions of safe water and proves nothing; bad quality disproves it.
      ...(quality === '不合格' ? [dated('safeWater', { safeWater: false }, '水质不合格')] : []),
    ],
  },
  'JY-01': {
    subject: 'member',
    reads: 'list',
    dated: 'status_on',
    columns: ['grade', 'status', 'status_on'],
    health: false,
    say: ({ grade, status, status_on: on }) => {
      const name = nameOf(STUDENT_STATUS, grade);
      return status === '在读'
        ? [held('studentStatus', { studentStatus: grade ?? null }, `${name}在读`)]
        : [held('studentStatus', { studentStatus: null }, `${name}，${status}（${on}）`)];
    },
  },
  'MZ-01': {
    subject: 'member',
    reads: 'list',
    dated: 'start_month',
    columns: ['dibao_kind', 'change', 'start_month', 'stop_month'],
    health: false,
    say: ({ dibao_kind: kind, change, start_month: start, stop_month: stop }) =>
      change === '停发'
        ? [held('dibaoStatus', { dibaoStatus: '0' }, `${month(stop ?? start)} 停发`)]
        : [held('dibaoStatus', { dibaoStatus: kind === '城市低保' ? '2' : '1' }, `${kind}，${month(start)} 起`)],
  },
  'CL-01': {
    subject: 'member',
    reads: 'records',
    dated: 'issued_on',
    columns: ['category', 'grade', 'status'],
    health: true,
    say: ({ category, grade, status }) => {
      const [kind, level] = [Number(category), Number(grade)];
      return status === '有效'
        ? [dated('disability', { disabilityCategory: kind, disabilityGrade: level }, disabilityText(kind, level))]
        : [held('disability', { disabilityCategory: null, disabilityGrade: null }, '残疾人证已注销')];
    },
  },
};

function dated(topic: WordTopic, values: WordValues, text: string): Said {
  return { topic, values, text, holds: false };
}

function held(topic: WordTopic, values: WordValues, text: string): Said {
  return { topic, values, text, holds: true };
}

/** Months back for which dated rows still count. */
export const WORD_MONTHS = 12;

const later = (one: WordRow, other: WordRow) =>
  (one.dated ?? '').localeCompare(other.dated ?? '') ||
  one.period.localeCompare(other.period) ||
  one.rowNo - other.rowNo;

/** Of rows about the same subject the latest: by its own date, then by file, then by its place in the file. */
export function latestRows(rows: readonly WordRow[]): WordRow[] {
  const kept = new Map<string, WordRow>();
  for (const row of rows) {
    const subject = WORD_PLANS[row.itemCode].subject === 'member' ? row.memberId : '';
    const key = `${row.itemCode} ${subject}`;
    const before = kept.get(key);
    if (!before || later(row, before) > 0) kept.set(key, row);
  }
  return [...kept.values()];
}
