import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { useState } from 'react';
import type { ImportReport, UnmatchedReason, UnmatchedRow } from '../contract.ts';
import { useUnmatchedRows } from './api.ts';
import { useLocalCursor } from './use-local-cursor.ts';
import { UNMATCHED_WORDS } from './words.ts';

const columns: Column<UnmatchedRow>[] = [
  { key: 'row', title: '行号', align: 'right', nowrap: true, width: 72, render: (row) => count(row.rowNo) },
  { key: 'id', title: '证件号码', nowrap: true, render: (row) => <span className="ex-value">{row.idMask}</span> },
  { key: 'home', title: '号码所属县', nowrap: true, render: (row) => row.homeCode },
  { key: 'reason', title: '原因', render: (row) => UNMATCHED_WORDS[row.reason].title },
  {
    key: 'next',
    title: '怎么办',
    render: (row) => <span className="ex-repair">{UNMATCHED_WORDS[row.reason].note}</span>,
  },
];

/** Good rows that belong to no household of the county, by reason; a reason opens its rows. */
export function UnmatchedCard({ report }: { report: ImportReport }) {
  const [reason, setReason] = useState<UnmatchedReason | null>(null);
  const cursor = useLocalCursor();
  const counts = report.report?.unmatchedByReason ?? {};
  const reasons = (Object.keys(UNMATCHED_WORDS) as UnmatchedReason[]).filter((one) => counts[one]);
  if (reasons.length === 0) return null;
  const choose = (one: UnmatchedReason) => {
    cursor.reset();
    setReason(one === reason ? null : one);
  };
  return (
    <div id="unmatched">
      <Card title="未匹配的行" note={`${count(report.rowsUnmatched ?? 0)} 行，不进筛查`} flush>
        <ul className="ex-reasons">
          {reasons.map((one) => (
            <li key={one}>
              <button
                type="button"
                className="sw-plain-button"
                aria-expanded={one === reason}
                onClick={() => choose(one)}
              >
                <b className="sw-opens">{count(counts[one] ?? 0)}</b>
                <span>{UNMATCHED_WORDS[one].title}</span>
                <span className="sw-note">{UNMATCHED_WORDS[one].note}</span>
              </button>
            </li>
          ))}
        </ul>
        {reason && <Rows id={report.id} reason={reason} cursor={cursor} total={counts[reason] ?? 0} />}
      </Card>
    </div>
  );
}

type RowsProps = { id: string; reason: UnmatchedReason; cursor: ReturnType<typeof useLocalCursor>; total: number };

function Rows({ id, reason, cursor, total }: RowsProps) {
  const list = useUnmatchedRows(id, { reason, cursor: cursor.cursor });
  return (
    <DataTable
      label="未匹配的行"
      query={{ ...list, data: list.data && { ...list.data, total }, isFetching: list.isPlaceholderData }}
      columns={columns}
      rowKey={(row) => String(row.rowNo)}
      cursor={cursor}
      pageSize={10}
      noun="行"
      empty={{ title: '没有未匹配的行' }}
    />
  );
}
