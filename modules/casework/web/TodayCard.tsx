import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { Link } from 'react-router';
import type { Workbench } from '../contract.ts';

/** What was opened today, by the way it was found. */
export function TodayCard({ opened }: { opened: Workbench['opened'] }) {
  const may = useMay();
  const parts = opened.byChannel.map((one) => ({ key: one.channel, label: one.name, value: one.count }));
  return (
    <Card
      title="今天进来"
      note={`${opened.today} 户`}
      extra={may('listDispatches') && <Link to="/warnings">全部线索</Link>}
    >
      {parts.length > 0 ? (
        <WordsBar label="今天进来，按渠道" parts={parts} />
      ) : (
        <EmptyState title="今天还没有新件" text="部门推送、自主申报、基层排查的线索派发后，会出现在这里。" />
      )}
    </Card>
  );
}
