import type { StatusKind } from '@shouwang/platform/ui/StatusTag.tsx';
import { CHANGE_STATE, CHANGE_TYPE } from '../codes.change.ts';
import { nameOf } from '../codes.ts';
import type { ChangeField, ChangeRow } from '../contract.ts';
import { type FieldSpec, specsOf, wordsOf } from './correction-fields.ts';

const KINDS: Record<ChangeRow['state'], StatusKind> = {
  SUBMITTED: 'waiting',
  RETURNED: 'bad',
  APPLIED: 'ok',
  REJECTED: 'bad',
  WITHDRAWN: 'neutral',
};

/** The mark of a state. */
export const stateLook = (state: ChangeRow['state']) => ({ kind: KINDS[state], name: nameOf(CHANGE_STATE, state) });
/** The name of a type of change. */
export const typeName = (type: string) => nameOf(CHANGE_TYPE, type);

const OTHERS: Record<string, string> = {
  memberStatus: '离户',
  reversed: '冲销收支',
  incomeItems: '录入收支',
  joining: '新成员',
  reason: '事由',
  documents: '佐证材料',
  changeDate: '变动日期',
  idType: '证件类型',
  residentCount: '常住人口',
};

const specOf = (field: string): FieldSpec | undefined => specsOf('member').get(field) ?? specsOf(null).get(field);

/** The name of a field, whosever it is. */
const fieldLabel = (field: string) => OTHERS[field] ?? specOf(field)?.label ?? field;
/** The name of a value of a request: whose, and which field. */
export function valueLabel({ memberName, subject, field }: ChangeField): string {
  const whose = memberName ?? (subject === 'joining' ? '新成员' : '');
  return whose ? `${whose}：${fieldLabel(field)}` : fieldLabel(field);
}

/** The name of a key that was sent back. */
export function keyLabel(key: string, values: readonly ChangeField[]): string {
  const value = values.find((one) => one.key === key);
  return value ? valueLabel(value) : fieldLabel(key.slice(key.lastIndexOf('.') + 1));
}

/** One value in words. */
export function valueWords({ subject, field }: Pick<ChangeField, 'subject' | 'field'>, value: unknown): string {
  if (field === 'memberStatus') return value === 'left' ? '离户' : '现有成员';
  if (field === 'reversed') return value === true ? '冲销' : '计入';
  if (subject === 'joining' && (value === null || value === undefined)) return '—';
  return wordsOf(specOf(field), value);
}

/** What a request would change, in one line. */
export function summaryOf({ changeType, fields }: Pick<ChangeRow, 'changeType' | 'fields'>): string {
  if (changeType !== 'H6') return typeName(changeType);
  const shown = fields.slice(0, 4).map(fieldLabel).join('、');
  return fields.length > 4 ? `${shown} 等 ${fields.length} 项` : shown;
}
