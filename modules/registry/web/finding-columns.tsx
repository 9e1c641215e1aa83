import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { FindingRow } from '../contract.ts';

const age = (days: number) => (days <= 0 ? '今天' : `${days} 天前`);

/** Columns of the list of findings. */
export function findingColumns(today: string): Column<FindingRow>[] {
  return [
    {
      key: 'severity',
      title: '程度',
      nowrap: true,
      width: 72,
      render: (row) => (
        <StatusTag kind={row.severity === 'error' ? 'bad' : 'neutral'}>
          {row.severity === 'error' ? '错误' : '提醒'}
        </StatusTag>
      ),
    },
    {
      key: 'household',
      title: '户',
      nowrap: true,
      render: (row) => <TwoLines first={`${row.headName}户`} second={row.householdNo} />,
    },
    {
      key: 'what',
      title: '问题',
      render: (row) => (
        <TwoLines first={row.message} second={[row.memberName ?? '', row.code ?? ''].filter(Boolean).join(' · ')} />
      ),
    },
    {
      key: 'place',
      title: '村',
      hideOnPhone: true,
      nowrap: true,
      render: (row) => <TwoLines first={row.villageName} second={row.townName} />,
    },
    {
      key: 'since',
      title: '发现',
      hideOnPhone: true,
      nowrap: true,
      render: (row) => <TwoLines first={row.foundOn} second={age(daysBetween(row.foundOn, today))} />,
    },
  ];
}
