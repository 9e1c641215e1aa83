import { OBJECTION_CHANNEL_NAMES } from '../../publicity/contract.ts';
import type { ActCode, CaseView } from '../contract.ts';
import { type ActField, type ActFormSpec, options } from './act-form.ts';

/** How an objection came in; the same before and after the entry in the register. */
export const OBJECTION_FIELDS: readonly ActField[] = [
  { name: 'channel', label: '方式', kind: 'choice', options: options(OBJECTION_CHANNEL_NAMES) },
  { name: 'content', label: '异议内容', kind: 'area' },
  {
    name: 'raisedBy',
    label: '提出人',
    kind: 'line',
    max: 30,
    optional: true,
    hint: '可以匿名；填写的会加密保存，不告知农户',
  },
];

/** The objection under review in its own words. */
const lateSaid = ({ objections, lateObjection: late }: CaseView) => [
  { label: '异议', value: objections.find(({ id }) => id === late?.id)?.content ?? '' },
  { label: '收到', value: `${late?.receivedOn ?? ''}，${late?.dueOn ?? ''} 前复核` },
];

const reviewWords = (late: CaseView['lateObjection']) =>
  late?.found
    ? `${late.found.founded ? '成立' : '不成立'}；${late.found.finding}（${late.team.map((one) => one.name).join('、')}）`
    : '';
/** Who may review an objection, at any time. */
export const REVIEWERS = '不少于两人，不能是第一次核实的人员，也不能是审核、审定过本件的人员';

const FOUNDED: ActField = {
  name: 'founded',
  label: '结论',
  kind: 'choice',
  options: [
    { value: 'no', label: '异议不成立' },
    { value: 'yes', label: '异议成立，识别有误' },
  ],
};
const toFounded = (values: Readonly<Record<string, unknown>>) => ({ ...values, founded: values.founded === 'yes' });

/** Forms of the acts by which a case ends before its time, and of what is owed after its end. */
export const ENDED_FORMS: Readonly<Partial<Record<ActCode, (view: CaseView) => ActFormSpec>>> = {
  recordRecheck: () => ({
    fields: [
      { name: 'visitedOn', label: '走访日期', kind: 'day' },
      {
        name: 'outcome',
        label: '情况',
        kind: 'choice',
        options: [
          { value: 'stable', label: '平稳' },
          { value: 'trouble', label: '更困难，已告知怎样申请' },
        ],
      },
      { name: 'finding', label: '走访情况', kind: 'area', max: 300 },
    ],
    initial: (_, today) => ({ visitedOn: today, outcome: 'stable' }),
    effect: '登记后这户的回访完成。愿意签署授权的，请按新线索上报。',
    submit: '登记回访',
  }),
  endByDeath: () => ({
    fields: [
      { name: 'diedOn', label: '死亡日期', kind: 'day' },
      {
        name: 'proof',
        label: '凭据',
        kind: 'choice',
        options: [
          { value: 'certificate', label: '死亡证明' },
          { value: 'statement', label: '两名干部签字的说明' },
        ],
      },
      { name: 'documentIds', label: '凭据扫描件', kind: 'files', step: 'VERIFYING', fileKind: 'scan' },
      { name: 'note', label: '说明', kind: 'area', max: 300 },
    ],
    initial: () => ({ proof: 'certificate', documentIds: [] }),
    effect: '本件办结（自然减少），公示撤下，不能恢复；档案请另行办理销户。',
    sure: () => '以户主死亡办结本件？办结后不能恢复。',
    submit: '办结',
  }),
  raiseLateObjection: () => ({
    fields: OBJECTION_FIELDS,
    initial: () => ({ channel: 'phone' }),
    effect: '由镇另派人复核，县里审定；审定前该户仍是监测对象，帮扶不停。',
    submit: '登记异议',
  }),
  reviewLateObjection: (view) => ({
    said: lateSaid(view),
    fields: [
      { name: 'team', label: '复核人员', kind: 'people', hint: REVIEWERS },
      FOUNDED,
      { name: 'finding', label: '复核情况', kind: 'area' },
    ],
    initial: () => ({ team: [], founded: 'no' }),
    body: toFounded,
    effect: '报县审定；复核人员不能再参加审定。',
    submit: '报县审定',
  }),
  decideLateObjection: (view) => ({
    said: [...lateSaid(view), { label: '镇复核', value: reviewWords(view.lateObjection) }],
    fields: [
      FOUNDED,
      { name: 'opinion', label: '审定意见', kind: 'area', hint: '作为对异议的答复；成立的，也写进给农户的告知书' },
    ],
    initial: () => ({ founded: view.lateObjection?.found?.founded ? 'yes' : 'no' }),
    body: toFounded,
    effect: '成立的，该户按识别错误退出，公示和公告撤下，生成给农户的告知书；得到的帮助不因此收回。',
    submit: '审定',
    sure: (values) =>
      values.founded === 'yes' ? '认定识别有误，该户退出监测？公示和公告撤下，告知农户，不能恢复。' : null,
  }),
};
