import { SegmentedFilter } from '@shouwang/platform/ui/SegmentedFilter.tsx';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import { nameOf, RELATION } from '../codes.ts';
import type { Household } from '../contract.ts';
import { type Correction, fetchHousehold, type Subject } from './api.ts';
import { ConflictPanel } from './ConflictPanel.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { useSendChange } from './change-api.ts';
import { HeadForm } from './HeadForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import { LeaveForm } from './LeaveForm.tsx';
import { revisionOf } from './revision.ts';
import { sentWords } from './sent-words.ts';

export type CorrectionDrawerProps = {
  household: Household;
  subject: Subject;
  onSubject: (subject: Subject) => void;
  onClose: () => void;
};

const KINDS = [
  { value: 'correct', label: '信息更正' },
  { value: 'join', label: '成员增加' },
  { value: 'leave', label: '成员减少' },
  { value: 'head', label: '户主变更' },
] as const;

/** Proposes a change of a household: other values, somebody who joins or leaves, another head. Nothing is written before another person agrees. */
export function CorrectionDrawer({ household, subject, onSubject, onClose }: CorrectionDrawerProps) {
  const [opened] = useState(household);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const kind = subject.kind ?? 'correct';
  const people = { household: opened, revision: subject.revision, onDone: onClose };
  return (
    <Drawer
      open
      title={subject.revision ? '修改后再提交' : '提出更正'}
      size={640}
      onClose={onClose}
      mask={{ closable: false }}
    >
      <div className="sw-stack">
        {!subject.revision && !subject.offer && !conflict && (
          <div>
            <SegmentedFilter
              label="变动"
              value={kind}
              options={KINDS}
              onChange={(value) => onSubject({ memberId: null, kind: value })}
            />
          </div>
        )}
        {kind === 'correct' && (
          <Correct
            opened={opened}
            subject={subject}
            onSubject={onSubject}
            onClose={onClose}
            conflict={conflict}
            onConflict={setConflict}
          />
        )}
        {kind === 'join' && <JoinForm {...people} />}
        {kind === 'leave' && <LeaveForm {...people} memberId={subject.memberId} />}
        {kind === 'head' && <HeadForm {...people} />}
      </div>
    </Drawer>
  );
}

/** What was typed, and the household as it is now. */
type Conflict = { mine: Correction; theirs: Household };
type CorrectProps = Omit<CorrectionDrawerProps, 'household'> & {
  opened: Household;
  conflict: Conflict | null;
  onConflict: (conflict: Conflict) => void;
};

/** Other values. When somebody else was faster, both values stand side by side and nothing typed is lost. */
function Correct({ opened, subject, onSubject, onClose, conflict, onConflict }: CorrectProps) {
  const { message } = App.useApp();
  const change = useSendChange(opened.id);
  const send = async ({ memberId, version, reason, changes, source, confirmed }: Correction) => {
    const what = memberId === null ? { household: changes } : { members: [{ memberId, changes }] };
    const proposal = { changeType: 'H6' as const, reason, source, confirmed, ...what };
    const revision = revisionOf(subject.revision, changes);
    void message.success(sentWords(await change.mutateAsync({ version, proposal, revision })));
    onClose();
  };
  const onStale = async (mine: Correction) => onConflict({ mine, theirs: await fetchHousehold(opened.id) });
  const subjects = [
    { value: '', label: `${opened.headName}户（户信息和住房）` },
    ...opened.members
      .filter((one) => one.memberStatus === 'current')
      .map((one) => ({ value: one.id, label: `${one.name}（${nameOf(RELATION, one.relation)}）` })),
  ];
  return (
    <>
      <Select
        aria-label="更正谁"
        value={subject.memberId ?? ''}
        options={subjects}
        disabled={conflict !== null || subject.revision !== undefined}
        onChange={(value) => onSubject({ memberId: value === '' ? null : value })}
      />
      {conflict ? (
        <ConflictPanel
          opened={opened}
          conflict={conflict}
          busy={change.isPending}
          onSend={send}
          onStale={onStale}
          onDrop={onClose}
        />
      ) : (
        <CorrectionForm
          key={subject.memberId ?? 'household'}
          household={opened}
          subject={subject}
          onSend={send}
          onStale={onStale}
        />
      )}
    </>
  );
}
