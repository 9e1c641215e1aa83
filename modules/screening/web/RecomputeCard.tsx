import { Card } from '@shouwang/platform/ui/Card.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import type { Trace } from '../contract.ts';
import { compareTraces } from './compare-traces.ts';

/** What came of working the household out again: the same, or what differs. */
export function RecomputeCard({ then, now, seconds }: { then: Trace; now: Trace | null; seconds: number }) {
  const took = `用时 ${seconds.toFixed(2)} 秒`;
  if (!now)
    return (
      <Card title="复算" note={took}>
        <Note tone="gold">当时的数据里没有这一户，没有可复算的。</Note>
      </Card>
    );
  const differences = compareTraces(then, now);
  if (differences.length === 0)
    return (
      <Card title="复算" note={took} extra={<StatusTag kind="ok">复算一致</StatusTag>}>
        <p className="sw-note">等级、得分、每条规则成立与否和每个数值都与当时相同。</p>
      </Card>
    );
  return (
    <Card title="复算" note={took} extra={<StatusTag kind="waiting">{`${differences.length} 处不同`}</StatusTag>} flush>
      <ul className="trc-differences" aria-label="复算的不同">
        {differences.map((difference) => (
          <li key={difference.what}>
            <b>{difference.what}</b>
            <span>
              当时 {difference.before}，现在 <b>{difference.after}</b>
            </span>
          </li>
        ))}
      </ul>
      <p className="trc-none sw-note">数据与当时是同一份，不同只会来自程序的变化：请报运维。当时的依据不受影响。</p>
    </Card>
  );
}
