import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import type { Agenda, SessionDone } from '../contract.sessions.ts';
import { SessionQueue } from './SessionQueue.tsx';

const SessionMeeting = whenOpened(() => import('./SessionMeeting.tsx').then((m) => m.SessionMeeting));
const SessionPosting = whenOpened(() => import('./SessionPosting.tsx').then((m) => m.SessionPosting));
const SessionReport = whenOpened(() => import('./SessionReport.tsx').then((m) => m.SessionReport));

/** What was done just now: in words, what comes next, and its papers. */
export type Finished = {
  what: string;
  next: string;
  done: SessionDone;
  papers: readonly (readonly [string, string])[];
};
export type SessionTabProps = { village: NonNullable<Agenda['village']>; onFinished: (finished: Finished) => void };

/** How a meeting ended for how many. */
function meetingWords({ cases }: SessionDone): string {
  const of = (result: string) => cases.filter((one) => one.result === result).length;
  const [agreed, refused, few] = [of('P1.M1'), of('P1.M2'), of('P1.M3')];
  return [
    `通过 ${agreed} 户，转“待公示”。`,
    refused > 0 ? `不通过 ${refused} 户，由镇里复核。` : '',
    few > 0 ? `到会不足 ${few} 户，三天内重新开会。` : '',
  ].join('');
}

/** Households that wait for the village meeting. */
export function MeetingTab({ village, onFinished }: SessionTabProps) {
  const { areaCode, meeting, usual } = village;
  const papers = [['minutes', '打印会议记录'] as const, ['sign-in', '打印签到表'] as const];
  const finish = (done: SessionDone) => onFinished({ what: '评议会已登记', next: meetingWords(done), done, papers });
  return (
    <SessionQueue
      label="待评议的户"
      note="先到期的在前，默认全选"
      cases={meeting}
      category={null}
      papers={['agenda-form', 'sign-in-form']}
      act="holdMeeting"
      button="登记评议会"
      whose="村干部"
      empty={{ title: '没有等待评议的户', text: '信息比对研判完成后，户会出现在这里，一次会议可以评议多户。' }}
      form={(initial, onClose) => (
        <SessionMeeting
          {...{ village: areaCode, initial, now: meeting, usual, onClose }}
          onDone={(done) => {
            onClose();
            finish(done);
          }}
        />
      )}
    />
  );
}

/** What is put up for many households on one paper: before the decision, and after it. */
const POSTINGS = {
  notice: {
    note: '一张纸，一张照片',
    label: '待公示的户',
    category: '拟纳入类别',
    papers: ['notice-form'],
    act: 'postNotices',
    button: '张贴公示',
    empty: { title: '没有等待公示的户', text: '评议通过的户会出现在这里，可以张贴在同一张公示上。' },
    finished: { what: '公示已张贴', next: '最后一天起在“公示中”登记期满。', papers: [['notice', '打印公示']] },
  },
  announcement: {
    note: '一张纸，一张照片',
    label: '县里审定、待公告的户',
    category: '纳入类别',
    papers: ['announcement-form'],
    act: 'announceResults',
    button: '张贴公告',
    empty: { title: '没有等待公告的户', text: '县里审定纳入的户会出现在这里，可以张贴在同一张公告上。' },
    finished: { what: '公告已张贴', next: '接着逐户录入标注。', papers: [['announcement', '打印公告']] },
  },
} as const;

/** Households for one paper on the wall: those to which a meeting agreed, or those that the county has taken in. */
export function PostingTab({ what, village, onFinished }: SessionTabProps & { what: keyof typeof POSTINGS }) {
  const { areaCode, usual, [what]: cases } = village;
  const { finished, ...queue } = POSTINGS[what];
  return (
    <SessionQueue
      {...queue}
      cases={cases}
      whose="村信息员"
      form={(initial, onClose) => (
        <SessionPosting
          {...{ what, village: areaCode, initial, now: cases, usual, onClose }}
          onDone={(done) => {
            onClose();
            onFinished({ ...finished, done });
          }}
        />
      )}
    />
  );
}

/** Households whose notice has ended, for one report to the town. */
export function ReportTab({ village: { report }, onFinished }: SessionTabProps) {
  const finish = (done: SessionDone) => onFinished({ what: '已报镇审核', next: '镇里逐户审核。', done, papers: [] });
  return (
    <SessionQueue
      label="待报镇审核的户"
      cases={report}
      category="拟纳入类别"
      papers={[]}
      act="submitCases"
      button="报镇审核"
      whose="村信息员"
      empty={{ title: '没有等待报镇的户', text: '公示期满的户会出现在这里，最后一天过完即可一并报镇。' }}
      form={(initial, onClose) => (
        <SessionReport
          {...{ initial, now: report, onClose }}
          onDone={(done) => {
            onClose();
            finish(done);
          }}
        />
      )}
    />
  );
}
