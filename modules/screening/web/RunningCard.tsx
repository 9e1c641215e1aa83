import { Card } from '@shouwang/platform/ui/Card.tsx';
import { LongTask } from '@shouwang/platform/ui/LongTask.tsx';
import type { Run } from '../contract.runs.ts';
import { monthText } from './figures.ts';

const STEPS = ['读取农户快照', '逐户计算', '保存结果'];

/** A run that works: which step, for how long. The page may be closed. */
export function RunningCard({ run }: { run: Run }) {
  const { step, done, of, seconds } = run.progress;
  const failed = run.state === 'failed';
  const told = failed
    ? (run.failure ?? '筛查中断，没有改动任何结果')
    : `${step}，已用 ${seconds.toFixed(1)} 秒。可以关掉页面，完成后在这里看结果`;
  return (
    <Card title={`筛查 ${run.runNo}`} note={`${monthText(run.period)}数据，${run.startedByName}发起`}>
      <LongTask
        title={failed ? '已中断' : step}
        done={done}
        total={of}
        noun="步"
        state={failed ? 'failed' : run.state === 'queued' ? 'waiting' : 'running'}
        note={told}
      />
      {!failed && <p className="sw-note scr-steps">依次：{STEPS.join(' → ')}</p>}
    </Card>
  );
}
