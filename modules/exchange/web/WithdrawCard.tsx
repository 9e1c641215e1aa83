import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ImportReport } from '../contract.ts';

const WithdrawModal = whenOpened(() => import('./WithdrawModal.tsx').then((m) => m.WithdrawModal));

/** What taking the file back would do, what stays, who may; or who took it back. */
export function WithdrawCard({ report }: { report: ImportReport }) {
  const [asking, setAsking] = useState(false);
  const { withdrawal } = report;
  if (report.state === 'withdrawn')
    return (
      <Card title="已撤回" tone="danger">
        <p>
          {withdrawal.withdrawnBy} 于{' '}
          {withdrawal.withdrawnAt && <DateText value={withdrawal.withdrawnAt} form="minute" />} 撤回：
          {withdrawal.reason}
        </p>
      </Card>
    );
  if (withdrawal.effects.length === 0) return null;
  return (
    <Card title="撤回本次导入" note={`${withdrawal.until.slice(5)} 前可撤`} tone="danger">
      <ul className="ex-effects">
        {withdrawal.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <Button danger block icon={<Icon of={Undo2} />} disabled={!withdrawal.may} onClick={() => setAsking(true)}>
        撤回，需再次确认
      </Button>
      {withdrawal.refusal && <p className="sw-note ex-refusal">{withdrawal.refusal}</p>}
      {asking && <WithdrawModal report={report} onClose={() => setAsking(false)} />}
    </Card>
  );
}
