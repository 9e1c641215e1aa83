import { DecisionPanel } from '@shouwang/platform/ui/DecisionPanel.tsx';
import { asProblem } from '@shouwang/platform/ui/problem.ts';
import { whenOpened } from '@shouwang/platform/ui/when-opened.tsx';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ACT_NAMES, type ActCode, type ActView, type CaseView, STATE_NAMES } from '../contract.ts';
import { useAct, useLookAgain } from './api.ts';
import { withWay } from './check-way.tsx';
import { type Decision, PANELS } from './decide-options.ts';
import { daysLeft } from './words.ts';

const DecideFields = whenOpened(() => import('./DecideFields.tsx').then((m) => m.DecideFields));

/** Acts that are decided in the panel itself. */
export const DECIDED_IN_PANEL = Object.keys(PANELS) as ActCode[];
const SHORTEST = 4;

function missing(due: ActCode, decision: Decision): string | undefined {
  if (decision.choice === null) return '请选一个结果';
  if (decision.opinion.trim().length < SHORTEST) return `请写不少于 ${SHORTEST} 个字的意见`;
  if (decision.choice === 'return' && decision.faults.length === 0) return '请写明需要补正的内容';
  if (decision.choice === 'return' && due !== 'confirmVerification' && decision.step === null)
    return '请指明退回哪一环节';
  if (due !== 'decideAtCounty' || decision.choice !== 'agree') return undefined;
  return decision.category === null || decision.risks.length === 0 ? '请选择对象类别，并按主次选择风险' : undefined;
}

/** What the town must write where the system says that the home is to be looked at. */
function unlooked(due: ActView, decision: Decision): string | undefined {
  const asked = due.checks.some((check) => check.key === 'spot-check' && check.result === 'warn');
  return asked && decision.choice !== 'return' && decision.spotCheck.trim() === '' ? '请写明到户抽查情况' : undefined;
}

export type DecideCardProps = {
  view: CaseView;
  due: ActView;
  /** The case went on while this was written: nothing can be sent any more, the words stay. */
  overtaken: boolean;
  onWrite: () => void;
  onDone: () => void;
};

/** The judgement of a case: system checks, then the choice, then the opinion. What was typed stays when it is refused. */
export function DecideCard({ view, due, overtaken, onWrite, onDone }: DecideCardProps) {
  const { message } = App.useApp();
  const act = useAct(view.row.id);
  const lookAgain = useLookAgain(view.row.id);
  const [decision, setDecision] = useState<Decision>(() => ({
    choice: null,
    opinion: '',
    category: view.meeting?.data.category ?? null,
    risks: view.visit?.data.risks.map((risk) => risk.riskType) ?? [],
    spotCheck: '',
    lateReason: '',
    step: null,
    faults: [],
  }));
  const panel = PANELS[due.act];
  if (!panel) return null;
  const change = (part: Partial<Decision>) => {
    setDecision((now) => ({ ...now, ...part }));
    onWrite();
  };
  const late = overtaken && !act.isPending && !act.isSuccess;
  const gone = `这件已由别人办理，现在是“${STATE_NAMES[view.row.state]}”。您写的意见还在，可以复制留存`;

  const submit = async () => {
    try {
      await act.mutateAsync({ ...panel.send(decision), version: view.version });
      void message.success(`已办理：${ACT_NAMES[due.act]}`);
      onDone();
    } catch (error) {
      if (asProblem(error).status === 412) await lookAgain();
    }
  };
  return (
    <DecisionPanel
      title={ACT_NAMES[due.act]}
      note={panel.note}
      daysLeft={daysLeft(view.row)}
      checks={due.checks.map((check) => withWay(check, view.row.householdId))}
      options={panel.options(view)}
      value={decision.choice}
      onChange={(choice) => change({ choice })}
      opinion={decision.opinion}
      onOpinion={(opinion) => change({ opinion })}
      opinionLabel={panel.opinionLabel}
      submitText={panel.submit}
      submitting={act.isPending}
      blocked={late ? gone : (missing(due.act, decision) ?? unlooked(due, decision))}
      hint={panel.hint}
      error={act.error}
      onSubmit={() => void submit()}
    >
      {decision.choice !== null && <DecideFields view={view} due={due.act} decision={decision} onChange={change} />}
      {late && <Button onClick={onDone}>不再保留，看现在的情况</Button>}
    </DecisionPanel>
  );
}
