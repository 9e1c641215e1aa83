import { Card } from '@shouwang/platform/ui/Card.tsx';
import type { Trace } from '../contract.ts';
import { unknownRows } from './trace-checks.ts';

/** What is not known: where it would come from, and which value would change the result. */
export function UnknownCard({ trace }: { trace: Trace }) {
  const rows = unknownRows(trace);
  if (rows.length === 0) return null;
  return (
    <Card title="还不知道的" note="缺数据不等于没问题，入户时请问清" flush>
      <ul className="trc-unknowns">
        {rows.map((row) => (
          <li key={row.key}>
            <span className="trc-question sw-hatch" aria-hidden="true">
              ?
            </span>
            <div>
              <b>{row.label}</b>
              <span className="sw-note">{row.ask}</span>
            </div>
            <ul>
              {row.changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
