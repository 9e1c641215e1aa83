import { Card } from '@shouwang/platform/ui/Card.tsx';
import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { LongTask } from '@shouwang/platform/ui/LongTask.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { count } from '@shouwang/platform/ui/numbers.ts';
import type { QualityCheck } from '../contract.ts';
import { works } from './findings-api.ts';

const byWhom = ({ cause, startedByName }: QualityCheck) => (cause === 'nightly' ? '每日自动' : `${startedByName}发起`);

/** When the list was last worked out, by whom, and what came and went with it. */
export function lastCheckWords(check: QualityCheck): string {
  const when = formatDate(check.finishedAt ?? check.startedAt, 'minute');
  const moved =
    check.opened + check.closed === 0 ? '没有变化' : `新增 ${count(check.opened)} 条，消除 ${count(check.closed)} 条`;
  const unread = check.failure ? `。${check.failure}` : '';
  return `${when} 核验（${byWhom(check)}），全县 ${count(check.householdsDone)} 户，${moved}${unread}`;
}

/** A check that waits or works, or that broke off: how far it is, and what to do. */
export function CheckState({ check }: { check: QualityCheck }) {
  if (!works(check)) return <Note tone="bad">{check.failure ?? '核验中断，清单停在上一次的结果；请重新发起。'}</Note>;
  return (
    <Card title="正在核验" note={byWhom(check)}>
      <LongTask
        title={check.state === 'queued' ? '等待开始' : '逐户核对'}
        done={check.householdsDone}
        total={check.householdsTotal}
        noun="户"
        state={check.state === 'queued' ? 'waiting' : 'running'}
        note="可以关掉页面。完成前，下面是上一次的结果；更正通过审批的户随时更新。"
      />
    </Card>
  );
}
