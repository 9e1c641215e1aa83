import { Card } from '@shouwang/platform/ui/Card.tsx';
import { EmptyState } from '@shouwang/platform/ui/EmptyState.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay } from '@shouwang/platform/ui/session.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type EntryState, NOTICE_STATE_NAMES } from '../../publicity/contract.ts';
import type { AgendaNotice, SessionDone } from '../contract.sessions.ts';
import { paperUrl } from './api.ts';
import './session.css';

const SessionEnding = whenOpened(() => import('./SessionEnding.tsx').then((m) => m.SessionEnding));

export type SessionNoticesProps = {
  village: string;
  notices: readonly AgendaNotice[];
  onDone: (done: SessionDone) => void;
};

const KINDS: Readonly<Record<EntryState, StatusKind>> = {
  POSTED: 'running',
  OBJECTED: 'waiting',
  ENDED: 'ok',
  WITHDRAWN: 'neutral',
};

/** How many days a notice still hangs, in words. */
function whenOver({ daysLeft, to }: AgendaNotice): string {
  if (daysLeft > 0) return `最后一天 ${to}，还有 ${daysLeft} 天`;
  return daysLeft === 0 ? '今天是最后一天，可以登记期满' : `${to} 已满，可以登记期满`;
}

function Entries({ notice }: { notice: AgendaNotice }) {
  return (
    <ul className="ss-entries" aria-label="公示的户">
      {notice.entries.map((entry, index) => (
        <li key={entry.caseId}>
          <span className="sw-note">{index + 1} </span>
          <Link to={`/cases/${entry.caseId}`}>{entry.displayName}</Link>
          {entry.state !== 'POSTED' && (
            <>
              {' '}
              <StatusTag kind={KINDS[entry.state]}>{NOTICE_STATE_NAMES[entry.state]}</StatusTag>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

type OneProps = { notice: AgendaNotice; village: string; onDone: (done: SessionDone) => void };

function OneNotice({ notice, village, onDone }: OneProps) {
  const may = useMay();
  const [ending, setEnding] = useState<AgendaNotice | null>(null);
  const printed = notice.entries.find(({ state }) => state !== 'WITHDRAWN');
  if (ending)
    return (
      <Card title={`公示期满　${notice.noticeNo}`} flush>
        <SessionEnding
          village={village}
          notice={ending}
          now={notice}
          onDone={(done) => {
            setEnding(null);
            onDone(done);
          }}
          onClose={() => setEnding(null)}
        />
      </Card>
    );
  return (
    <Card
      title={notice.noticeNo}
      note={`${notice.place}，${notice.from} 至 ${notice.to}`}
      extra={<StatusTag kind={notice.mayEnd ? 'waiting' : 'running'}>{whenOver(notice)}</StatusTag>}
      foot={
        <div className="sw-row">
          {may('endNotices') && (
            <Button type="primary" size="small" disabled={!notice.mayEnd} onClick={() => setEnding(notice)}>
              登记期满（{notice.cases.length} 户）
            </Button>
          )}
          {printed && may('getCasePaper') && (
            <a href={paperUrl(printed.caseId, 'notice')} target="_blank" rel="noreferrer">
              打印公示
            </a>
          )}
        </div>
      }
    >
      <div className="sw-note">
        {notice.entries.length} 户在这张公示上。一户有异议或撤下，不影响其他户；收到异议请打开该户登记。
      </div>
      <Entries notice={notice} />
    </Card>
  );
}

/** Notices that hang in the village, those that end first in front, with how each household on them stands. */
export function SessionNotices({ village, notices, onDone }: SessionNoticesProps) {
  if (notices.length === 0)
    return (
      <Card>
        <EmptyState
          title="没有正在张贴的公示"
          text="张贴公示后，会在这里看到最后一天、每户的情况，到期时一并登记期满。"
        />
      </Card>
    );
  return notices.map((notice) => <OneNotice key={notice.id} notice={notice} village={village} onDone={onDone} />);
}
