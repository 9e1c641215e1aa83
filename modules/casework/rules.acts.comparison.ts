import { addDays } from '@shouwang/platform/clock/days.ts';
import { live } from './picture.ts';
import { limitOf } from './procedure.ts';
import { changeComparison, changeFinding, type RulesOf } from './rules.act.ts';
import * as guards from './rules.guards.ts';

/** Consent, comparison, judgement of receipts, and a rejection upon them. */
export const comparison: RulesOf<
  | 'recordConsent'
  | 'sendComparison'
  | 'answerComparison'
  | 'judgeFinding'
  | 'completeComparison'
  | 'proposeRejection'
  | 'decideProposedRejection'
> = {
  recordConsent: {
    event: () => ({ type: 'recordConsent' }),
    guards: [guards.consentComplete],
    opinion: ({ input }) => `${input.coveredMembers.length} 人授权 ${input.scopes.length} 项`,
    write: ({ picture, input, given }) => ({
      step: 'CONSENTED',
      data: { ...input, consentId: given.newId, validTo: guards.consentValidTo(picture, input.signedOn) },
    }),
  },
  sendComparison: {
    event: () => ({ type: 'sendComparison' }),
    guards: [guards.consentCovers, guards.asksAnew],
    opinion: ({ input }) => `发出 ${input.scopes.length} 项比对`,
    write: ({ picture, input, given, today }) => ({
      step: 'COMPARING',
      data: {
        consentId: live(picture, 'CONSENTED')?.data.consentId ?? '',
        scopes: input.scopes,
        sentOn: today,
        dueOn: addDays(today, limitOf(picture.pack, 'comparison.days')),
        findings: given.findings,
        conclusion: '',
      },
    }),
  },
  answerComparison: {
    event: () => ({ type: 'note' }),
    guards: [guards.answersOwnRequest, guards.answerDated, guards.itemOfScope],
    opinion: ({ input }) => (input.found ? '有记录' : '无记录'),
    rewrite: ({ picture, input: { key, ...answer }, who, today }) =>
      changeFinding(picture, key, {
        ...answer,
        answeredBy: who.accountId,
        answeredByName: who.name,
        answeredOn: today,
        verdict: answer.found ? null : 'P1.C1',
      }),
  },
  judgeFinding: {
    event: () => ({ type: 'note' }),
    guards: [guards.judgesAnswered],
    result: ({ input }) => input.verdict,
    opinion: ({ input }) => input.reason || '无不利情况',
    rewrite: ({ picture, input: { key, ...verdict }, who }) =>
      changeFinding(picture, key, { ...verdict, judgedBy: who.accountId, judgedByName: who.name }),
  },
  completeComparison: {
    event: () => ({ type: 'completeComparison' }),
    guards: [guards.findingsJudged],
    opinion: ({ input }) => input.conclusion,
    rewrite: ({ picture, input }) => changeComparison(picture, (data) => ({ ...data, conclusion: input.conclusion })),
  },
  proposeRejection: {
    event: () => ({ type: 'proposeRejection' }),
    guards: [guards.adverseFindingExists],
    result: () => 'P1.D3',
    opinion: ({ input }) => input.reason,
  },
  decideProposedRejection: {
    event: ({ input }) => ({ type: 'decideProposal', agree: input.agree }),
    guards: [],
    result: ({ input }) => (input.agree ? 'P1.D3' : 'P1.D2'),
    opinion: ({ input }) => input.opinion,
  },
};
