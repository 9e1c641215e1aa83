import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { HOUSEHOLD_TYPE, MONITORING_STATE, nameOf } from '../codes.ts';
import type { HouseholdRow } from '../contract.ts';

/** Columns of the list of households. */
export const householdColumns: Column<HouseholdRow>[] = [
  {
    key: 'household',
    title: '户',
    nowrap: true,
    render: (row) => <TwoLines first={`${row.headName}户`} second={row.householdNo} />,
  },
  {
    key: 'place',
    title: '村组',
    render: (row) => (
      <TwoLines first={row.villageName} second={[row.townName, row.groupNo].filter(Boolean).join(' · ')} />
    ),
  },
  {
    key: 'type',
    title: '户类型',
    hideOnPhone: true,
    nowrap: true,
    render: (row) => nameOf(HOUSEHOLD_TYPE, row.householdType),
  },
  {
    key: 'size',
    title: '共同生活',
    align: 'right',
    hideOnPhone: true,
    nowrap: true,
    render: (row) => `${row.sharingCount} 人`,
  },
  { key: 'risk', title: '风险', nowrap: true, render: (row) => <RiskMark level={row.riskLevel} look="tag" /> },
  {
    key: 'reason',
    title: '缘由',
    hideOnPhone: true,
    render: (row) => row.riskReason ?? <span className="sw-note">—</span>,
  },
  {
    key: 'state',
    title: '监测状态',
    hideOnPhone: true,
    nowrap: true,
    render: (row) => (
      <StatusTag kind={row.monitoringState === 'NOT_COVERED' ? 'neutral' : 'running'}>
        {nameOf(MONITORING_STATE, row.monitoringState)}
      </StatusTag>
    ),
  },
  {
    key: 'visited',
    title: '最近走访',
    hideOnPhone: true,
    nowrap: true,
    render: (row) =>
      row.lastVisitedOn ? <DateText value={row.lastVisitedOn} /> : <span className="sw-note">没有记录</span>,
  },
];
