import { formatDate } from '@shouwang/platform/ui/dates.ts';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { type Figure, StatStrip } from '@shouwang/platform/ui/StatStrip.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Workbench } from '../contract.ts';
import { useWorkbench } from './api.ts';
import { DepartmentDataCard } from './DepartmentDataCard.tsx';
import { RequestsCard } from './RequestsCard.tsx';
import { StuckCard } from './StuckCard.tsx';
import { TasksCard } from './TasksCard.tsx';
import { TodayCard } from './TodayCard.tsx';

/** What a county counts now, offices above it see as last counted. */
const countedWords = (countedAt: string) => `各县汇总的数字，截至 ${formatDate(countedAt, 'minute')}，每十分钟更新`;

function figuresOf({ tasks, cases, opened, registered }: Workbench, mayList: boolean): Figure[] {
  const average = cases.averageDay === null ? '' : `平均第 ${cases.averageDay} 天`;
  return [
    {
      label: '待我办理',
      value: tasks.total,
      unit: '件',
      note: `逾期 ${tasks.overdue}　今天到期 ${tasks.today}　三天内 ${tasks.threeDays}`,
      definition: '轮到您的岗位、在您辖区内的未办事项。',
    },
    {
      label: '识别办理中',
      value: cases.open,
      unit: '户',
      note: [
        average,
        cases.maxDays === null ? '' : `法定 ${cases.maxDays} 天`,
        `逾期 ${cases.overdue}`,
        cases.owed > 0 ? `结后待办 ${cases.owed}` : '',
      ]
        .filter(Boolean)
        .join('，'),
      definition: '辖区内没有办结的识别件；与“卡在哪一步”的合计相同。结后待办：拒签后的回访、纳入后的异议，不计在内。',
      to: mayList ? '/cases' : undefined,
    },
    {
      label: '今天进来',
      value: opened.today,
      unit: '户',
      note: '同户线索已合并',
      definition: '今天派发并开始计时的件，一户一件。',
    },
    {
      label: '已录入标注',
      value: registered.total,
      unit: '户',
      note: `本月新增 ${registered.thisMonth} 户`,
      definition: '经本平台识别程序录入标注的监测对象。',
      to: mayList ? '/cases?state=REGISTERED&open=false' : undefined,
    },
  ];
}

/** The first page of every officer: what to do now, and where cases are stuck; `cards` are those of other modules, handed in by the desk. */
export function WorkbenchPage({ cards }: { cards?: ReactNode }) {
  const { today } = useSession();
  const may = useMay();
  const query = useWorkbench();
  return (
    <>
      <PageHeader
        title="工作台"
        subtitle={[
          formatDate(today, 'long'),
          query.data?.countedAt ? countedWords(query.data.countedAt) : '先办最急的；时限按政策包自动计算',
        ].join('，')}
        acts={<Button onClick={() => window.print()}>打印日程</Button>}
      />
      {query.data && (
        <StatStrip figures={figuresOf(query.data, may('listCases'))} loading={query.isFetching} label="今天的数字" />
      )}
      {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <div className="sw-split-8-4">
        <div className="sw-stack">
          {may('listMyTasks') && <TasksCard />}
          {cards}
          <RequestsCard />
          {may('getBoard') && <StuckCard />}
        </div>
        <div className="sw-stack">
          <DepartmentDataCard />
          {query.data && <TodayCard opened={query.data.opened} />}
        </div>
      </div>
    </>
  );
}
