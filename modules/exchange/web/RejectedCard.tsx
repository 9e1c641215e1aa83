import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { urlField } from '@shouwang/platform/ui/url-state.ts';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useUrlState } from '@shouwang/platform/ui/use-url-state.ts';
import { Button } from 'antd';
import { useState } from 'react';
import type { ImportReport, RejectedRow } from '../contract.ts';
import { useRejectedRows } from './api.ts';
import { MarkedValue } from './MarkedValue.tsx';
import { RejectedLineModal } from './RejectedLineModal.tsx';
import { groupCounts } from './words.ts';

const fields = { fault: urlField.text() };

function columns(onOpen: (rowNo: number) => void): Column<RejectedRow>[] {
  return [
    { key: 'row', title: '行号', align: 'right', nowrap: true, width: 72, render: (row) => count(row.rowNo) },
    { key: 'column', title: '列', nowrap: true, render: (row) => row.column },
    {
      key: 'value',
      title: '原值',
      render: (row) => (
        <span className="ex-value-cell">
          <MarkedValue row={row} />
        </span>
      ),
    },
    { key: 'reason', title: '原因', width: 168, render: (row) => row.reason },
    {
      key: 'repair',
      title: '怎么改',
      hideOnPhone: true,
      render: (row) => <span className="ex-repair">{row.repair}</span>,
    },
    {
      key: 'line',
      title: '整行',
      hideTitle: true,
      hideOnPhone: true,
      align: 'right',
      nowrap: true,
      render: (row) => (
        <Button
          type="link"
          size="small"
          className="ex-act"
          onClick={() => onOpen(row.rowNo)}
          aria-label={`看整行，第 ${row.rowNo} 行`}
        >
          看整行
        </Button>
      ),
    },
  ];
}

/** The refused rows: where, what, why, and how to repair it. A row with several faults shows the first. */
export function RejectedCard({ report }: { report: ImportReport }) {
  const [filter, setFilter] = useUrlState(fields);
  const [open, setOpen] = useState<number | null>(null);
  const cursor = useCursor();
  const groups = groupCounts(report.report?.rejectedByCode ?? {});
  const chosen = groups.find(({ group }) => group === filter.fault);
  const list = useRejectedRows(report.id, { code: chosen?.codes.join(',') ?? '', cursor: cursor.cursor });
  const total = chosen?.count ?? report.rowsRejected ?? 0;
  const options = [
    { value: 'all', label: '全部', count: report.rowsRejected ?? 0 },
    ...groups.map(({ group, name, count: rows }) => ({ value: group as string, label: name, count: rows })),
  ];
  return (
    <div id="rejected">
      <Card title="拒收的行" note={`${count(report.rowsRejected ?? 0)} 行，一行多错只列第一处`} flush>
        {groups.length > 1 && (
          <div className="ex-filter">
            <SegmentedFilter
              label="按原因"
              value={chosen?.group ?? 'all'}
              options={options}
              onChange={(fault) => setFilter({ fault: fault === 'all' ? '' : fault })}
            />
          </div>
        )}
        <DataTable
          label="拒收的行"
          query={{ ...list, data: list.data && { ...list.data, total }, isFetching: list.isPlaceholderData }}
          columns={columns(setOpen)}
          rowKey={(row) => String(row.rowNo)}
          onOpen={(row) => setOpen(row.rowNo)}
          cursor={cursor}
          pageSize={10}
          noun="行"
          empty={{ title: '没有拒收的行', text: '每一行都符合目录要求，已全部接受。' }}
        />
      </Card>
      <RejectedLineModal id={report.id} rowNo={open} onClose={() => setOpen(null)} />
    </div>
  );
}
