import { DISPATCH_STATES } from '@shouwang/modules/warning/codes.ts';
import { BarRows } from '@shouwang/platform/ui/BarRows.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import { Link } from 'react-router';
import type { AreaOverview } from '../contract.ts';
import { sheetsLink } from './links.ts';

/** Open work sheets by state, with those whose visit is overdue. */
export function SheetsCard({ overview }: { overview: AreaOverview }) {
  const { sheets, areaCode } = overview;
  return (
    <Card
      title="没办结的工作单"
      note={`${count(sheets.open)} 张，截至 ${formatDate(overview.asOf, 'minute')}`}
      extra={
        sheets.overdue > 0 ? (
          <Link className="ins-late" to={sheetsLink(areaCode, { overdue: '1' })}>
            核实逾期 {count(sheets.overdue)} 张
          </Link>
        ) : undefined
      }
    >
      {sheets.open === 0 ? (
        <EmptyState title="没有没办结的工作单" text="筛查提示的户派发之后，会按状态列在这里。" />
      ) : (
        <BarRows
          label="没办结的工作单按状态"
          rows={sheets.byState.map(({ state, open, overdue }) => ({
            key: state,
            label: DISPATCH_STATES[state],
            value: open,
            to: sheetsLink(areaCode, { state }),
            extra: overdue > 0 ? `逾期 ${count(overdue)}` : '',
          }))}
        />
      )}
    </Card>
  );
}
