import { Card } from '@shouwang/platform/ui/Card.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import type { Trace } from '../contract.ts';
import { distinctChecks } from './trace-checks.ts';
import { reasonsOf } from './trace-words.ts';

const EXPLAIN: Readonly<Record<string, string>> = {
  1: '任一红色规则成立即为红；升级可由一人提出，降级须第二人复核',
  2: '任一橙色规则成立即为橙；升级可由一人提出，降级须第二人复核',
  3: '只有黄色规则成立；升级可由一人提出，降级须第二人复核',
  4: '没有规则成立',
};

/** The conclusion in one sentence, and how much stands behind it. */
export function TraceHead({ trace }: { trace: Trace }) {
  const counts = [
    { value: reasonsOf(trace.held).length, word: '条理由成立' },
    { value: distinctChecks(trace.notHeld).length, word: '项查过，没有成立' },
    { value: trace.toCollect.length, word: '项还不知道，入户时问清' },
  ];
  return (
    <Card flush>
      <div className="trc-head">
        <div className="sw-row">
          <RiskMark level={trace.level} look="tag" />
          <span className="sw-note">{EXPLAIN[String(trace.level)] ?? '缺关键数据，判断不了，不算稳定'}</span>
        </div>
        <p className="trc-conclusion">{trace.conclusion}</p>
        <p className="trc-hint">
          <b>这是提示，不是结论。</b>纳不纳入，要经入户核实、村里评议、公示，镇审核和县审定。
        </p>
      </div>
      <ul className="trc-counts">
        {counts.map(({ value, word }) => (
          <li key={word}>
            <b>{value}</b> {word}
          </li>
        ))}
      </ul>
    </Card>
  );
}
