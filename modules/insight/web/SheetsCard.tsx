import { DISPATCH_STATES } from '@shouwang/modules/warning/codes.ts';
import { BarRows } from '@shouwang/platform/ui/BarRows.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AreaOverview } from '../contract.ts';
import { sheetsLink } from './links.ts';

/** Follow-ups among the sheets, and what stays open of them; nothing where there are none. */
function FollowUps({ overview: { sheets, areaCode } }: { overview: AreaOverview }): ReactNode {
  const { followUps, needs } = sheets;
  if (followUps.open === 0 && needs === 0) return null;
  return (
    <p className="sw-note ins-follow-ups">
      其中跟进单 <Link to={sheetsLink(areaCode, { open: '1', kind: 'follow-up' })}>{count(followUps.open)} 张</Link>
      {followUps.overdue > 0 && `，逾期 ${count(followUps.overdue)} 张`}
      {needs > 0 && (
        <>
          ；<Link to={sheetsLink(areaCode, { need: '1' })}>需加强帮扶 {count(needs)} 户</Link>
        </>
      )}
    </p>
  );
}

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
      <FollowUps overview={overview} />
    </Card>
  );
}
