import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useSaveFile } from '@shouwang/platform/ui/use-save-file.ts';
import { type ImportReport, MAX_FLAGGED_ROWS, type RejectedRow } from '../contract.ts';
import { fileAddress, useFlaggedRows } from './api.ts';
import { useLocalCursor } from './use-local-cursor.ts';
import { rate } from './words.ts';

const columns: Column<RejectedRow>[] = [
  { key: 'row', title: '行号', align: 'right', nowrap: true, width: 72, render: (row) => count(row.rowNo) },
  { key: 'column', title: '列', nowrap: true, render: (row) => row.column },
  { key: 'value', title: '文件里的姓名', nowrap: true, render: (row) => <span className="ex-value">{row.value}</span> },
  { key: 'reason', title: '原因', render: (row) => row.reason },
  {
    key: 'repair',
    title: '怎么办',
    hideOnPhone: true,
    render: (row) => <span className="ex-repair">{row.repair}</span>,
  },
];

/** Accepted rows whose name is not the registered one: they count, and the office is asked whether it is the same person. */
export function NamesCard({ report }: { report: ImportReport }) {
  const rows = report.report?.nameMismatches ?? 0;
  const cursor = useLocalCursor();
  const save = useSaveFile();
  if (rows === 0) return null;
  const share = rate(rows, report.rowsMatched);
  const listed = Math.min(rows, MAX_FLAGGED_ROWS);
  const cut = listed < rows ? `，只列前 ${count(listed)} 行` : '';
  return (
    <div id="names">
      <Card
        title="姓名与登记不一致"
        note={`${count(rows)} 行${share ? `，占匹配到户的 ${share}` : ''}；请核对是否同一人${cut}`}
        extra={
          <a href={fileAddress.flagged(report.id, 'xlsx')} download onClick={save}>
            下载名单
          </a>
        }
        flush
      >
        <Rows id={report.id} cursor={cursor} total={listed} />
      </Card>
    </div>
  );
}

type RowsProps = { id: string; cursor: ReturnType<typeof useLocalCursor>; total: number };

function Rows({ id, cursor, total }: RowsProps) {
  const list = useFlaggedRows(id, { cursor: cursor.cursor });
  return (
    <DataTable
      label="姓名与登记不一致的行"
      query={{ ...list, data: list.data && { ...list.data, total }, isFetching: list.isPlaceholderData }}
      columns={columns}
      rowKey={(row) => String(row.rowNo)}
      cursor={cursor}
      pageSize={10}
      noun="行"
      empty={{ title: '没有姓名不一致的行' }}
    />
  );
}
