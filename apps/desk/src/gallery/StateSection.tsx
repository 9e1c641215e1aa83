import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { LongTask } from '@shouwang/platform/ui/LongTask.tsx';
import { NoRight } from '@shouwang/platform/ui/NoRight.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { ProblemError } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { Button } from 'antd';

const broken = new ProblemError({
  status: 0,
  code: 'NETWORK',
  title: '网络中断',
  detail: '已填内容都在，请稍后重试。',
  fields: [],
  requestId: 'REQ-7F21',
});

/** Empty, loading, broken, long work, no right, remarks. */
export function StateSection() {
  return (
    <>
      <div className="sw-split-3-3-3-3 sw-split-stretch">
        <Card title="空">
          <EmptyState title="今天没有待办" text="新的线索和审批会出现在这里" act={<Button>看全县卡点</Button>} />
        </Card>
        <Card title="加载" flush>
          <RowsSkeleton rows={5} />
        </Card>
        <Card title="出错">
          <ErrorState title="列表没有取到" error={broken} onRetry={() => undefined} />
        </Card>
        <Card title="长任务">
          <div className="sw-stack">
            <LongTask
              title="导入 YB-02"
              done={640_112}
              total={1_000_000}
              rate={126_400}
              secondsLeft={3}
              onCancel={() => undefined}
            />
            <LongTask
              title="月度筛查"
              done={12_000}
              total={82_417}
              state="failed"
              note="停在第 12,000 户，已算的都在，可以接着算"
            />
          </div>
        </Card>
      </div>
      <div className="sw-split-6-6 sw-split-stretch">
        <Card title="无权查看">
          <NoRight />
        </Card>
        <Card title="提示">
          <div className="sw-stack" style={{ gap: 8 }}>
            <Note
              tone="gold"
              act={
                <button type="button" className="sw-act">
                  发起研判
                </button>
              }
            >
              坝仔镇饮水类提示 12 户，为近 24 个月同月均值的 2.8 倍，达到规模性风险研判条件。
            </Note>
            <Note>觉得提示不对？可由农户、村干部提出更正，改数据要附来源，不改规则。</Note>
            <Note tone="bad">账号、密码或动态码不对，请核对后再试。</Note>
          </div>
        </Card>
      </div>
    </>
  );
}
