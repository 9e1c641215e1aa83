import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DateText } from '@shouwang/platform/ui/DateText.tsx';
import { type Fact, Facts } from '@shouwang/platform/ui/Facts.tsx';
import { Icon } from '@shouwang/platform/ui/Icon.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { WordsBar } from '@shouwang/platform/ui/WordsBar.tsx';
import { FileSignature, Home, Inbox, type LucideIcon, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { CONSENT_MODE_NAMES, CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { type ActCode, type CaseView, FINAL_STATES, type MeetingData, RESULT_NAMES } from '../contract.ts';
import { BlankPapers } from './BlankPapers.tsx';
import { Documents } from './Documents.tsx';
import { HealthNoteText } from './HealthNoteText.tsx';
import { channelWord, riskWords, yuanWords } from './words.ts';

type EvidenceProps = {
  title: string;
  icon: LucideIcon;
  at: string | null;
  facts: readonly Fact[];
  view: CaseView;
  steps: readonly string[];
  /** The act of the step, for the blank papers that it needs. */
  act?: ActCode;
  children?: ReactNode;
};

function Evidence({ title, icon, at, facts, view, steps, act, children }: EvidenceProps) {
  const isEnded = FINAL_STATES.includes(view.row.state);
  return (
    <Card
      title={title}
      icon={<Icon of={icon} />}
      note={at ? <StatusTag kind="ok">完成</StatusTag> : <StatusTag kind="neutral">未办</StatusTag>}
      extra={at && <DateText value={at} form={at.length > 10 ? 'minute' : 'day'} />}
    >
      {facts.length > 0 ? (
        <Facts facts={facts} />
      ) : (
        <p className="sw-note">{isEnded ? '办结前没有办到这一环节。' : '这一环节还没有办。'}</p>
      )}
      {children}
      {act && <BlankPapers view={view} act={act} />}
      <Documents documents={view.documents} steps={steps} />
    </Card>
  );
}

function ClueCard({ view }: { view: CaseView }) {
  const { row } = view;
  const facts = [
    { label: '渠道', value: channelWord(row.channel) },
    { label: '缘由', value: view.reasons.join('') || '—' },
    { label: '风险', value: riskWords(row.riskTypes).join('、') || '—' },
    ...(view.dispatched
      ? [
          { label: '派发', value: `${view.dispatched.on} ${view.dispatched.by}`, note: view.dispatched.note },
          { label: '核实组', value: view.team.map((one) => one.name).join('、') },
        ]
      : []),
  ];
  return (
    <Evidence
      title="线索"
      icon={Inbox}
      at={row.clock.startedOn}
      facts={facts}
      view={view}
      steps={['RECEIVED', 'DISPATCHED']}
    />
  );
}

function VisitCard({ view }: { view: CaseView }) {
  const visit = view.visit?.data;
  const facts = visit
    ? [
        { label: '人员', value: visit.team.map((one) => one.name).join('、'), note: `${visit.team.length} 人` },
        { label: '收入', value: `人均 ${yuanWords(visit.perCapitaFen)}`, note: `${visit.sharing} 人共享` },
        { label: '自付', value: yuanWords(visit.selfPaid.reduce((sum, one) => sum + one.amountFen, 0)) },
        { label: '结论', value: `${RESULT_NAMES[visit.conclusion]}；${visit.reason}` },
        ...(view.healthNote ? [{ label: '健康', value: <HealthNoteText caseId={view.row.id} /> }] : []),
      ]
    : [];
  return (
    <Evidence
      title="入户核实"
      icon={Home}
      at={view.visit?.at ?? null}
      facts={facts}
      view={view}
      steps={['VERIFYING']}
      act="recordVerification"
    />
  );
}

function ConsentCard({ view }: { view: CaseView }) {
  const consent = view.consent?.data;
  const facts = consent
    ? [
        { label: '签字', value: `${consent.coveredMembers.length} 人，${CONSENT_MODE_NAMES[consent.mode]}` },
        { label: '范围', value: consent.scopes.map((scope) => CONSENT_SCOPE_NAMES[scope]).join('、') },
        { label: '有效', value: `至 ${consent.validTo}，可随时撤回` },
      ]
    : [];
  return (
    <Evidence
      title="承诺授权"
      icon={FileSignature}
      at={view.consent?.at ?? null}
      facts={facts}
      view={view}
      steps={['CONSENTED']}
      act="recordConsent"
    >
      {view.revoked && (
        <Note tone="gold">
          农户 {view.revoked.on} 撤回授权：{view.revoked.reason}
          <br />
          {view.revoked.next}
        </Note>
      )}
    </Evidence>
  );
}

/** Who was there and who may vote: those who left count neither as present nor as expected. */
function attendance({ expected, present, recused }: MeetingData, quorum: string): string {
  const voting = present - recused.length;
  const called = expected - recused.length;
  const share = called > 0 ? `${((voting / called) * 100).toFixed(1)}%` : '—';
  return `应到 ${expected}，实到 ${present}；可表决 ${voting} / ${called}（${share}，下限 ${quorum}）`;
}

function MeetingCard({ view }: { view: CaseView }) {
  const meeting = view.meeting?.data;
  const facts = meeting
    ? [
        {
          label: '到会',
          value: attendance(meeting, view.pack.quorumText),
        },
        { label: '回避', value: `${meeting.recused.length} 人离场` },
        { label: '结果', value: `${RESULT_NAMES[meeting.result]}；${meeting.opinion}` },
      ]
    : [];
  return (
    <Evidence
      title="民主评议"
      icon={Users}
      at={view.meeting?.at ?? null}
      facts={facts}
      view={view}
      steps={['EVALUATED']}
      act="recordMeeting"
    >
      {meeting && (
        <WordsBar
          label="表决"
          parts={[
            { key: 'for', label: '同意', value: meeting.votesFor },
            { key: 'abstain', label: '弃权', value: meeting.abstentions, tone: 'estimate' },
            { key: 'against', label: '不同意', value: meeting.votesAgainst, tone: 'orange' },
          ]}
        />
      )}
    </Evidence>
  );
}

/** What each step put on record: clue, visit, consent, meeting. */
export function EvidenceCards({ view }: { view: CaseView }) {
  return (
    <div className="sw-split-6-6 sw-split-stretch">
      <ClueCard view={view} />
      <VisitCard view={view} />
      <ConsentCard view={view} />
      <MeetingCard view={view} />
    </div>
  );
}
