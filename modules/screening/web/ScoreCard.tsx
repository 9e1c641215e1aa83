import { BarMeter } from '@shouwang/platform/ui/BarMeter.tsx';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { percent } from '@shouwang/platform/ui/numbers.ts';
import type { Trace } from '../contract.ts';
import { lackText } from './trace-checks.ts';

/** The counting score: which indicators are missing in this household, with their weights. */
export function ScoreCard({ trace }: { trace: Trace }) {
  const { score } = trace;
  const lacking = trace.held.filter((rule) => rule.kind === 'indicator');
  if (lacking.length === 0) return null;
  const known = score.known < 0.9995 ? `；已知指标占 ${percent(score.known, 0)}，按已知部分折算` : '';
  return (
    <Card title="多维得分" note={`欠缺 ${lacking.length} 项${known}`} flush>
      <div className="trc-score">
        <BarMeter
          label={`多维得分 ${score.value?.toFixed(2) ?? '未知'}`}
          value={score.value}
          max={1}
          marks={[{ at: score.cutoff, label: `临界值 ${score.cutoff}` }]}
        />
        <p className="trc-value">
          <b>{score.value?.toFixed(2) ?? '未知'}</b>
          <span className="sw-note">满分 1，越高越困难；只作参考，不单独决定</span>
        </p>
      </div>
      <ul className="trc-pairs">
        {lacking.map((rule) => {
          return (
            <li key={rule.code}>
              <span>{rule.label}</span>
              <span>{lackText(rule)}</span>
              <span className="sw-note">权重 {rule.weight?.toFixed(2)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
