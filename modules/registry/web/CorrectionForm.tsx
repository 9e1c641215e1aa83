import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, ProblemError } from '@shouwang/platform/ui/problem.ts';
import { Form } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Household } from '../contract.ts';
import type { Correction, Subject } from './api.ts';
import { changesOf, groupsOf, valuesOf, wordsOf } from './correction-fields.ts';
import { FieldGroups } from './FieldGroups.tsx';
import { ProposalFoot, Refused } from './ProposalFoot.tsx';
import { typedOf } from './revision.ts';
import { useMasks } from './use-masks.ts';
import { atFormFields } from './use-proposal.ts';
import type { Offer } from './words.ts';
import './words.css';

export type CorrectionFormProps = {
  household: Household;
  subject: Subject;
  onSend: (correction: Correction) => Promise<void>;
  onStale: (correction: Correction) => Promise<void>;
};

const UNCHANGED = new ProblemError({
  code: 'nothing-to-change',
  title: '没有改动',
  detail: '没有改动任何一项。',
  fields: [],
  requestId: null,
  status: 422,
});

function offerWords({ changes, from }: Offer): string {
  return Object.keys(changes).length > 0
    ? `已按${from} 填好改动的项和事由，核对后再提交；不对可以改。`
    : `${from} 的记录不能直接填入，请对照残疾人证填证号和健康状况；事由已填好，可以改。`;
}

/** The fields of a household or a member with their present values; only what was changed is sent, with one reason. */
export function CorrectionForm({ household, subject, onSend, onStale }: CorrectionFormProps) {
  const [form] = Form.useForm<Record<string, unknown>>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const before = useMemo(() => valuesOf(household, subject.memberId), [household, subject.memberId]);
  const { offer, revision } = subject;
  const typed = useMemo(() => typedOf(revision), [revision]);
  const masks = useMasks(household, subject.memberId);
  const wanted = Object.keys(offer?.changes ?? {})[0] ?? subject.field;
  useEffect(() => {
    if (wanted) form.scrollToField(['changes', wanted], { block: 'center', focus: true });
  }, [form, wanted]);

  const refused = (error: unknown) => {
    const shown = atFormFields(error);
    if (shown.code === 'findings-to-confirm') setConfirming(true);
    showProblems(form, shown);
    setProblem(shown);
  };
  const submit = async (values: { reason?: string; confirmed?: boolean; changes?: Record<string, unknown> }) => {
    const changes = changesOf(before, values.changes ?? {}, subject.memberId);
    if (Object.keys(changes).length + typed.masked.length === 0) return setProblem(UNCHANGED);
    const correction = {
      memberId: subject.memberId,
      version: household.version,
      reason: values.reason ?? '',
      changes,
      source: offer?.from ?? revision?.source ?? null,
      confirmed: values.confirmed === true,
    };
    setBusy(true);
    try {
      await onSend(correction);
    } catch (error) {
      if (asProblem(error).status === 412) await onStale(correction).catch(refused);
      else refused(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{
        changes: { ...before, ...typed.changes, ...offer?.changes },
        reason: revision?.reason ?? offer?.reason,
      }}
      onFinish={(values) => void submit(values)}
      onValuesChange={() => setProblem(null)}
    >
      {offer && (
        <div className="reg-offer">
          <Note>{offerWords(offer)}</Note>
        </div>
      )}
      <Refused problem={problem} />
      <FieldGroups
        groups={groupsOf(subject.memberId)}
        masks={masks}
        extraOf={(spec) => {
          if (offer && spec.name in offer.changes)
            return `按${offer.from} 填入，登记原为 ${wordsOf(spec, before[spec.name])}`;
          if (typed.masked.some((key) => key.endsWith(`.${spec.name}`))) return '上次填的已遮蔽，不改就留空';
          return spec.county ? '由县级审批' : undefined;
        }}
      />
      <ProposalFoot confirming={confirming} busy={busy} placeholder="例如：入户核对户口簿后更正" />
    </Form>
  );
}
