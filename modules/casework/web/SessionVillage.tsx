import { Note } from '@shouwang/platform/ui/Note.tsx';
import { type UrlTab, UrlTabs } from '@shouwang/platform/ui/UrlTabs.tsx';
import { useState } from 'react';
import type { Agenda } from '../contract.sessions.ts';
import { paperUrl } from './api.ts';
import { SessionNotices } from './SessionNotices.tsx';
import { type Finished, MeetingTab, PostingTab, ReportTab } from './SessionTabs.tsx';

/** What was done just now, with its papers and what comes next. */
function FinishedNote({ finished }: { finished: Finished }) {
  const { what, next, done, papers } = finished;
  const [first] = done.cases;
  return (
    <div role="status">
      <Note>
        {what}
        {done.no && `，编号 ${done.no}`}，共 {done.cases.length} 户。{next}
        {first && (
          <div className="sw-row">
            {papers.map(([kind, label]) => (
              <a key={kind} href={paperUrl(first.id, kind)} target="_blank" rel="noreferrer">
                {label}
              </a>
            ))}
          </div>
        )}
      </Note>
    </div>
  );
}

/** The agenda of one village by what is to be done: meet, post, end, report, announce. */
export function SessionVillage({ village }: { village: NonNullable<Agenda['village']> }) {
  const [finished, setFinished] = useState<Finished | null>(null);
  const { areaCode, meeting, notice, running, report, announcement } = village;
  const given = { village, onFinished: setFinished };
  const ended = { what: '公示期满已登记', next: '公示最后一天过完，在“待报镇”一并报送。', papers: [] };
  const hanging = (
    <div className="sw-stack">
      <SessionNotices village={areaCode} notices={running} onDone={(done) => setFinished({ ...ended, done })} />
    </div>
  );
  const tabs: UrlTab[] = [
    { key: 'meeting', label: '待评议', count: meeting.length, content: <MeetingTab {...given} /> },
    { key: 'notice', label: '待公示', count: notice.length, content: <PostingTab what="notice" {...given} /> },
    { key: 'running', label: '公示中', count: running.length, content: hanging },
    { key: 'report', label: '待报镇', count: report.length, content: <ReportTab {...given} /> },
    {
      key: 'announcement',
      label: '待公告',
      count: announcement.length,
      content: <PostingTab what="announcement" {...given} />,
    },
  ];
  return (
    <>
      {finished && <FinishedNote finished={finished} />}
      <UrlTabs tabs={tabs} />
    </>
  );
}
