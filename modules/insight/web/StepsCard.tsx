import type { Board, BoardColumn } from '@shouwang/modules/casework/contract.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Matrix } from '@shouwang/platform/ui/Matrix.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Link } from 'react-router';
import type { AreaOverview } from '../contract.ts';
import { useBoard } from './api.ts';
import { ALL_PLACES } from './busy.ts';
import { address } from './links.ts';

/** Steps that are shown also when nothing stands in them. */
const ALWAYS: readonly BoardColumn[] = [
  'RECEIVED',
  'VERIFYING',
  'COMPARING',
  'PUBLICISED',
  'TOWN_REVIEW',
  'COUNTY_REVIEW',
];

function Steps({ board, name }: { board: Board; name: string }) {
  const columns = board.columns.filter(({ key, count }) => count > 0 || ALWAYS.includes(key));
  const cellOf = (area: string, column: string) =>
    board.rows.find((row) => row.areaCode === area)?.cells.find((cell) => cell.column === column);
  const busy = board.rows.filter((row) => row.cells.some((cell) => cell.count > 0));
  const rows = board.rows.length > ALL_PLACES ? busy : board.rows;
  const quiet = board.rows.length - rows.length;
  return (
    <>
      <Matrix
        label="在办的识别件，按地方和环节"
        sumTitle={name}
        rows={rows.map((row) => ({ key: row.areaCode, title: row.name }))}
        columns={columns.map(({ key, title, limitDays, medianDays }) => ({
          key,
          title,
          ...(limitDays === null ? {} : { note: `限 ${limitDays} 天` }),
          ...(medianDays === null ? {} : { foot: `中位 ${medianDays} 天` }),
        }))}
        cell={(row, column) => ({
          value: cellOf(row.key, column.key)?.count ?? 0,
          late: cellOf(row.key, column.key)?.overdue ?? 0,
          to: address('/cases', { area: row.key, column: column.key }),
        })}
      />
      {quiet > 0 && <p className="sw-note">另有 {quiet} 个地方没有在办的件，不列出。</p>}
    </>
  );
}

/** Open cases by place and step with what is late; the sum is the headline figure. */
export function StepsCard({ overview }: { overview: AreaOverview }) {
  const query = useBoard(overview.areaCode);
  const late = overview.cases.overdue;
  return (
    <Card
      title="各环节在办"
      note={`截至 ${formatDate(overview.asOf, 'minute')}，不对个人排名`}
      extra={
        late > 0 ? (
          <Link className="ins-late" to={address('/cases', { area: overview.areaCode, overdue: '1' })}>
            逾期 {late} 件
          </Link>
        ) : undefined
      }
    >
      {query.data ? (
        <Steps board={query.data} name={overview.name} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <RowsSkeleton rows={6} height={36} />
      )}
    </Card>
  );
}
