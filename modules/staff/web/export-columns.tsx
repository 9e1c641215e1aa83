import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { ExportRequest } from '../contract.exports.ts';
import { ExportActs } from './ExportActs.tsx';
import { filterWords, progressWords, stateLook } from './export-words.ts';

function State({ request }: { request: ExportRequest }) {
  const { kind, name } = stateLook(request.state);
  const note =
    request.state === 'approved'
      ? progressWords(request)
      : request.state === 'refused'
        ? request.opinion
        : request.state === 'failed'
          ? request.failure
          : null;
  return (
    <>
      <StatusTag kind={kind}>{name}</StatusTag>
      {note && <div className="sw-note">{note}</div>}
    </>
  );
}

const WHAT: Column<ExportRequest> = {
  key: 'what',
  title: '清单',
  render: (row) => <TwoLines first={row.title} second={`${row.requestNo} · ${row.format.toUpperCase()}`} />,
};
const WHO: Column<ExportRequest> = {
  key: 'who',
  title: '申请人',
  hideOnPhone: true,
  render: (row) => <TwoLines first={row.requestedByName} second={row.requestedByPost} />,
};
const PURPOSE: Column<ExportRequest> = {
  key: 'purpose',
  title: '用途和筛选条件',
  hideOnPhone: true,
  render: (row) => <TwoLines first={row.purpose} second={filterWords(row)} />,
};
const ROWS: Column<ExportRequest> = {
  key: 'rows',
  title: '行数',
  align: 'right',
  nowrap: true,
  hideOnPhone: true,
  render: (row) => count(row.rowsMade ?? row.rowsAsked),
};
const AT: Column<ExportRequest> = {
  key: 'at',
  title: '申请时间',
  nowrap: true,
  hideOnPhone: true,
  render: (row) => <DateText value={row.requestedAt} form="minute" />,
};
const STATE: Column<ExportRequest> = { key: 'state', title: '状态', render: (row) => <State request={row} /> };
const UNTIL: Column<ExportRequest> = {
  key: 'until',
  title: '有效至',
  nowrap: true,
  hideOnPhone: true,
  render: (row) =>
    row.state === 'ready' && row.expiresAt ? (
      <DateText value={row.expiresAt} form="minute" />
    ) : (
      <span className="sw-note">—</span>
    ),
};

/** Columns of a view; `onOpen` opens the request to be decided. */
export function exportColumns(
  view: 'mine' | 'waiting' | 'area',
  onOpen: (request: ExportRequest) => void,
): Column<ExportRequest>[] {
  const acts: Column<ExportRequest> = {
    key: 'acts',
    title: '办理',
    hideTitle: true,
    align: 'right',
    nowrap: true,
    render: (row) => <ExportActs request={row} onOpen={onOpen} />,
  };
  if (view === 'mine') return [WHAT, PURPOSE, ROWS, AT, STATE, UNTIL, acts];
  if (view === 'waiting') return [WHAT, WHO, PURPOSE, ROWS, AT, acts];
  return [WHAT, WHO, PURPOSE, ROWS, AT, STATE, acts];
}
