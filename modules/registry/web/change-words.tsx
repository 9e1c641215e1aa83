import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import type { TimelineEntry } from '@shouwang/platform/ui/Timeline.tsx';
import type { ReactNode } from 'react';
import { MONITORING_STATE, nameOf } from '../codes.ts';
import type { HouseholdChange } from '../contract.ts';
import { specsOf, wordsOf } from './correction-fields.ts';

const SOURCES: Record<string, string> = {
  correction: '更正',
  registration: '登记建档',
  screening: '筛查',
  casework: '办理',
  declared: '农户自报',
  estimated: '村级估算',
  department: '部门数据',
  imported: '导入',
};
const LABELS: Record<string, string> = {
  householdNo: '户编号',
  monitoringState: '监测状态',
  monitorContact: '监测联系人',
  memberStatus: '成员状态',
  changeType: '变动类型',
  changeDate: '变动日期',
  idType: '证件类型',
};
const TONES = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'safe' } as const;

type Field = HouseholdChange['fields'][number];

const specOf = (change: HouseholdChange, field: string) =>
  specsOf(change.subject === 'member' ? 'member' : null).get(field);

/** The name of a field of the history. */
function labelOf(change: HouseholdChange, field: string): string {
  return specOf(change, field)?.label ?? LABELS[field] ?? field;
}

/** One side of a change in words. */
function sideOf(change: HouseholdChange, field: string, value: unknown): string {
  if (change.subject === 'income') return value === null ? '—' : `${(Number(value) / 100).toFixed(2)} 元`;
  if (field === 'monitoringState') return nameOf(MONITORING_STATE, value as string | null);
  if (field === 'memberStatus') return value === 'left' ? '已离户' : '现有成员';
  return wordsOf(specOf(change, field), value);
}

function Line({ change, field }: { change: HouseholdChange; field: Field }) {
  if (field.field === 'riskLevel') {
    return (
      <>
        等级由 <RiskMark level={field.before as number | null} /> 变为 <RiskMark level={field.after as number | null} />
      </>
    );
  }
  return (
    <>{`${labelOf(change, field.field)}：${sideOf(change, field.field, field.before)} → ${sideOf(change, field.field, field.after)}`}</>
  );
}

/** What a change says in one line each. */
export function titleOf(change: HouseholdChange): ReactNode {
  if (change.source === 'registration') return '登记建档';
  const who = change.memberName ? `${change.memberName}：` : '';
  const shown = change.fields.slice(0, 3);
  return (
    <>
      {who}
      {shown.map((field, index) => (
        <span key={field.field}>
          {index > 0 && '；'}
          <Line change={change} field={field} />
        </span>
      ))}
      {change.fields.length > shown.length && ` 等 ${change.fields.length} 项`}
    </>
  );
}

/** Who and why, for the end of an entry. */
export function sourceOf(change: HouseholdChange): string {
  return [
    SOURCES[change.source] ?? change.source,
    change.proposedByName === null ? change.actorName : `${change.proposedByName}提出，${change.actorName}批准`,
    change.source === 'registration' ? '' : change.reason,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** A change as an entry of the timeline. */
export function entryOf(change: HouseholdChange): TimelineEntry {
  const level =
    change.subject === 'risk'
      ? (change.fields.find((field) => field.field === 'riskLevel')?.after as keyof typeof TONES | null)
      : null;
  return {
    key: change.id,
    at: change.changedAt,
    title: titleOf(change),
    source: sourceOf(change),
    ...(level ? { tone: TONES[level] } : {}),
  };
}
