import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { Note } from '@shouwang/platform/ui/Note.tsx';
import { asProblem, type ProblemError } from '@shouwang/platform/ui/problem.ts';
import { RowsSkeleton } from '@shouwang/platform/ui/RowsSkeleton.tsx';
import { useSession } from '@shouwang/platform/ui/session.ts';
import { App, Button, Drawer, Form } from 'antd';
import { useState } from 'react';
import type { CaseView, VerificationDraft } from '../contract.ts';
import { useAct, useLookAgain, useVerificationDraft } from './api.ts';
import { BlankPapers } from './BlankPapers.tsx';
import { IncomeLinesField } from './IncomeLinesField.tsx';
import { VerificationFindings } from './VerificationFindings.tsx';
import { VerificationHead } from './VerificationHead.tsx';
import { initialVisit, toVerification, type VisitValues } from './visit-values.ts';

export type VerificationDrawerProps = { view: CaseView; onClose: () => void };

function VisitForm({ view, draft, onClose }: VerificationDrawerProps & { draft: VerificationDraft }) {
  const [form] = Form.useForm<VisitValues>();
  const { message } = App.useApp();
  const { today } = useSession();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const act = useAct(view.row.id);
  const lookAgain = useLookAgain(view.row.id);
  const submit = async (values: VisitValues) => {
    try {
      await act.mutateAsync({ act: 'recordVerification', version: view.version, input: toVerification(values, draft) });
      void message.success('入户核实已登记');
      onClose();
    } catch (error) {
      if (asProblem(error).status === 412) await lookAgain();
      showProblems(form, error);
      setProblem(asProblem(error));
    }
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initialVisit(view, draft, today)}
      onFinish={submit}
      scrollToFirstError
    >
      {problem && <Note tone="bad">{problem.detail || problem.title}</Note>}
      <BlankPapers view={view} act="recordVerification" />
      <VerificationHead view={view} />
      <IncomeLinesField draft={draft} />
      <VerificationFindings view={view} />
      <Button type="primary" htmlType="submit" block size="large" loading={act.isPending}>
        提交核实
      </Button>
      <p className="sw-note">符合的直接转入识别；不符合、误报、已纳入、无法联系的由镇里确认后办结。</p>
    </Form>
  );
}

/** The visit: what is known is filled in with its source, to be confirmed or corrected. */
export function VerificationDrawer({ view, onClose }: VerificationDrawerProps) {
  const draft = useVerificationDraft(view.row.id);
  return (
    <Drawer open title="登记入户核实" size={860} onClose={onClose} mask={{ closable: false }}>
      {draft.data ? (
        <VisitForm view={view} draft={draft.data} onClose={onClose} />
      ) : draft.error ? (
        <Note tone="bad">{asProblem(draft.error).detail || asProblem(draft.error).title}</Note>
      ) : (
        <RowsSkeleton rows={8} height={36} />
      )}
    </Drawer>
  );
}
