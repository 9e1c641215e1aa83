import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { Link } from 'react-router';
import type { Run, TraceView } from '../contract.runs.ts';
import { fingerprint } from './figures.ts';
import { reasonsOf } from './trace-words.ts';

/** Which policy, line, run, rules and data the hint stands on. */
export function VersionCard({ view, run }: { view: TraceView; run: Run | undefined }) {
  const { trace } = view;
  const codes = [...new Set(reasonsOf(trace.held).map((rule) => rule.code))];
  return (
    <Card title="依据的版本">
      <div className="sw-stack">
        <Facts
          facts={[
            { label: '政策包', value: <StatusTag kind="policy">{trace.pack.title}</StatusTag> },
            { label: '参考线', value: `${trace.income.line.toLocaleString('zh-CN')} 元 / 人·年` },
            { label: '筛查批次', value: <Link to={`/screening/${view.runId}`}>{view.runNo}</Link> },
            { label: '规则', value: codes.length > 0 ? codes.join('、') : '没有规则成立' },
            { label: '政策指纹', value: <span className="sw-mono">{fingerprint(trace.pack.hash)}</span> },
            { label: '数据快照', value: run ? <DateText value={run.startedAt} form="minute" /> : trace.asOf },
            { label: '结果指纹', value: <span className="sw-mono">{fingerprint(run?.resultHash ?? null)}</span> },
          ]}
        />
        <Note>觉得提示不对？可由农户、村干部提出更正，改数据要附来源，不改规则。</Note>
      </div>
    </Card>
  );
}
