import { CONSENT_MODE_NAMES, CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import {
  type ActCode,
  type CaseView,
  RETURN_STEPS,
  type ReturnStep,
  RISK_NAMES,
  STEP_NAMES,
  type StepCode,
} from '../contract.ts';
import { ASIDE_FORMS } from './act-fields.aside.ts';
import { ENDED_FORMS, OBJECTION_FIELDS, REVIEWERS } from './act-fields.ended.ts';
import { type ActField, type ActFormSpec, type Option, options } from './act-form.ts';

export type { ActField, ActFormSpec, Values } from './act-form.ts';

import { USUAL_SCOPES } from '../papers/form-kinds.ts';

const opinion = (label = '意见', max = 500): ActField => ({ name: 'opinion', label, kind: 'area', max });
const STEPS: Option[] = RETURN_STEPS.map((step) => ({ value: step, label: STEP_NAMES[step as ReturnStep] }));
const photos = (name: string, label: string, step: StepCode): ActField => ({
  name,
  label,
  kind: name.endsWith('s') ? 'files' : 'file',
  step,
  fileKind: 'photo',
});
const adultsOf = (view: CaseView) => view.household.members.filter((member) => member.adult && member.livesTogether);
const momentOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? new Date(`${value}:00+08:00`).toISOString() : value;

/** Who may be in a team, in one line. */
export const TEAM_HINT = '镇干部、驻村（驻镇）人员、村干部至少两类；近亲属、与户内成员同名的人不能参加';
const teamHint = (least: number) => `不少于 ${least} 人，${TEAM_HINT}`;
/** The planned day, or today when it has passed or was not set. */
const laterOf = (planned: string | null | undefined, today: string) => (planned && planned > today ? planned : today);

/** Forms of the acts; those decided in the panel and the visit have their own. */
export function actForm(act: ActCode, view: CaseView): ActFormSpec {
  return FORMS[act]?.(view) ?? { fields: [] };
}

const FORMS: Readonly<Partial<Record<ActCode, (view: CaseView) => ActFormSpec>>> = {
  dispatchVerification: (view) => ({
    fields: [
      { name: 'team', label: '核实组', kind: 'team', hint: teamHint(view.pack.minPersons) },
      { name: 'plannedOn', label: '计划入户日期', kind: 'day', optional: true },
      { name: 'note', label: '交代事项', kind: 'area', max: 200, optional: true },
    ],
    initial: (_, today) => ({
      team: view.dispatched?.team ?? view.suggestedTeam,
      plannedOn: laterOf(view.dispatched?.plannedOn, today),
      note: view.dispatched?.note ?? '',
    }),
    body: (values) => ({ ...values, note: values.note ?? '' }),
    effect: '派发后由核实组领取，农户看到“将入户核实”，并生成派发单。领取前可以重新派发，换一组人。',
    submit: '派发',
  }),
  claimVerification: (view) => ({
    fields: [
      {
        name: 'team',
        label: '核实人员',
        kind: 'team',
        hint: `${teamHint(view.pack.minPersons)}；您本人须在内`,
      },
      { name: 'plannedOn', label: '计划入户日期', kind: 'day', optional: true },
    ],
    initial: (_, today, me) => ({
      team: view.team.length > 0 ? view.team : [me],
      plannedOn: laterOf(view.dispatched?.plannedOn, today),
    }),
    effect: '镇里指派的人确实去不了的，可以换人。领取后开始计算入户核实时限。',
    submit: '领取',
  }),
  recordConsent: (view) => ({
    fields: [
      {
        name: 'coveredMembers',
        label: '已签字的成年人',
        kind: 'choices',
        options: adultsOf(view).map((member) => ({ value: member.id, label: `${member.name}（${member.relation}）` })),
        hint: '共同生活的成年人全部签字才算齐全',
      },
      { name: 'scopes', label: '授权查询范围', kind: 'choices', options: options(CONSENT_SCOPE_NAMES) },
      { name: 'applicationReason', label: '申请理由', kind: 'area', max: 400 },
      { name: 'signedOn', label: '签署日期', kind: 'day' },
      { name: 'mode', label: '签署方式', kind: 'choice', options: options(CONSENT_MODE_NAMES) },
      {
        name: 'proxyName',
        label: '代填人',
        kind: 'line',
        optional: true,
        max: 30,
        hint: '不能书写的，由村干部、网格员或近亲属代填，本人捺印，内容当面宣读',
      },
      { name: 'proxyRelation', label: '代填人身份', kind: 'line', optional: true, max: 30 },
      {
        name: 'documentIds',
        label: '已签字的承诺授权书',
        kind: 'files',
        step: 'CONSENTED',
        fileKind: 'scan',
        hint: '电子签名附签署件，语音授权附见证人签字的文字记录',
      },
    ],
    initial: (_, today) => ({
      coveredMembers: adultsOf(view).map((member) => member.id),
      scopes: [...USUAL_SCOPES],
      signedOn: today,
      mode: 'paper',
      applicationReason: view.visit?.data.reason.slice(0, 400) ?? '',
      documentIds: [],
    }),
    effect: '授权有效 12 个月，可随时在“其他办理”中撤回；没有授权，任何部门数据都不能比对。',
  }),
  sendComparison: ({ consent }) => ({
    fields: [
      {
        name: 'scopes',
        label: '比对事项',
        kind: 'choices',
        options: (consent?.data.scopes ?? []).map((scope) => ({ value: scope, label: CONSENT_SCOPE_NAMES[scope] })),
        hint: '只能在授权范围内选择',
      },
      {
        name: 'anew',
        label: '重新查询',
        kind: 'choices',
        optional: true,
        options: (consent?.data.scopes ?? []).map((scope) => ({ value: scope, label: CONSENT_SCOPE_NAMES[scope] })),
        hint: '90 天内比对过的沿用上次的回执并注明日期；情况有变化的，勾选后重新查询',
      },
    ],
    initial: () => ({ scopes: consent?.data.scopes ?? [], anew: [] }),
    effect: '已入库的部门数据当场返回，其余由部门在时限内回复。',
    submit: '发出比对',
  }),
  completeComparison: () => ({
    fields: [{ name: 'conclusion', label: '研判结论', kind: 'area' }],
    effect: '负面清单只提示，不自动否决；完成后转村里评议。',
  }),
  proposeRejection: () => ({
    fields: [{ name: 'reason', label: '理由', kind: 'area', hint: '须有经人研判属实、没有例外的负面清单事项' }],
    effect: '由县级审定，理由会告知农户。',
  }),
  recordMeeting: (view) => ({
    fields: [
      { name: 'heldAt', label: '会议时间', kind: 'moment' },
      { name: 'place', label: '地点', kind: 'line' },
      { name: 'chair', label: '主持人', kind: 'line', max: 30 },
      { name: 'recorder', label: '记录人', kind: 'line', max: 30 },
      { name: 'expected', label: '应到人数', kind: 'count' },
      {
        name: 'groups',
        label: '实到人员',
        kind: 'groups',
        hint: `实到不少于应到的 ${view.pack.quorumText}（回避的不计入应到和实到），不足的表决无效`,
      },
      {
        name: 'participants',
        label: '参会的有账号人员',
        kind: 'people',
        optional: true,
        hint: '参会人员不得再审批本件',
      },
      { name: 'recused', label: '回避离场的近亲属', kind: 'names', optional: true },
      { name: 'votesFor', label: '同意票', kind: 'count' },
      { name: 'votesAgainst', label: '不同意票', kind: 'count' },
      { name: 'abstentions', label: '弃权票', kind: 'count' },
      {
        name: 'category',
        label: '拟纳入类别',
        kind: 'choice',
        options: view.categories.map(({ code, label }) => ({ value: code, label })),
      },
      opinion('评议意见', 300),
      photos('photoIds', '会议照片和签字的会议记录', 'EVALUATED'),
    ],
    initial: (_, today) => ({
      heldAt: `${today}T19:30`,
      place: '村委会会议室',
      groups: [
        { role: '村民代表', count: 0 },
        { role: '村两委干部', count: 0 },
      ],
      participants: [],
      recused: [],
      votesFor: 0,
      votesAgainst: 0,
      abstentions: 0,
      category: view.categories.at(-1)?.code ?? '',
      photoIds: [],
    }),
    body: (values) => ({ ...values, heldAt: momentOf(values.heldAt) }),
    effect: '三项票数之和应为实到人数减去回避人数；生成会议记录和签到表。',
  }),
  postNotice: (view) => ({
    fields: [
      { name: 'place', label: '张贴位置', kind: 'line' },
      { name: 'objectionPhone', label: '异议电话', kind: 'phone', hint: '填办公电话，例如 0751-2876543' },
      { name: 'days', label: '公示天数', kind: 'count', hint: `不少于 ${view.pack.minDays} 天` },
      photos('startPhotoId', '张贴照片', 'PUBLICISED'),
    ],
    initial: () => ({ place: '村务公开栏', days: view.pack.minDays }),
    effect: '只公示姓名（遮蔽）、村组、人口、拟纳入类别；证件号、电话、账号、健康状况由系统拦截。',
    submit: '张贴公示',
  }),
  endNotice: () => ({
    fields: [photos('endPhotoId', '期满照片', 'PUBLICISED')],
    effect: '公示期满，下一日起可以报镇审核。',
  }),
  withdrawNotice: () => ({
    fields: [{ name: 'reason', label: '撤下原因', kind: 'area', max: 300 }],
    effect: '撤下后须重新公示，天数重新计算。',
  }),
  raiseObjection: () => ({
    fields: OBJECTION_FIELDS,
    initial: () => ({ channel: 'phone' }),
    effect: '由镇另派人复核，全流程时钟暂停。',
  }),
  resolveObjection: (view) => ({
    said: view.objections
      .filter((one) => one.resultCode === null)
      .map((one) => ({ label: '异议', value: `${one.content}（${one.receivedOn} 收到，${one.dueOn} 前答复）` })),
    fields: [
      {
        name: 'objectionId',
        label: '异议',
        kind: 'choice',
        options: view.objections
          .filter((one) => one.resultCode === null)
          .map((one) => ({ value: one.id, label: one.content.slice(0, 40) })),
      },
      { name: 'team', label: '复核人员', kind: 'people', hint: REVIEWERS },
      {
        name: 'result',
        label: '结论',
        kind: 'choice',
        options: [
          { value: 'P1.O2', label: '不成立，继续公示' },
          { value: 'P1.O1', label: '成立，退回' },
        ],
      },
      {
        name: 'returnTo',
        label: '退回哪一环节',
        kind: 'choice',
        options: STEPS,
        when: (values) => values.result === 'P1.O1',
      },
      { name: 'reply', label: '答复', kind: 'area' },
    ],
    initial: () => ({
      objectionId: view.objections.find((one) => one.resultCode === null)?.id,
      team: [],
      result: 'P1.O2',
      returnTo: null,
    }),
  }),
  submitToTown: () => ({
    fields: [opinion()],
    initial: () => ({ opinion: '公示期满，材料齐全，报镇审核。' }),
    submit: '报镇审核',
  }),
  returnForCorrection: (view) => ({
    fields: [
      {
        name: 'step',
        label: '退回哪一环节',
        kind: 'choice',
        options: STEPS.map((step) => ({
          ...step,
          label: `${step.label}（已退回 ${view.returns[step.value] ?? 0} / ${view.pack.returnMaxTimes} 次）`,
        })),
      },
      { name: 'faults', label: '需补正的内容', kind: 'names', hint: '每项一句话，按回车添加' },
      opinion(),
    ],
    initial: () => ({ faults: [] }),
    effect: '后面的环节只在事实变化时重做。',
    submit: '退回补正',
  }),
  announceResult: () => ({
    fields: [
      { name: 'place', label: '张贴位置', kind: 'line' },
      { name: 'phone', label: '监督电话', kind: 'phone' },
      photos('photoId', '公告照片', 'ANNOUNCED'),
    ],
    initial: () => ({ place: '村务公开栏', phone: '12317' }),
    submit: '公告',
  }),
  registerCase: () => ({
    fields: [
      { name: 'contactName', label: '监测联系人', kind: 'line', max: 30 },
      { name: 'contactPhone', label: '联系人办公电话', kind: 'phone' },
      { name: 'nationalNo', label: '全国系统编号', kind: 'line', max: 30, optional: true },
    ],
    effect: '录入后该户为监测对象，开始帮扶。',
    submit: '录入标注',
  }),
  ...ASIDE_FORMS,
  ...ENDED_FORMS,
};

/** Risk types as options, in the order of the table. */
export const RISK_OPTIONS = options(RISK_NAMES);
/** Steps that can own a fault, as options. */
export const STEP_OPTIONS = STEPS;
