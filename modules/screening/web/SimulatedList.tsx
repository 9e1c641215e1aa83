import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { useCursor } from '@shouwang/platform/ui/use-cursor.ts';
import { useMemo } from 'react';
import { Link } from 'react-router';
import type { SimulationView } from '../contract.simulation.ts';
import { RISK_WORDS } from '../rules.hits.ts';
import { listOfAddress } from './simulation-address.ts';
import type { Asked } from './simulation-api.ts';
import { useSimulatedHouseholds } from './simulation-api.ts';
import { simulatedColumns } from './simulation-columns.tsx';
import { listWords } from './simulation-words.ts';

export type SimulatedListProps = {
  runId: string;
  asked: Asked;
  list: string;
  view: SimulationView | undefined;
  closeTo: string;
};

/** The households behind a figure, most severe first. */
export function SimulatedList({ runId, asked, list, view, closeTo }: SimulatedListProps) {
  const cursor = useCursor();
  const filter = useMemo(() => listOfAddress(list) ?? { set: 'entering' as const }, [list]);
  const query = useSimulatedHouseholds(runId, {
    ...asked,
    ...filter,
    ...(cursor.cursor ? { cursor: cursor.cursor } : {}),
  });
  const columns = useMemo(() => simulatedColumns(runId), [runId]);
  const names = new Map(view?.rules.map(({ code, label }) => [code, label]));
  const title = listWords(filter, {
    rule: (code) => names.get(code) ?? code,
    risk: (code) => RISK_WORDS[code] ?? code,
  });
  return (
    <Card title={title} note={view?.areaName} extra={<Link to={closeTo}>收起名单</Link>} flush>
      <DataTable
        label={title}
        query={query}
        columns={columns}
        rowKey={(row) => row.householdId}
        cursor={cursor}
        noun="户"
        empty={{ title: '没有这样的户', text: '换一个数值或地方再看。' }}
      />
    </Card>
  );
}
