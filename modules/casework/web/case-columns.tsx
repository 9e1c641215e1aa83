import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { RiskMark } from '@shouwang/platform/ui/RiskMark.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { StatutoryClock } from '@shouwang/platform/ui/StatutoryClock.tsx';
import { TwoLines } from '@shouwang/platform/ui/TwoLines.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import type { CaseRow } from '../contract.ts';
import { channelWord, daysLeft, riskWords, stateLook } from './words.ts';

/** One case a row: whom, where it stands, how much time is left. */
export const caseColumns: readonly Column<CaseRow>[] = [
  { key: 'level', title: '等级', width: 64, render: (row) => <RiskMark level={row.level} /> },
  { key: 'head', title: '对象', render: (row) => <TwoLines first={`${row.headName}户`} second={row.areaName} /> },
  { key: 'no', title: '办理编号', nowrap: true, hideOnPhone: true, render: (row) => row.caseNo },
  {
    key: 'from',
    title: '渠道与风险',
    hideOnPhone: true,
    render: (row) => <TwoLines first={channelWord(row.channel)} second={riskWords(row.riskTypes).join('、') || '—'} />,
  },
  {
    key: 'state',
    title: '状态',
    render: (row) => {
      const look = stateLook(row.state);
      return (
        <span className="sw-row">
          <StatusTag kind={look.kind}>{look.name}</StatusTag>
          {row.greenChannel && <StatusTag kind="policy">绿色通道</StatusTag>}
          {row.owed && (
            <StatusTag kind="waiting">{`${row.owed.title}${row.owed.dueOn ? `，${row.owed.dueOn.slice(5)} 前` : ''}`}</StatusTag>
          )}
        </span>
      );
    },
  },
  {
    key: 'clock',
    title: '法定时钟',
    hideOnPhone: true,
    render: ({ clock, state }) => (
      <StatutoryClock
        day={clock.day}
        limit={clock.maxDays}
        overdue={clock.overdue}
        ended={['REGISTERED', 'CLOSED', 'REJECTED', 'WITHDRAWN'].includes(state)}
        {...(clock.pauseReason ? { paused: clock.pauseReason } : {})}
      />
    ),
  },
  { key: 'due', title: '本环节', nowrap: true, render: (row) => <DueText daysLeft={daysLeft(row)} /> },
];
