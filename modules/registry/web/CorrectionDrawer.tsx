import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import { nameOf, RELATION } from '../codes.ts';
import type { Household } from '../contract.ts';
import { type Correction, fetchHousehold, type Subject, useCorrect } from './api.ts';
import { ConflictPanel } from './ConflictPanel.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';

export type CorrectionDrawerProps = {
  household: Household;
  subject: Subject;
  onSubject: (subject: Subject) => void;
  onClose: () => void;
};

/** Corrects a household or a member. When somebody else was faster, both values stand side by side and nothing typed is lost. */
export function CorrectionDrawer({ household, subject, onSubject, onClose }: CorrectionDrawerProps) {
  const { message } = App.useApp();
  const { post } = useSession();
  const correct = useCorrect(household.id);
  const [opened] = useState(household);
  const [conflict, setConflict] = useState<{ mine: Correction; theirs: Household } | null>(null);

  const send = async (correction: Correction) => {
    const answer = await correct.mutateAsync(correction);
    void message.success(`已更正 ${answer.changed.length} 项，现为第 ${answer.version} 版`);
    onClose();
  };
  const onStale = async (mine: Correction) => setConflict({ mine, theirs: await fetchHousehold(household.id) });
  const subjects = [
    { value: '', label: `${household.headName}户（户信息和住房）` },
    ...household.members
      .filter((one) => one.memberStatus === 'current')
      .map((one) => ({ value: one.id, label: `${one.name}（${nameOf(RELATION, one.relation)}）` })),
  ];
  return (
    <Drawer open title="提出更正" size={640} onClose={onClose} mask={{ closable: false }}>
      <div className="sw-stack">
        <Select
          aria-label="更正谁"
          value={subject.memberId ?? ''}
          options={subjects}
          disabled={conflict !== null}
          onChange={(value) => onSubject({ memberId: value === '' ? null : value })}
        />
        {conflict ? (
          <ConflictPanel
            opened={opened}
            conflict={conflict}
            busy={correct.isPending}
            onSend={send}
            onStale={onStale}
            onDrop={onClose}
          />
        ) : (
          <CorrectionForm
            household={opened}
            subject={subject}
            countyFields={post.role === 'COUNTY_LEAD'}
            onSend={send}
            onStale={onStale}
          />
        )}
      </div>
    </Drawer>
  );
}
