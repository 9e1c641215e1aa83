import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Check } from 'lucide-react';
import type { Trace } from '../contract.ts';
import { distinctChecks } from './trace-checks.ts';

/** What was checked and does not hold, value against limit, in two columns. */
export function NotHeldCard({ trace }: { trace: Trace }) {
  const rows = distinctChecks(trace.notHeld);
  if (rows.length === 0) return null;
  return (
    <Card title="查过，没有成立" note="左为本户数值，右为门槛" flush>
      <ul className="trc-checks">
        {rows.map((row) => (
          <li key={row.key}>
            <Icon of={Check} size={14} label="没有成立" />
            <span>{row.label}</span>
            <span>{row.value}</span>
            <span className="sw-note">{row.limit}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
