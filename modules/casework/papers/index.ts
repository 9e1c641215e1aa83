import { join } from 'node:path';
import { definePaper } from '@shouwang/platform/documents/paper.ts';
import {
  Approval,
  Comparison,
  Consent,
  comparisonResults,
  consentScopes,
  Dispatch,
  decisionResults,
  Minutes,
  meetingResults,
  ResultNotice,
  SignIn,
  Verification,
  verificationResults,
} from './schemas.ts';

/** Month of the present layout and wording. */
export const VERSION = '2026-03';
/** Path of a template of this folder. */
export const template = (name: string): string => join(import.meta.dirname, `${name}.typ`);
/** A table of codes as templates read it. */
export const names = (codes: Record<string, string>) => ({ names: Object.entries(codes) });

/** The papers of identification, in the order of the procedure. `step` is the state at which each is made. */
export const papers = {
  dispatch: definePaper({
    kind: 'dispatch',
    title: '风险线索受理与派发单',
    evidenceType: '109',
    step: 'DISPATCHED',
    version: VERSION,
    template: template('dispatch'),
    schema: Dispatch,
  }),
  verification: definePaper({
    kind: 'verification',
    title: '入户核查表（信息采集与收支核算）',
    evidenceType: '102',
    step: 'VERIFIED',
    version: VERSION,
    template: template('verification'),
    schema: Verification,
    prepare: () => names(verificationResults),
  }),
  consent: definePaper({
    kind: 'consent',
    title: '防止返贫监测对象申请及承诺授权（查询）书',
    evidenceType: '100',
    step: 'CONSENTED',
    version: VERSION,
    template: template('consent'),
    schema: Consent,
    prepare: () => names(consentScopes),
  }),
  comparison: definePaper({
    kind: 'comparison',
    title: '信息比对结果研判表',
    evidenceType: '39',
    step: 'COMPARED',
    version: VERSION,
    template: template('comparison'),
    schema: Comparison,
    prepare: () => names(comparisonResults),
  }),
  minutes: definePaper({
    kind: 'minutes',
    title: '民主评议会议记录',
    evidenceType: '103',
    step: 'EVALUATED',
    version: VERSION,
    template: template('minutes'),
    schema: Minutes,
    prepare: () => names(meetingResults),
  }),
  signIn: definePaper({
    kind: 'sign-in',
    title: '民主评议会议签到表',
    evidenceType: '103',
    step: 'EVALUATED',
    version: VERSION,
    template: template('sign-in'),
    schema: SignIn,
  }),
  approval: definePaper({
    kind: 'approval',
    title: '防止返贫监测对象审核审批表',
    evidenceType: '106',
    step: 'COUNTY_REVIEW',
    version: VERSION,
    template: template('approval'),
    schema: Approval,
    prepare: () => names(decisionResults),
  }),
  resultNotice: definePaper({
    kind: 'result-notice',
    title: '办理结果告知书',
    evidenceType: '109',
    step: 'ANNOUNCED',
    version: VERSION,
    template: template('result-notice'),
    schema: ResultNotice,
  }),
};
