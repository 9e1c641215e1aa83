import { definePaper } from '@shouwang/platform/documents/paper.ts';
import { MinutesForm, RevocationForm, VisitForm, WithdrawalForm } from './forms.schemas.ts';
import { names, papers, template, VERSION } from './index.ts';
import { verificationResults } from './schemas.ts';

/** The papers that are signed before an act is recorded. They are printed, never filed: what is filed is the scan with the signatures. */
export const forms = {
  'visit-form': definePaper({
    kind: 'visit-form',
    title: '入户核查表（现场填写）',
    evidenceType: '102',
    step: 'VERIFYING',
    version: VERSION,
    template: template('visit-form'),
    schema: VisitForm,
    prepare: () => names(verificationResults),
  }),
  'consent-form': definePaper({ ...papers.consent, kind: 'consent-form' }),
  'sign-in-form': definePaper({ ...papers.signIn, kind: 'sign-in-form' }),
  'minutes-form': definePaper({
    kind: 'minutes-form',
    title: '民主评议会议记录（现场填写）',
    evidenceType: '103',
    step: 'COMPARED',
    version: VERSION,
    template: template('minutes-form'),
    schema: MinutesForm,
  }),
  'revocation-form': definePaper({
    kind: 'revocation-form',
    title: '撤回承诺授权书',
    evidenceType: '100',
    step: 'CONSENTED',
    version: VERSION,
    template: template('revocation-form'),
    schema: RevocationForm,
  }),
  'withdrawal-form': definePaper({
    kind: 'withdrawal-form',
    title: '撤回纳入监测申请书',
    evidenceType: '100',
    step: 'CONSENTED',
    version: VERSION,
    template: template('withdrawal-form'),
    schema: WithdrawalForm,
  }),
};
