import { clock } from '@shouwang/platform/clock/clock.ts';
import { addDays } from '@shouwang/platform/clock/days.ts';
import { sealField } from '@shouwang/platform/crypto/field.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { recordConsentOf, revokeConsent as revokeConsentOf } from '../../evidence/server/door.ts';
import { addObjection, answerObjection, changeEntries, createNotice } from '../../publicity/server/door.ts';
import { setLastVisited } from '../../registry/server/door.ts';
import type { ActCode, ActDone } from '../contract.ts';
import { live } from '../picture.ts';
import { limitOf } from '../procedure.ts';
import { consentValidTo, lastDayOfNotice } from '../rules.guards.ts';
import { decide } from '../rules.ts';
import { refuse } from './act.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { gatherFindings } from './comparison.ts';
import { carryOut, type OfficeAct } from './consequences.ts';
import { masked, postedName } from './notice-names.ts';
import { groupName, placeNames, placeOf } from './places.ts';

export { claimVerification, dispatchVerification } from './commands.dispatch.ts';

type Command<A extends ActCode> = (tx: Tx, actor: Actor, wanted: OfficeAct<A>) => Promise<ActDone>;

/** An act that needs nothing beside what was asked and touches no other module by itself. */
function plain<A extends ActCode>(act: A): Command<A> {
  return (tx, actor, wanted) => carryOut(tx, actor, { ...wanted, act });
}

/** The town confirms why a clue is closed, hands a policy problem to its department, or sends the visit back. */
export const confirmVerification = plain('confirmVerification');
/** The department named has done what was missing. */
export const closeFollowUp = plain('closeFollowUp');
/** A department answers what its data do not answer by themselves. */
export const answerComparison = plain('answerComparison');
/** A person judges a receipt: true, not true, or a reasonable exception. Never the system. */
export const judgeFinding = plain('judgeFinding');
/** The town closes the comparison when every receipt is judged. */
export const completeComparison = plain('completeComparison');
/** The town proposes not to take the household in, upon a finding judged true. */
export const proposeRejection = plain('proposeRejection');
/** The county decides on that proposal. */
export const decideProposedRejection = plain('decideProposedRejection');
/** The village meeting: quorum, recusal, votes, result. */
export const recordMeeting = plain('recordMeeting');
/** The town looks once at a meeting that did not agree. */
export const reviewMeetingRefusal = plain('reviewMeetingRefusal');
/** The village reports the complete file to the town. */
export const submitToTown = plain('submitToTown');
/** The town agrees or disagrees; the county decides either way. */
export const reviewAtTown = plain('reviewAtTown');
/** Sends a case back to the step that owns the fault, with what is to be repaired. */
export const returnForCorrection = plain('returnForCorrection');
/** The county takes the household in, with category and ranked risks, or does not, with its reason. */
export const decideAtCounty = plain('decideAtCounty');
/** The household is entered and marked; it is monitored from now on. */
export const registerCase = plain('registerCase');
/** Stops the clock for a reason of the list. */
export const suspendCase = plain('suspendCase');
/** Lets a stopped case go on where it stood. */
export const resumeCase = plain('resumeCase');
/** The household withdraws; it may come back at any time. */
export const withdrawCase = plain('withdrawCase');
/** The visit to a household that would not sign. */
export const recordRecheck: Command<'recordRecheck'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'recordRecheck' }, ({ before: { row } }) =>
    setLastVisited(tx, { countyCode: row.county_code, id: row.household_id }, wanted.input.visitedOn),
  );
/** The only person of the household has died. */
export const endByDeath = plain('endByDeath');
/** Help first, papers later. */
export const setGreenChannel = plain('setGreenChannel');
/** A close relative is kept from every step of this case. */
export const declareRecusal = plain('declareRecusal');
/** The person himself or an approver confirms what somebody declared of another. */
export const confirmRecusal = plain('confirmRecusal');
/** A declaration that is not so is taken back, with the reason. */
export const withdrawRecusal = plain('withdrawRecusal');

/** The visit; health notes are sealed beside it. With V1 the case goes on into identification at once. */
export const recordVerification: Command<'recordVerification'> = (tx, actor, wanted) => {
  const note = wanted.input.healthNote.trim();
  const sealed = (row: string) =>
    note === '' ? null : sealField(note, { table: 'casework.step_record', column: 'health_sealed', row });
  return carryOut(tx, actor, { ...wanted, act: 'recordVerification', sealed });
};

/** The consent of all adults living together, written down as a consent of its own that can be taken back. */
export const recordConsent: Command<'recordConsent'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'recordConsent' }, ({ before, given }) => {
    const { input } = wanted;
    return recordConsentOf(tx, actor, {
      ...placeOf(before.row),
      id: given.newId,
      householdId: before.row.household_id,
      coveredMembers: input.coveredMembers,
      scopes: input.scopes,
      signedOn: input.signedOn,
      mode: input.mode,
      proxyName: input.proxyName,
      proxyRelation: input.proxyRelation,
      informedText: '2026-03',
      documentId: input.documentIds[0] ?? null,
      validTo: consentValidTo(before.picture, input.signedOn),
    });
  });

/** The household takes its consent back: nothing more is asked of any department, what was decided stays. */
export const revokeConsent: Command<'revokeConsent'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'revokeConsent' }, ({ before }) =>
    revokeConsentOf(tx, actor, {
      ...placeOf(before.row),
      id: live(before.picture, 'CONSENTED')?.data.consentId ?? '',
      reason: wanted.input.reason,
    }),
  );

