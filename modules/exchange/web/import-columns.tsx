import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { type ImportBatch, STATE_NAMES } from '../contract.ts';
import { batchTitle, monthWords, STATE_KINDS } from './words.ts';

/** Columns of the files that came. */
export const importColumns: Column<ImportBatch>[] = [
  {
    key: 'no',
    title: '导入编号',
    nowrap: true,
    render: (batch) => <TwoLines first={batch.batchNo} second={formatDate(batch.receivedAt, 'minute')} />,
  },
  { key: 'item', title: '数据项', render: (batch) => <TwoLines first={batchTitle(batch)} second={batch.fileName} /> },
  { key: 'period', title: '所属期', nowrap: true, hideOnPhone: true, render: (batch) => monthWords(batch.period) },
  {
    key: 'state',
    title: '状态',
    nowrap: true,
    render: (batch) => (
      <span className="sw-row" style={{ gap: 6 }}>
        <StatusTag kind={STATE_KINDS[batch.state]}>{STATE_NAMES[batch.state]}</StatusTag>
        {batch.state === 'accepted' && !batch.inForce && <span className="sw-note">已被后一份替代</span>}
        {batch.inForce && batch.warnings > 0 && <StatusTag kind="policy">提醒 {batch.warnings} 项</StatusTag>}
      </span>
    ),
  },
  {
    key: 'rowsIn',
    title: '收到 行',
    align: 'right',
    nowrap: true,
    render: ({ rowsIn }) => (rowsIn === null ? '—' : count(rowsIn)),
  },
  {
    key: 'rejected',
    title: '拒收 行',
    align: 'right',
    nowrap: true,
    render: ({ rowsRejected }) => (rowsRejected === null ? '—' : count(rowsRejected)),
  },
  { key: 'by', title: '上报', hideOnPhone: true, render: (batch) => batch.uploadedBy },
];
