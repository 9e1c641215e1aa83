import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Button } from 'antd';
import type { ActCode, CaseView, RecusalView } from '../contract.ts';

const STATES: Readonly<Record<RecusalView['state'], { kind: StatusKind; name: string }>> = {
  pending: { kind: 'waiting', name: '待确认' },
  confirmed: { kind: 'ok', name: '已回避' },
  withdrawn: { kind: 'neutral', name: '已撤销' },
};

function settledWords({ state, settledBy, reason }: RecusalView): string {
  if (settledBy === '') return '';
  return `，${settledBy}${state === 'withdrawn' ? '撤销' : '确认'}${reason ? `：${reason}` : ''}`;
}

/** Who is declared a close relative of the household, and what whoever looks may do about it. */
export function RecusalCard({ view, onAct }: { view: CaseView; onAct: (act: ActCode) => void }) {
  const { recusals } = view;
  if (recusals.length === 0) return null;
  return (
    <Card title="回避登记" flush>
      <Facts
        look="rows"
        facts={recusals.map((one) => ({
          label: one.name,
          value: `${one.relation}（${one.declaredBy}登记${settledWords(one)}）`,
          note: <StatusTag kind={STATES[one.state].kind}>{STATES[one.state].name}</StatusTag>,
        }))}
      />
      <div className="cw-due">
        {recusals.some((one) => one.mayConfirm) && <Button onClick={() => onAct('confirmRecusal')}>确认回避</Button>}
        {recusals.some((one) => one.mayWithdraw) && <Button onClick={() => onAct('withdrawRecusal')}>撤销登记</Button>}
      </div>
    </Card>
  );
}
