import type { RadioCard } from '@shouwang/platform/ui/RadioCards.tsx';
import type { ActCode, ActInput, CaseView, ReturnStep, RiskType } from '../contract.ts';

/** Choices in the panel. `return` sends the case back instead. */
type Choice = 'agree' | 'return' | 'refuse';

/** What is written in the panel. */
export type Decision = {
  choice: Choice | null;
  opinion: string;
  category: string | null;
  risks: RiskType[];
  spotCheck: string;
  lateReason: string;
  step: ReturnStep | null;
  faults: string[];
};

/** One panel: its choices, and how a choice becomes an act. */
export type PanelSpec = {
  note: string;
  submit: string;
  hint: string;
  opinionLabel: string;
  options: (view: CaseView) => RadioCard<Choice>[];
  send: (decision: Decision) => { act: ActCode; input: ActInput<ActCode> };
};

const returned = ({ step, faults, opinion }: Decision) => ({
  act: 'returnForCorrection' as const,
  input: { step: step ?? 'VERIFYING', faults, opinion },
});
const backNote = (view: CaseView) => `须指明环节和内容，每个环节最多退回 ${view.pack.returnMaxTimes} 次`;

/** Panels of the acts that judge. */
export const PANELS: Readonly<Partial<Record<ActCode, PanelSpec>>> = {
  confirmVerification: {
    note: '由您确认',
    submit: '提交确认',
    hint: '同意即办结线索或转部门，结果告知农户',
    opinionLabel: '确认意见',
    options: (view) => [
      {
        value: 'agree',
        title: '同意核实结论',
        note: view.visit?.data.conclusion === 'P1.V4' ? '转行业部门跟进' : '线索办结，误报计入规则精准率',
      },
      { value: 'return', title: '退回重新核实', note: backNote(view) },
    ],
    send: (decision) => ({
      act: 'confirmVerification',
      input: {
        agree: decision.choice === 'agree',
        opinion: decision.opinion,
        faults: decision.choice === 'agree' ? null : decision.faults,
      },
    }),
  },
  reviewMeetingRefusal: {
    note: '评议不同意，由您复核',
    submit: '提交复核',
    hint: '只能请村里再评议一次',
    opinionLabel: '复核意见',
    options: () => [
      { value: 'refuse', title: '确认不予纳入', note: '理由告知农户，30 天内可申诉' },
      { value: 'agree', title: '请村里再评议一次', note: '镇里看过一次，情况有出入' },
    ],
    send: ({ choice, opinion }) => ({
      act: 'reviewMeetingRefusal',
      input: { outcome: choice === 'refuse' ? 'confirm' : 'repeat', opinion },
    }),
  },
  decideProposedRejection: {
    note: '由您决定',
    submit: '提交审定',
    hint: '负面清单只提示，须由人决定',
    opinionLabel: '审定意见',
    options: () => [
      { value: 'refuse', title: '同意不予纳入', note: '须写明理由并告知农户' },
      { value: 'agree', title: '不同意提议', note: '继续由村里评议' },
    ],
    send: ({ choice, opinion }) => ({ act: 'decideProposedRejection', input: { agree: choice === 'refuse', opinion } }),
  },
  reviewAtTown: {
    note: '由您审核',
    submit: '提交审核',
    hint: '提交即冻结本次数据快照，报县审定',
    opinionLabel: '审核意见',
    options: (view) => [
      { value: 'agree', title: '同意报县审定', note: '有异议、走绿色通道或抽中的须到户抽查' },
      { value: 'return', title: '退回补正', note: backNote(view) },
      { value: 'refuse', title: '不同意', note: '写明理由，仍由县级决定' },
    ],
    send: (decision) =>
      decision.choice === 'return'
        ? returned(decision)
        : {
            act: 'reviewAtTown',
            input: {
              outcome: decision.choice === 'agree' ? 'agree' : 'disagree',
              opinion: decision.opinion,
              spotCheck: decision.spotCheck,
            },
          },
  },
  decideAtCounty: {
    note: '由您决定',
    submit: '提交审定',
    hint: '提交即冻结本次数据快照，生成审批表',
    opinionLabel: '审定意见',
    options: (view) => [
      { value: 'agree', title: '同意纳入监测', note: '村内公告，2 天内录入，10 天内定帮扶计划' },
      { value: 'return', title: '退回补正', note: backNote(view) },
      { value: 'refuse', title: '不予纳入', note: '须写明理由并告知农户，30 天内可申诉' },
    ],
    send: (decision) =>
      decision.choice === 'return'
        ? returned(decision)
        : {
            act: 'decideAtCounty',
            input: {
              outcome: decision.choice === 'agree' ? 'approve' : 'reject',
              opinion: decision.opinion,
              category: decision.choice === 'agree' ? decision.category : null,
              risks: decision.choice === 'agree' ? decision.risks : [],
              lateReason: decision.lateReason,
            },
          },
  },
};
