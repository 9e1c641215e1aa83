import { daysBetween } from '@shouwang/platform/clock/days.ts';
import { Card } from '@shouwang/platform/ui/Card.tsx';
import { DueText } from '@shouwang/platform/ui/DueText.tsx';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { StatusTag } from '@shouwang/platform/ui/StatusTag.tsx';
import { useMay, useSession } from '@shouwang/platform/ui/session.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { useState } from 'react';
import type { ChangeView, HouseholdPending } from '../contract.ts';
import type { Subject } from './api.ts';
import { RequestActs } from './RequestActs.tsx';
import { RequestValues } from './RequestValues.tsx';
import { keyLabel, stateLook, typeName } from './request-words.ts';
import './requests.css';

const RequestDrawer = whenOpened(() => import('./RequestDrawer.tsx').then((m) => m.RequestDrawer));

/** Which form mends a request. */
function subjectOf(view: ChangeView): Subject {
  const kind =
    view.changeType === 'H6'
      ? 'correct'
      : view.changeType === 'H5'
        ? 'head'
        : view.changeType.startsWith('M1')
          ? 'join'
          : 'leave';
  return { memberId: view.values.find(({ subject }) => subject === 'member')?.memberId ?? null, kind, revision: view };
}

type WaitingProps = { view: ChangeView; onOpen: (view: ChangeView) => void; onCorrect: (subject: Subject) => void };

function Waiting({ view, onOpen, onCorrect }: WaitingProps) {
  const { today } = useSession();
  const look = stateLook(view.state);
  return (
    <li className="reg-waiting">
      <div className="reg-waiting-head">
        <b>{typeName(view.changeType)}</b>
        <StatusTag kind={look.kind}>{look.name}</StatusTag>
        <span className="sw-note">
          {view.proposedByName}（{view.proposedRoleName}）{view.proposedOn} 提出
          {view.source && `，依据${view.source}`}
        </span>
        <DueText daysLeft={daysBetween(today, view.dueOn)} />
        <span className="sw-row reg-waiting-acts">
          <button type="button" className="sw-act" onClick={() => onOpen(view)}>
            {view.mayDecide ? '审批' : '查看'}
          </button>
          <RequestActs view={view} onRevise={() => onCorrect(subjectOf(view))} />
        </span>
      </div>
      {view.state === 'RETURNED' && (
        <Note tone="bad">
          {`退回：${view.opinion ?? ''}（${view.returnedFields.map((key) => keyLabel(key, view.values)).join('、')}）`}
        </Note>
      )}
      <RequestValues view={view} />
      <p className="sw-note">事由：{view.reason}</p>
    </li>
  );
}

/** What is proposed of a household, with values side by side; and the day by which one whose head died names a new one. */
export function PendingCard({
  pending,
  onCorrect,
}: {
  pending: HouseholdPending;
  onCorrect: (subject: Subject) => void;
}) {
  const may = useMay();
  const { today } = useSession();
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <Card title="待审批的更正" note="批准前不写入档案，也不计入表格和统计" flush>
      {pending.headDueOn !== null && (
        <div className="reg-waiting">
          <Note
            tone={pending.headDueOn < today ? 'bad' : 'gold'}
            act={
              may('submitChange') && (
                <button type="button" className="sw-act" onClick={() => onCorrect({ memberId: null, kind: 'head' })}>
                  提出新户主
                </button>
              )
            }
          >
            户主已去世，须在 {pending.headDueOn} 前明确新户主。
          </Note>
        </div>
      )}
      <ul>
        {pending.items.map((view) => (
          <Waiting key={view.id} view={view} onOpen={({ id }) => setOpenId(id)} onCorrect={onCorrect} />
        ))}
      </ul>
      {openId !== null && <RequestDrawer id={openId} onClose={() => setOpenId(null)} />}
    </Card>
  );
}