/** Sends the comparison to the departments: answered at once from delivered data, open where a department must answer. */
export const sendComparison: Command<'sendComparison'> = async (tx, actor, wanted) => {
  const seen = await loadCase(tx, wanted.caseId, { lock: true, today: clock.today() });
  const { input } = wanted;
  // Nothing about a person is asked before the rules have said yes.
  const verdict = decide(seen.picture, {
    act: 'sendComparison',
    input,
    who: actor,
    today: clock.today(),
    given: { newId: '', findings: [], displayName: '', posts: [] },
  });
  if (!verdict.ok) throw refuse(verdict);
  const findings = await gatherFindings(tx, seen, { ...input, today: clock.today() });
  return carryOut(tx, actor, { ...wanted, act: 'sendComparison', given: { findings } });
};

/** Posts the notice in the village, with the name masked as the pack says; refused when an entry would show too much. */
export const postNotice: Command<'postNotice'> = async (tx, actor, wanted) => {
  const seen = await loadCase(tx, wanted.caseId, { lock: true, today: clock.today() });
  const displayName = postedName(seen.picture, seen.row.head_name);
  return carryOut(tx, actor, { ...wanted, act: 'postNotice', given: { displayName } }, async ({ before, given }) => {
    const { input } = wanted;
    const from = clock.today();
    await createNotice(tx, actor, {
      ...(await sheet(tx, before, { id: given.newId, displayName })),
      type: '1',
      place: input.place,
      from,
      to: lastDayOfNotice(before.picture, from, input.days),
      objectionPhone: input.objectionPhone,
      startPhotoId: input.startPhotoId,
    });
  });
};

/** The part of a notice that follows from the case. */
export async function sheet(
  tx: Tx,
  { row, picture, household }: LoadedCase,
  { id, displayName }: { id: string; displayName: string },
) {
  const { town, village } = await placeNames(tx, row.area_code);
  const group = household.groupNo ? ` ${groupName(household.groupNo)}` : '';
  const category =
    picture.pack.categories[
      live(picture, 'COUNTY_REVIEW')?.data.category ?? live(picture, 'EVALUATED')?.data.category ?? ''
    ]?.label ?? '';
  const entry = {
    displayName,
    displayArea: `${town}${village}${group}`,
    familySize: household.registeredCount,
    displayReason: category,
  };
  return {
    ...placeOf(row),
    id,
    templateVersion: '2026-03',
    masked: masked(picture),
    entries: [{ caseId: row.id, entry }],
  };
}

/** The notice hung its whole time and is photographed once more. */
export const endNotice: Command<'endNotice'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'endNotice' }, ({ before }) =>
    changeEntries(tx, actor, { ...noticeAt(before), state: 'ENDED', endPhotoId: wanted.input.endPhotoId }),
  );

/** A notice with a fault comes down; a new one is posted. */
export const withdrawNotice = plain('withdrawNotice');

/** Writes down an objection, also anonymous; who raised it is sealed. The chain stands still while others review. */
export const raiseObjection: Command<'raiseObjection'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'raiseObjection' }, async ({ before, given }) => {
    const notice = noticeAt(before);
    const receivedOn = clock.today();
    const dueOn = addDays(receivedOn, limitOf(before.picture.pack, 'objection.replyDays'));
    await addObjection(tx, actor, {
      ...placeOf(before.row),
      ...wanted.input,
      id: given.newId,
      noticeId: notice.id,
      caseId: before.row.id,
      receivedOn,
      dueOn,
    });
    await changeEntries(tx, actor, { ...notice, state: 'OBJECTED' });
  });

/** Answers an objection by another team: not founded, the notice goes on; founded, the case goes back. */
export const resolveObjection: Command<'resolveObjection'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'resolveObjection' }, async ({ before, outcome }) => {
    const { input } = wanted;
    await answerObjection(tx, actor, {
      ...placeOf(before.row),
      id: input.objectionId,
      team: input.team,
      result: input.result,
      reply: input.reply,
    });
    const { state } = outcome.snapshot;
    if (state === 'OBJECTED') return;
    if (state === 'RETURNED')
      await changeEntries(tx, actor, { ...noticeAt(before), state: 'WITHDRAWN', reason: '异议成立' });
    else
      await changeEntries(tx, actor, {
        ...noticeAt(before),
        state: live(before.picture, 'PUBLICISED')?.data.endedOn ? 'ENDED' : 'POSTED',
      });
  });

/** Announces the decision in the village, under the same guard as the notice. */
export const announceResult: Command<'announceResult'> = (tx, actor, wanted) =>
  carryOut(tx, actor, { ...wanted, act: 'announceResult' }, async ({ before, given }) => {
    const { input } = wanted;
    const from = clock.today();
    const displayName = postedName(before.picture, before.row.head_name);
    await createNotice(tx, actor, {
      ...(await sheet(tx, before, { id: given.newId, displayName })),
      type: '2',
      place: input.place,
      from,
      to: from,
      objectionPhone: input.phone,
      startPhotoId: input.photoId,
    });
  });

/** The entry of a case on the notice on which it hangs. */
function noticeAt({ row, picture }: LoadedCase) {
  return { ...placeOf(row), id: live(picture, 'PUBLICISED')?.data.noticeId ?? row.id, caseIds: [row.id] };
}
