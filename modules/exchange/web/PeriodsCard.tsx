import { Card } from '@shouwang/platform/ui/Card.tsx';
import { ColumnBars } from '@shouwang/platform/ui/ColumnBars.tsx';
import type { PeriodSum } from '../contract.ts';
import { rate } from './words.ts';

/** Width of one month, so that a single one does not fill the card. */
const SLOT = 64;

/** Rows and share refused of the last six months. */
export function PeriodsCard({ history }: { history: readonly PeriodSum[] }) {
  if (history.length === 0) return null;
  const columns = history.map((one) => ({
    key: one.id,
    label: `${Number(one.period.slice(4))} 月`,
    note: `拒 ${rate(one.rowsRejected, one.rowsIn) ?? '0.00%'}`,
    value: one.rowsIn,
    current: one.current,
  }));
  return (
    <Card title={`近 ${history.length} 期`} note="行数和拒收率">
      <div style={{ maxWidth: columns.length * SLOT }}>
        <ColumnBars label="各期行数" columns={columns} />
      </div>
    </Card>
  );
}
