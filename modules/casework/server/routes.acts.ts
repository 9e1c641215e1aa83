import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { requireVersion, route } from '@shouwang/platform/http/route.ts';
import { PublicId, splitId } from '@shouwang/platform/schema/schema.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ACT_NAMES, ACTS, type ActCode, ActDone, permissions } from '../contract.ts';
import * as late from './commands.late.ts';
import * as commands from './commands.ts';
import type { OfficeAct } from './consequences.ts';

/** Each act by its name, as the contract lists them. */
export const COMMANDS: { [A in ActCode]: (tx: Tx, actor: Actor, wanted: OfficeAct<A>) => Promise<ActDone> } = {
  dispatchVerification: commands.dispatchVerification,
  claimVerification: commands.claimVerification,
  recordVerification: commands.recordVerification,
  confirmVerification: commands.confirmVerification,
  closeFollowUp: commands.closeFollowUp,
  recordConsent: commands.recordConsent,
  sendComparison: commands.sendComparison,
  answerComparison: commands.answerComparison,
  judgeFinding: commands.judgeFinding,
  completeComparison: commands.completeComparison,
  proposeRejection: commands.proposeRejection,
  decideProposedRejection: commands.decideProposedRejection,
  recordMeeting: commands.recordMeeting,
  reviewMeetingRefusal: commands.reviewMeetingRefusal,
  postNotice: commands.postNotice,
  endNotice: commands.endNotice,
  withdrawNotice: commands.withdrawNotice,
  raiseObjection: commands.raiseObjection,
  resolveObjection: commands.resolveObjection,
  submitToTown: commands.submitToTown,
  reviewAtTown: commands.reviewAtTown,
  returnForCorrection: commands.returnForCorrection,
  decideAtCounty: commands.decideAtCounty,
  announceResult: commands.announceResult,
  registerCase: commands.registerCase,
  suspendCase: commands.suspendCase,
  resumeCase: commands.resumeCase,
  revokeConsent: commands.revokeConsent,
  withdrawCase: commands.withdrawCase,
  recordRecheck: commands.recordRecheck,
  endByDeath: commands.endByDeath,
  raiseLateObjection: late.raiseLateObjection,
  reviewLateObjection: late.reviewLateObjection,
  decideLateObjection: late.decideLateObjection,
  setGreenChannel: commands.setGreenChannel,
  declareRecusal: commands.declareRecusal,
  confirmRecusal: commands.confirmRecusal,
  withdrawRecusal: commands.withdrawRecusal,
};

/** `recordVerification` is reached under `/record-verification`. */
export const actPath = (act: ActCode): string => act.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);

/** One address an act: POST /api/cases/:id/<act>, with the version that was seen. */
export function actRoutes(app: FastifyInstance): void {
  for (const act of Object.keys(COMMANDS) as ActCode[]) actRoute(app, act);
}

function actRoute<A extends ActCode>(app: FastifyInstance, act: A): void {
  const command = COMMANDS[act] as (tx: Tx, actor: Actor, wanted: OfficeAct<ActCode>) => Promise<ActDone>;
  route(
    app,
    {
      method: 'POST',
      url: `/api/cases/:id/${actPath(act)}`,
      operationId: act,
      summary: ACT_NAMES[act],
      permission: permissions[act],
      params: z.object({ id: PublicId }),
      body: ACTS[act] as z.ZodType,
      response: ActDone,
    },
    ({ tx, actor, params, body, ifMatch }) =>
      command(tx, actor, {
        caseId: splitId(params.id),
        version: requireVersion(ifMatch),
        input: body as OfficeAct<ActCode>['input'],
      }),
  );
}
