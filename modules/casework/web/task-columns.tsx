import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatutoryClock } from '@shouwang/platform/ui/StatutoryClock.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { TaskRow } from '../contract.ts';
import { followUpPath } from './department-api.ts';

const SHORT: Readonly<Record<string, string>> = {
  dispatchVerification: '派发',
  claimVerification: '领取',
  recordVerification: '核实',
  confirmVerification: '确认',
  closeFollowUp: '办结',
  recordConsent: '登记',
  sendComparison: '发出',
  completeComparison: '研判',
  recordMeeting: '登记',
  reviewMeetingRefusal: '复核',
  postNotice: '张贴',
  endNotice: '登记',
  submitToTown: '报送',
  resolveObjection: '答复',
  reviewAtTown: '审核',
  decideAtCounty: '审定',
  decideProposedRejection: '审定',
  announceResult: '公告',
  registerCase: '录入',
  resumeCase: '恢复',
  recordRecheck: '回访',
  reviewLateObjection: '复核',
  decideLateObjection: '审定',
  recordFollowUp: '登记',
  confirmFollowUp: '确认',
  urgeVisit: '查看',
};

/** Where a task is done: on the page of its case, or on its sheet. */
export function taskPath({ kind, caseId, sheetId }: Pick<TaskRow, 'kind' | 'caseId' | 'sheetId'>): string {
  if (caseId && kind === 'closeFollowUp') return followUpPath(caseId);
  return caseId ? `/cases/${caseId}` : `/warnings?sheet=${sheetId ?? ''}`;
}

/** What must be done: how bad, for whom, what and why, the statutory clock, the step, the act. */
export const taskColumns: readonly Column<TaskRow>[] = [
  { key: 'level', title: '等级', width: 64, render: (row) => <RiskMark level={row.level} /> },
  {
    key: 'subject',
    title: '对象',
    width: 150,
    render: (row) => <TwoLines first={`${row.headName}户`} second={row.areaName} />,
  },
  { key: 'matter', title: '事项与缘由', render: (row) => <TwoLines first={row.title} second={row.reason} /> },
  {
    key: 'clock',
    title: '法定时钟',
    width: 200,
    hideOnPhone: true,
    render: ({ clock, dueOn }) =>
      clock ? (
        <StatutoryClock
          day={clock.day}
          limit={clock.maxDays}
          overdue={clock.overdue}
          {...(clock.pauseReason ? { paused: clock.pauseReason } : {})}
          explain={`线索 ${clock.startedOn} 起算，全程 ${clock.chainDueOn} 到期`}
        />
      ) : (
        <span className="sw-note">{dueOn} 前办完</span>
      ),
  },
  {
    key: 'due',
    title: '本环节',
    width: 88,
    nowrap: true,
    render: (row) => <DueText daysLeft={row.paused ? null : row.daysLeft} />,
  },
  {
    key: 'act',
    title: '办理',
    hideTitle: true,
    width: 72,
    render: (row) => (
      <Link to={taskPath(row)}>
        <Button size="small" className="sw-act" tabIndex={-1}>
          {SHORT[row.kind] ?? '办理'}
        </Button>
      </Link>
    ),
  },
];
