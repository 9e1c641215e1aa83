import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { ChangeRow } from '../contract.ts';
import { stateLook, summaryOf, typeName } from './request-words.ts';

/** Columns of a list of requests. */
export function requestColumns(today: string): Column<ChangeRow>[] {
  return [
    {
      key: 'household',
      title: '户',
      nowrap: true,
      render: (row) => <TwoLines first={`${row.headName}户`} second={row.householdNo} />,
    },
    {
      key: 'place',
      title: '村',
      hideOnPhone: true,
      render: (row) => <TwoLines first={row.villageName} second={row.townName} />,
    },
    {
      key: 'what',
      title: '变更',
      render: (row) => (
        <TwoLines first={typeName(row.changeType)} second={row.changeType === 'H6' ? summaryOf(row) : ''} />
      ),
    },
    {
      key: 'who',
      title: '提出',
      hideOnPhone: true,
      render: (row) => <TwoLines first={row.proposedByName} second={`${row.proposedRoleName} ${row.proposedOn}`} />,
    },
    {
      key: 'level',
      title: '审批',
      nowrap: true,
      hideOnPhone: true,
      render: (row) => (row.level === 'county' ? '县级' : '镇级'),
    },
    {
      key: 'due',
      title: '时限',
      nowrap: true,
      render: (row) =>
        row.state === 'SUBMITTED' || row.state === 'RETURNED' ? (
          <DueText daysLeft={daysBetween(today, row.dueOn)} />
        ) : (
          <span className="sw-note">已办结</span>
        ),
    },
    {
      key: 'state',
      title: '状态',
      nowrap: true,
      render: (row) => {
        const look = stateLook(row.state);
        return <StatusTag kind={look.kind}>{look.name}</StatusTag>;
      },
    },
  ];
}
