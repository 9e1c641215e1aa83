import type { ActCode, CaseView, RecusalView } from '../contract.ts';
import { PAUSE_REASONS } from '../contract.ts';
import { type ActField, type ActFormSpec, options } from './act-form.ts';

const WHOSE = { self: '我本人', other: '其他经办人员', named: '没有账号的人（按姓名）' } as const;
type Person = { accountId: string | null; name: string };

/** What the household takes back: signed or spoken, with its paper and in its words. */
const takenBack = (voice: string, paper: string): Pick<ActFormSpec, 'fields' | 'initial'> => ({
  fields: [
    {
      name: 'mode',
      label: '方式',
      kind: 'choice',
      options: [
        { value: 'signed', label: '签字' },
        { value: 'voice', label: voice },
      ],
    },
    { name: 'documentId', label: paper, kind: 'file', step: 'CONSENTED', fileKind: 'scan' },
    { name: 'reason', label: '农户说明', kind: 'area', max: 300 },
  ],
  initial: () => ({ mode: 'signed' }),
});

/** One of the declarations that somebody may settle, and why. */
const settled = (mine: readonly RecusalView[], why: ActField): Pick<ActFormSpec, 'fields' | 'initial'> => ({
  fields: [
    {
      name: 'recusalId',
      label: '回避登记',
      kind: 'choice',
      options: mine.map((one) => ({
        value: one.id,
        label: `${one.name}（${one.relation}，${one.declaredBy}登记${one.state === 'pending' ? '，待确认' : ''}）`,
      })),
    },
    why,
  ],
  initial: () => ({ recusalId: mine[0]?.id }),
});

/** Forms of the acts beside the way of a case: pauses, taking back, the green channel, recusal. */
export const ASIDE_FORMS: Readonly<Partial<Record<ActCode, (view: CaseView) => ActFormSpec>>> = {
  suspendCase: () => ({
    fields: [
      { name: 'reason', label: '原因', kind: 'choice', options: options(PAUSE_REASONS) },
      { name: 'note', label: '说明', kind: 'area', max: 200 },
    ],
    effect: '全流程暂停合计不超过 30 天。',
    submit: '暂停计时',
  }),
  resumeCase: () => ({ fields: [{ name: 'note', label: '说明', kind: 'area', max: 200 }], submit: '恢复办理' }),
  revokeConsent: () => ({
    ...takenBack('口述（附见证人签字的记录）', '撤回授权书'),
    effect: '撤回后不再向任何部门查询，未到的回执不再催办；比对没有完成的，须重新签署授权才能继续。已作的决定不变。',
    submit: '撤回授权',
  }),
  withdrawCase: () => ({
    ...takenBack('录音（附记录）', '撤回书'),
    effect: '请告诉农户：情况变化时随时可以再申请，不作“不符合”处理。不愿签署授权的，留作线索，90 天内由村里走访一次。',
    submit: '撤回',
  }),
  setGreenChannel: () => ({
    fields: [{ name: 'reason', label: '理由', kind: 'area', max: 200 }],
    effect: '先帮扶，30 天内补齐材料，逾期计入超期；镇里须到户抽查。',
    submit: '开通',
  }),
  declareRecusal: () => ({
    fields: [
      { name: 'whose', label: '谁回避', kind: 'choice', options: options(WHOSE) },
      {
        name: 'person',
        label: '人员',
        kind: 'people',
        hint: '选一人',
        when: (values) => values.whose === 'other',
      },
      { name: 'name', label: '姓名', kind: 'line', max: 30, when: (values) => values.whose === 'named' },
      { name: 'relation', label: '与该户的关系', kind: 'line', max: 30, hint: '例如：户主之弟' },
    ],
    initial: () => ({ whose: 'self', person: [] }),
    body: (values, _view, me) => ({ ...personOf(values, me), relation: values.relation }),
    effect:
      '登记本人回避立即生效；登记他人回避，由其本人或镇、县审批人确认后生效。生效后不能办理本件任何环节，不能参加核实和评议。',
    submit: '登记回避',
  }),
  confirmRecusal: ({ recusals }) => ({
    ...settled(
      recusals.filter((one) => one.mayConfirm),
      { name: 'note', label: '说明', kind: 'area', max: 200, optional: true },
    ),
    body: (values) => ({ ...values, note: values.note ?? '' }),
    effect: '确认后，该人员不能办理本件任何环节。',
    submit: '确认回避',
  }),
  withdrawRecusal: ({ recusals }) => ({
    ...settled(
      recusals.filter((one) => one.mayWithdraw),
      { name: 'reason', label: '撤销理由', kind: 'area', max: 200, hint: '例如：同名不同人，已核对身份' },
    ),
    submit: '撤销登记',
  }),
};

function personOf(values: Readonly<Record<string, unknown>>, me: Person): Person {
  if (values.whose === 'named') return { accountId: null, name: String(values.name ?? '') };
  const chosen = values.whose === 'other' ? (values.person as Person[] | undefined)?.[0] : me;
  return { accountId: chosen?.accountId ?? null, name: chosen?.name ?? '' };
}
