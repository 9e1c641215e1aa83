import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Matrix } from '@shouwang/platform/ui/Matrix.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Link } from 'react-router';
import type { Board, BoardColumn } from '../contract.ts';
import { useBoard } from './api.ts';

/** Columns that are shown also when nothing stands in them. */
const ALWAYS: readonly BoardColumn[] = [
  'RECEIVED',
  'VERIFYING',
  'COMPARING',
  'PUBLICISED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
];

/** So many places are listed whole; of more, only those in which something stands. */
const ALL_PLACES = 10;

function Filled({ board, areaName }: { board: Board; areaName: string }) {
  const isBusy = (row: Board['rows'][number]) => row.cells.some((cell) => cell.count > 0);
  const rows = board.rows.length > ALL_PLACES ? board.rows.filter(isBusy) : board.rows;
  const quiet = board.rows.length - rows.length;
  const columns = board.columns.filter((column) => column.count > 0 || ALWAYS.includes(column.key));
  return (
    <>
      <Matrix
        label="办理中的件，按地方和环节"
        sumTitle={areaName}
        rows={rows.map((row) => ({ key: row.areaCode, title: row.name }))}
        columns={columns.map((column) => ({
          key: column.key,
          title: column.title,
          ...(column.limitDays === null ? {} : { note: `限 ${column.limitDays} 天` }),
          ...(column.medianDays === null ? {} : { foot: `中位 ${column.medianDays} 天` }),
        }))}
        cell={(row, column) => {
          const cell = board.rows
            .find((one) => one.areaCode === row.key)
            ?.cells.find((one) => one.column === column.key);
          const to = `/cases?area=${row.key}&column=${column.key}`;
          return { value: cell?.count ?? 0, late: cell?.overdue ?? 0, to };
        }}
      />
      {quiet > 0 && <p className="sw-note">另有 {quiet} 个地方没有在办的件，不列出。</p>}
    </>
  );
}

/** Where cases stand, by place and step; nobody is listed or ranked. */
export function StuckCard() {
  const { post } = useSession();
  const query = useBoard(post.areaCode);
  const moment = query.data?.countedAt ? `截至 ${formatDate(query.data.countedAt, 'minute')}，` : '';
  const note = query.data ? `${moment}办理中 ${query.data.total} 户，按环节和地方看，不对个人排名` : undefined;
  return (
    <Card title="卡在哪一步" note={note} extra={<Link to="/cases">办理清单</Link>}>
      {query.data ? (
        <Filled board={query.data} areaName={post.areaName} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={6} height={36} />
      )}
    </Card>
  );
}
