import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { EvidenceRow } from './evidence-rows.ts';

const columns: Column<EvidenceRow>[] = [
  {
    key: 'fact',
    title: '事实',
    render: (row) =>
      row.isWhole ? <b>{row.fact}</b> : <span className={row.limit ? '' : 'trc-part'}>{row.fact}</span>,
  },
  {
    key: 'value',
    title: '数值',
    align: 'right',
    nowrap: true,
    render: (row) => (row.limit ? <b>{row.value}</b> : row.value),
  },
  { key: 'limit', title: '门槛', align: 'right', nowrap: true, hideOnPhone: true, render: (row) => row.limit },
  {
    key: 'source',
    title: '来源',
    nowrap: true,
    render: (row) => (
      <>
        {row.source}
        {row.nameDiffers && (
          <>
            {' '}
            <StatusTag kind="waiting">姓名不一致，请核对</StatusTag>
          </>
        )}
      </>
    ),
  },
  {
    key: 'file',
    title: '文件',
    hideOnPhone: true,
    render: (row) => <span className="trc-file">{row.file}</span>,
  },
  { key: 'row', title: '行', align: 'right', nowrap: true, render: (row) => row.row },
  {
    key: 'date',
    title: '数据日期',
    align: 'right',
    nowrap: true,
    hideOnPhone: true,
    render: (row) => row.date && <DateText value={row.date} />,
  },
];

/** Where the values of a rule come from: department, file, row, day. */
export function EvidenceTable({ rows, label }: { rows: readonly EvidenceRow[]; label: string }) {
  return (
    <DataTable
      label={label}
      query={listOf(rows)}
      columns={columns}
      rowKey={(row) => row.key}
      empty={{ title: '没有可列的数值' }}
    />
  );
}
