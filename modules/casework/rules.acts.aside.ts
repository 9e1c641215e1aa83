import { type CaseEvent, next } from './machine.ts';
import { type CasePicture, type Doer, live, type RecusalData } from './picture.ts';
import { awaitsConsent } from './procedure.ts';
import type { Rewrite, RulesOf } from './rules.act.ts';
import * as guards from './rules.guards.ts';

/** Pauses, taking back, a death, the green channel. */
export const aside: RulesOf<
  'suspendCase' | 'resumeCase' | 'revokeConsent' | 'withdrawCase' | 'recordRecheck' | 'endByDeath' | 'setGreenChannel'
> = {
  suspendCase: { event: () => ({ type: 'suspend' }), guards: [guards.pauseLeft], opinion: ({ input }) => input.note },
  resumeCase: { event: () => ({ type: 'resume' }), guards: [], opinion: ({ input }) => input.note },
  revokeConsent: {
    event: ({ picture }) => revocation(picture),
    guards: [guards.consentToRevoke],
    opinion: ({ input }) => input.reason,
    write: ({ picture, input }) => ({
      step: 'REVOKED',
      data: { ...input, consentId: live(picture, 'CONSENTED')?.data.consentId ?? '' },
    }),
  },
  withdrawCase: {
    event: ({ picture }) => ({ type: 'withdraw', refused: awaitsConsent(picture.snapshot) }),
    guards: [guards.paperBelongs],
    opinion: ({ input }) => input.reason,
  },
  recordRecheck: {
    event: () => ({ type: 'recordRecheck' }),
    guards: [guards.recheckDated],
    opinion: ({ input }) => input.finding,
    write: ({ input }) => ({ step: 'RECHECK', data: input }),
  },
  endByDeath: {
    event: () => ({ type: 'endByDeath' }),
    guards: [guards.livesAlone, guards.deathDated, guards.deathProven],
    result: () => 'X1',
    opinion: ({ input }) => input.note,
    write: ({ input }) => ({ step: 'DEATH', data: input }),
  },
  setGreenChannel: {
    event: () => null,
    guards: [],
    opinion: ({ input }) => input.reason,
    write: ({ input }) => ({ step: 'GREEN_CHANNEL', data: input }),
  },
};

/** Taken back before the comparison is closed, a consent takes the case back to be signed anew; later it stops only what comes after. */
function revocation(picture: CasePicture): CaseEvent | null {
  return next(picture.snapshot, { type: 'revokeConsent' }) === null ? null : { type: 'revokeConsent' };
}

/** Who is a close relative. */
export const recusal: RulesOf<'declareRecusal' | 'confirmRecusal' | 'withdrawRecusal'> = {
  declareRecusal: {
    event: () => null,
    guards: [guards.notDeclaredYet],
    opinion: ({ input }) => `${input.name}：${input.relation}`,
    write: ({ input, who }) => ({
      step: 'RECUSAL',
      data: { ...input, ...settled(input.accountId === who.accountId ? 'confirmed' : 'pending', null) },
    }),
  },
  confirmRecusal: {
    event: () => null,
    guards: [guards.confirmsRecusal],
    opinion: ({ picture, input }) => `确认 ${guards.recusalOf(picture, input.recusalId)?.data.name ?? ''} 回避`,
    rewrite: ({ picture, input, who }) =>
      changeRecusal(picture, input.recusalId, settled('confirmed', who, input.note)),
  },
  withdrawRecusal: {
    event: () => null,
    guards: [guards.withdrawsRecusal],
    opinion: ({ input }) => input.reason,
    rewrite: ({ picture, input, who }) => {
      const record = guards.recusalOf(picture, input.recusalId);
      const cleared = record !== undefined && guards.isApproverOf(record, who);
      return changeRecusal(picture, input.recusalId, { ...settled('withdrawn', who, input.reason), cleared });
    },
  },
};

const settled = (state: RecusalData['state'], who: Doer | null, reason = '') => ({
  state,
  settledBy: who?.accountId ?? null,
  settledByName: who?.name ?? '',
  reason,
  cleared: false,
});

function changeRecusal(picture: CasePicture, id: string, part: Partial<RecusalData>): Rewrite | null {
  const record = guards.recusalOf(picture, id);
  return record ? { id, data: { ...record.data, ...part } } : null;
}
