import { Card } from '@shouwang/platform/ui/Card.tsx';
import { LongTask } from '@shouwang/platform/ui/LongTask.tsx';
import type { ImportBatch, ImportProgress } from '../contract.ts';
import { STAGE_WORDS, secondsLeft } from './words.ts';

/** A file that is being checked: stage, done, rate, time left. The page may be closed. */
export function ProgressCard({ batch, progress }: { batch: ImportBatch; progress: ImportProgress }) {
  const bytes = progress.unit === 'bytes';
  const scale = bytes ? 1024 : 1;
  return (
    <Card title="正在核对" note={batch.fileName}>
      <LongTask
        title={STAGE_WORDS[progress.stage]}
        done={Math.round(progress.done / scale)}
        total={progress.total === null ? null : Math.round(progress.total / scale)}
        rate={progress.rate === null ? null : Math.round(progress.rate / scale)}
        secondsLeft={secondsLeft(progress)}
        noun={bytes ? 'KB' : '行'}
        state={progress.stage === 'queued' ? 'waiting' : 'running'}
        note={`已用 ${progress.seconds.toFixed(1)} 秒；可以关掉页面，核对在后台继续，结果见导入记录`}
      />
    </Card>
  );
}
