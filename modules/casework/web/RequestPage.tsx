import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DataTable } from '@shouwang/platform/ui/DataTable.tsx';
import { ErrorState } from '@shouwang/platform/ui/ErrorState.tsx';
import { Facts } from '@shouwang/platform/ui/Facts.tsx';
import { listOf } from '@shouwang/platform/ui/list-query.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { PageHeader } from '@shouwang/platform/ui/PageHeader.tsx';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { type StatusKind, StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { Timeline } from '@shouwang/platform/ui/Timeline.tsx';
import type { Column } from '@shouwang/platform/ui/table-columns.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { Link, useParams } from 'react-router';
import { CONSENT_MODE_NAMES } from '../../evidence/contract.ts';
import { type DepartmentAnswer, type DepartmentRequestView, EXCLUSION_NAMES, type RequestState } from '../contract.ts';
import { useDepartmentRequests } from './api.ts';
import { requestPath, useDepartmentRequest } from './department-api.ts';
import './casework.css';

const AnswerCard = whenOpened(() => import('./AnswerCard.tsx').then((m) => m.AnswerCard));

const STATES: Readonly<Record<RequestState, { kind: StatusKind; name: string }>> = {
  waiting: { kind: 'waiting', name: '待回复' },
  answered: { kind: 'ok', name: '已回复' },
  ended: { kind: 'neutral', name: '不必回复' },
};

const itemWords = ({ exclusionItem }: DepartmentAnswer) =>
  exclusionItem === null ? '不涉及' : `${exclusionItem} ${EXCLUSION_NAMES[exclusionItem]}`;
const byWords = ({ answeredBy, answeredOn }: DepartmentAnswer) =>
  answeredBy === null ? '已报送的数据自动回答' : `${answeredBy || '本部门'}${answeredOn ? `，${answeredOn}` : ''}`;

const columns: readonly Column<DepartmentAnswer>[] = [
  { key: 'day', title: '比对日期', nowrap: true, render: (row) => row.comparedOn },
  { key: 'scope', title: '事项', render: (row) => row.scope },
  { key: 'person', title: '姓名', nowrap: true, render: (row) => row.memberName },
  { key: 'receipt', title: '回执', render: (row) => row.receipt || (row.found ? '有记录' : '无记录') },
  { key: 'item', title: '一般不纳入的事项', hideOnPhone: true, render: itemWords },
  { key: 'by', title: '回复', hideOnPhone: true, render: byWords },
];

function AskedCard({ request }: { request: DepartmentRequestView }) {
  const { consent } = request;
  return (
    <Card title="问什么，凭什么问">
      <Facts
        facts={[
          { label: '比对事项', value: request.scope },
          { label: '办理编号', value: request.caseNo },
          { label: '所在村', value: request.areaName },
          { label: '发出和期限', value: `${request.sentOn} 发出，${request.dueOn} 前回复` },
          {
            label: '农户授权',
            value: `${consent.signedOn} ${CONSENT_MODE_NAMES[consent.mode]}，有效至 ${consent.validTo}${consent.live ? '' : '（现已不生效）'}`,
          },
          { label: '授权范围', value: `只限“${request.scope}”，只用于本次识别的核对` },
          { label: '依据', value: request.legalBasis.join('；') },
        ]}
      />
    </Card>
  );
}

/** The next comparison that the department still owes. */
function NextLink() {
  const waiting = useDepartmentRequests(true).data?.items ?? [];
  const next = waiting[0];
  if (!next) return <Link to="/workbench">回到工作台</Link>;
  return (
    <Link to={requestPath(next.caseId, next.key)}>
      下一项：{next.scope}，{next.memberName}（还有 {waiting.length} 项）
    </Link>
  );
}

function AnsweredCard({ answer }: { answer: DepartmentAnswer }) {
  return (
    <Card title="本部门的答复" note={<StatusTag kind="ok">已回复</StatusTag>} foot={<NextLink />}>
      <Facts
        facts={[
          { label: '姓名', value: answer.memberName },
          { label: '是否有记录', value: answer.found ? '有记录' : '无记录' },
          { label: '回执', value: answer.receipt || '—' },
          { label: '数据日期', value: answer.dataDate },
          { label: '一般不纳入的事项', value: itemWords(answer) },
          { label: '回复', value: byWords(answer) },
        ]}
      />
      <p className="sw-note">回执由镇里的人研判；有误的，请联系县级重新发出。</p>
    </Card>
  );
}

function EarlierCard({ answers }: { answers: readonly DepartmentAnswer[] }) {
  return (
    <Card title="本部门在本件中的其他答复" note={`${answers.length} 项`} flush>
      <DataTable
        label="本部门在本件中的其他答复"
        query={listOf([...answers])}
        columns={columns}
        rowKey={(row) => `${row.scope}|${row.memberName}|${row.comparedOn}|${row.receipt}`}
        rowHeight={40}
        empty={{ title: '没有其他答复', text: '本部门对这户其他成员、其他事项的答复会列在这里。' }}
      />
    </Card>
  );
}

function Filled({ request }: { request: DepartmentRequestView }) {
  const { today } = useSession();
  const look = STATES[request.state];
  const entries = [...request.history]
    .reverse()
    .map((one, index) => ({ key: `${one.on}-${index}`, at: one.on, title: one.what, source: '信息比对' }));
  return (
    <>
      <PageHeader
        title={`${request.scope}：${request.memberName}`}
        tags={<StatusTag kind={look.kind}>{look.name}</StatusTag>}
        subtitle="农户已书面授权，只看这一项；其余办理情况不向部门展示"
        trail={[{ label: '工作台', to: '/workbench' }, { label: '待回复的比对' }]}
      />
      <div className="sw-split-8-4 cw-columns">
        <div className="sw-stack">
          <AskedCard request={request} />
          {request.earlier.length > 0 && <EarlierCard answers={request.earlier} />}
        </div>
        <div className="sw-stack">
          <div className="cw-due-place">
            {request.state === 'waiting' && <AnswerCard request={request} />}
            {request.state === 'ended' && <Note tone="gold">{request.endedWhy}</Note>}
            {request.answer && <AnsweredCard answer={request.answer} />}
          </div>
          <Card title="经过">
            <Timeline label="经过" entries={entries} year={today.slice(0, 4)} />
          </Card>
        </div>
      </div>
    </>
  );
}

/** One request to a department: what is asked about whom and on what ground, the answer, what it told before. */
export function RequestPage() {
  const { id = '', key = '' } = useParams();
  const query = useDepartmentRequest(id, key);
  if (query.data) return <Filled key={key} request={query.data} />;
  if (!query.error) return <RowsSkeleton rows={8} height={48} />;
  return (
    <>
      <PageHeader title="待回复的比对" trail={[{ label: '工作台', to: '/workbench' }]} />
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    </>
  );
}
