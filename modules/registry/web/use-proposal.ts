import { showProblems } from '@shouwang/platform/ui/form-problems.ts';
import { asProblem, ProblemError } from '@shouwang/platform/ui/problem.ts';
import { App, type FormInstance } from 'antd';
import { useState } from 'react';
import type { ChangeDone } from '../contract.ts';
import { sentWords } from './sent-words.ts';

const OWN_NAMES = ['reason', 'changeDate', 'documentIds', 'leavingId', 'changeType', 'newHeadId'];

/** A refusal with its fields under the names of the form: `member.<id>.education` and `household.education` are `changes.education`. */
export function atFormFields(error: unknown): ProblemError {
  const problem = asProblem(error);
  const fields = problem.fields.map((field) => {
    const last = field.path.split('.').at(-1) ?? '';
    return { ...field, path: OWN_NAMES.includes(last) ? last : `changes.${last}` };
  });
  return new ProblemError({
    code: problem.code,
    title: problem.title,
    detail: problem.detail,
    requestId: problem.requestId,
    status: problem.status,
    fields,
  });
}

/** Sends a form as a proposal: busy, refusals at their fields and above the form, and whether findings are to be confirmed. */
export function useProposal(form: FormInstance, { onDone }: { onDone: () => void }) {
  const { message } = App.useApp();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<ChangeDone>) => {
    setBusy(true);
    try {
      void message.success(sentWords(await work()));
      onDone();
    } catch (error) {
      const refused = atFormFields(error);
      if (refused.code === 'findings-to-confirm') setConfirming(true);
      showProblems(form, refused);
      setProblem(refused);
    } finally {
      setBusy(false);
    }
  };
  return { problem, confirming, busy, run, show: setProblem, clear: () => setProblem(null) };
}
