import { Card } from '@shouwang/platform/ui/Card.tsx';
import { CheckList } from '@shouwang/platform/ui/CheckList.tsx';
import type { QualityGate } from '../contract.ts';

const RESULT = { pass: 'pass', warn: 'warn', hold: 'fail' } as const;

/** The quality gates with value and limit. A reminder does not block; only `hold` waits for the office. */
export function GatesCard({ gates }: { gates: readonly QualityGate[] }) {
  const of = (result: QualityGate['result']) => gates.filter((gate) => gate.result === result).length;
  const words = (
    <span className="ex-gate-sum">
      <b className="ex-good">{of('pass')} 通过</b>
      {of('warn') > 0 && <b className="ex-late">{of('warn')} 提醒</b>}
      {of('hold') > 0 && <b className="ex-bad">{of('hold')} 待确认</b>}
    </span>
  );
  return (
    <Card title="质量门" note={`${gates.length} 项`} extra={words} flush>
      <CheckList
        label="质量门"
        checks={gates.map((gate) => ({
          key: gate.code,
          result: RESULT[gate.result],
          label: gate.name,
          value: gate.value,
          limit: gate.limit,
        }))}
      />
    </Card>
  );
}
