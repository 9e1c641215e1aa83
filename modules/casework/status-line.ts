import { type CaseState, FINAL_STATES } from './codes.ts';
import type { CaseContext } from './machine.events.ts';
import { type CasePicture, live } from './picture.ts';
import { awaitsConsent } from './procedure.ts';

/** What the status line needs; never other people, votes or rows of departments. */
export interface StatusFacts {
  state: CaseState;
  /** Number under which the household can ask. */
  caseNo: string;
  /** Last day for the office that has the case now, or null. */
  dueOn: string | null;
  /** Last day of the visit, while it is still to be made. */
  visitBy: string | null;
  noticeTo: string | null;
  objectionOpen: boolean;
  category: string | null;
  reason: string | null;
  appealDays: number;
  /** Office that handles the case, such as 官渡镇人民政府. */
  office: string;
  /** With whom an objection after the entry in the register lies, or that it was found right. */
  late: CaseContext['late'];
}

const LINES: Readonly<Record<CaseState, (facts: StatusFacts) => string>> = {
  RECEIVED: ({ caseNo, visitBy }) =>
    `您家的情况我们已收到，编号 ${caseNo}，镇里正在安排人${visitBy ? `，${visitBy} 前` : ''}上门看一看。`,
  DISPATCHED: ({ visitBy }) => `镇里已经安排好人，${visitBy ? `${visitBy} 前` : ''}将入户核实。`,
  VERIFYING: () => '村里和镇里的同志近日上门核实，请家里留人。',
  VERIFIED: () => '上门核实已经做完，镇里正在确认结果。',
  DEPT_FOLLOWUP: () => '您家反映的事情已转给主管部门办理。',
  CLOSED: ({ reason }) => `这件事已经办结。${reason ?? ''}`,
  STARTED: () => '已开始办理纳入监测，请全家成年人在承诺授权书上签字。',
  CONSENTED: () => '承诺授权书已收到，准备与有关部门核对信息。',
  COMPARING: () => '正在与有关部门核对信息。',
  COMPARED: () => '信息已核对完，等村里开会评议。',
  EVALUATED: () => '村里评议已经开过，准备张榜公示。',
  PUBLICISED: ({ noticeTo }) => `村里正在公示${noticeTo ? `，到 ${noticeTo} 为止` : ''}。`,
  OBJECTED: () => '有人提出意见，镇里正在换人复核，请您安心等待。',
  TOWN_REVIEW: () => '公示已满，没有影响结果的意见，镇里正在审核。',
  COUNTY_REVIEW: () => '您的申请已到县里审定。',
  APPROVED: () => '县里已经同意纳入监测，村里马上公告。',
  ANNOUNCED: () => '已经公告，正在登记。',
  REGISTERED: ({ category, late, appealDays }) =>
    late === 'founded'
      ? `经复核，纳入监测有误，已经退出。得到的帮助不因此收回。不同意的，${appealDays} 天内可以向县里申诉。`
      : `您家已纳入监测${category ? `（${category}）` : ''}，监测联系人会每月上门。${late ? '有人提出意见，正在换人复核，现在的帮扶不停。' : ''}`,
  RETURNED: () => '材料有需要补充的地方，村里会再来找您。',
  REJECTED: ({ reason, appealDays }) =>
    `这次没有纳入监测。${reason ? `原因：${reason}。` : ''}不同意的，${appealDays} 天内可以向县里申诉。`,
  SUSPENDED: () => '这件事暂停办理，原因消除后接着办。',
  WITHDRAWN: () => '按您的意愿已撤回，情况变化时随时可以再申请。',
};

/** The status in plain Chinese as the household sees it: what happens, who handles it, by when, how to complain. */
export function statusLine(facts: StatusFacts): string {
  const due =
    facts.dueOn &&
    !['RECEIVED', 'DISPATCHED', 'CLOSED', 'REGISTERED', 'REJECTED', 'WITHDRAWN', 'SUSPENDED'].includes(facts.state)
      ? `${facts.dueOn} 前给您答复。`
      : '';
  return `${LINES[facts.state](facts)}${due}经办：${facts.office}。对办理有意见，请打 12317。`;
}

/** What follows when a household has taken its consent back, for the officers of the case. */
export function afterRevocation(picture: CasePicture): string {
  const { state } = picture.snapshot;
  const signed = live(picture, 'CONSENTED')?.data.consentId;
  if (signed !== undefined && !picture.revokedConsents.includes(signed)) return '之后已重新签署授权，按新的授权办理。';
  if (FINAL_STATES.includes(state)) return '办结后撤回：已作的决定不变，今后不再查询该户的部门数据。';
  if (awaitsConsent(picture.snapshot))
    return '未到的回执不再查询。农户愿意再授权的，重新签署后继续；不愿再签的，按“农户撤回申请”办结，留作线索，90 天内走访，不作“不符合”处理。';
  return '比对已经完成，已作的研判不变，可以继续办理；需要再次比对的，须重新签署授权。';
}
