import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { listDocuments } from '../../evidence/server/door.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import { numberParameter, ratioParameter } from '../../policy/rules.ts';
import { findNotice, listObjections } from '../../publicity/server/door.ts';
import { HOUSEHOLD_TYPE, RELATION } from '../../registry/codes.ts';
import { ageOn } from '../../registry/rules.ts';
import { ROLE_NAMES, type RoleCode } from '../../staff/contract.ts';
import {
  ACT_NAMES,
  type ActCode,
  type CaseRow,
  type CaseState,
  type CaseView,
  DEPARTMENT_NAMES,
  type DecisionView,
  FINAL_STATES,
  RESULT_NAMES,
  type ResultCode,
  STATE_NAMES,
} from '../contract.ts';
import { all, type CasePicture, live, type RecordStep, teamOf } from '../picture.ts';
import { dutyOf, type Office, visitBy } from '../procedure.ts';
import { isTurn, SETTLING, viewAct } from '../rules.checks.ts';
import { isAdult, livesTogether } from '../rules.household.ts';
import { isRelative } from '../rules.relatives.ts';
import { suggestTeam } from '../rules.team.ts';
import { mayAct } from '../rules.ts';
import { afterRevocation, statusLine } from '../status-line.ts';
import { type LoadedCase, loadCase } from './basis.ts';
import { officesOf } from './papers.offices.ts';
import { groupName } from './places.ts';
import { findCaseRow } from './queries.ts';
import { hasHealthNote } from './reveal.ts';
import type { CaseRowInDb } from './rows.ts';
import { listOfficers } from './team.ts';
import { thresholdsOf, trackOf } from './view.track.ts';

const ACT_ORDER = Object.keys(ACT_NAMES) as ActCode[];
/** Acts that stand in the panel only as the duty of a step or beside their subject, never in the list of other acts. */
const NOT_ASIDE: readonly ActCode[] = ['judgeFinding', 'answerComparison'];

/** Everything on the page of one case, for whoever looks at it. */
export async function readCaseView(tx: Tx, actor: Actor, at: { countyCode: string; id: string }): Promise<CaseView> {
  const today = clock.today();
  const loaded = await loadCase(tx, at, { lock: false, today });
  const listed = await findCaseRow(tx, at);
  if (!listed) throw notFound('这件识别办理');
  const decisions = await listDecisions(tx, loaded.row);
  return {
    ...(await subjectPart(tx, loaded, listed)),
    ...actsPart(loaded, actor, today),
    suggestedTeam: await suggestedTeam(tx, loaded, actor),
    ...(await evidencePart(tx, loaded)),
    ...afterPart(loaded),
    healthNote: await hasHealthNote(tx, at),
    ...standingPart(loaded, actor),
    decisions,
    track: trackOf(loaded, listed, decisions),
  };
}

async function subjectPart(tx: Tx, { row, picture, household }: LoadedCase, listed: CaseRow) {
  const { pack } = picture;
  const today = clock.today();
  const offices = await officesOf(tx, row.area_code);
  const category = pack.categories[row.category ?? '']?.label ?? null;
  const duty = dutyOf(picture.snapshot);
  return {
    row: listed,
    version: row.version,
    pack: {
      id: row.pack_id,
      title: pack.title,
      hash: row.pack_hash,
      lineFen: numberParameter(pack, 'line.monitoring') * 100,
      quorumRatio: numberParameter(pack, 'meeting.quorumRatio'),
      quorumText: ratioWords(pack),
      minDays: numberParameter(pack, 'publicity.minDays'),
      minPersons: numberParameter(pack, 'verification.minPersons'),
      returnMaxTimes: numberParameter(pack, 'return.maxTimes'),
    },
    household: {
      householdNo: household.householdNo,
      group: household.groupNo === null ? null : groupName(household.groupNo),
      householdType: (HOUSEHOLD_TYPE.names as Record<string, string>)[household.householdType] ?? '',
      size: household.registeredCount,
      members: household.members.map((member) => ({
        id: member.id,
        name: member.name,
        relation: (RELATION.names as Record<string, string>)[member.relation] ?? '',
        age: ageOn(member.birthDate, today),
        adult: isAdult(member.birthDate, today),
        livesTogether: livesTogether(member),
        idMask: member.idNumberMask,
      })),
    },
    reasons: live(picture, 'RECEIVED')?.data.reasons ?? [],
    team: teamOf(picture),
    dispatched: dispatchedView(picture),
    categories: Object.entries(pack.categories)
      .filter(([, one]) => one.householdType === undefined || one.householdType === household.householdType)
      .map(([code, { label }]) => ({ code, label })),
    category,
    thresholds: thresholdsOf(picture),
    farmerSees: statusLine({
      state: picture.snapshot.state,
      caseNo: row.case_no,
      dueOn: listed.clock.stepDueOn,
      visitBy: visitBy(pack, picture.snapshot, listed.clock.stepDueOn),
      noticeTo: live(picture, 'PUBLICISED')?.data.to ?? null,
      objectionOpen: picture.snapshot.context.openObjections > 0,
      category,
      reason: live(picture, 'COUNTY_REVIEW')?.data.opinion ?? null,
      appealDays: numberParameter(pack, 'appeal.days'),
      office: offices[duty?.office ?? 'town'],
      late: picture.snapshot.context.late,
    }),
  };
}

function dispatchedView(picture: CasePicture): CaseView['dispatched'] {
  const record = live(picture, 'DISPATCHED');
  return record ? { by: record.byName, on: record.on, ...record.data } : null;
}

/** For whoever names the team now: one officer of each kind, nobody who must keep away. */
async function suggestedTeam(tx: Tx, { row, picture }: LoadedCase, actor: Actor): Promise<CaseView['suggestedTeam']> {
  if (!isTurn(picture, 'dispatchVerification') || mayAct(picture, 'dispatchVerification', actor)) return [];
  return suggestTeam((await listOfficers(tx, row.area_code)).filter((one) => !isRelative(picture, one)));
}

const ratioWords = (pack: PolicyPack): string => {
  const { parts, of } = ratioParameter(pack, 'meeting.quorumRatio');
  return of % 10 === 0 || of === 1 ? `${Math.round((parts / of) * 100)}%` : `${parts}/${of}`;
};

/** What holds beside the steps: a consent taken back with what follows, and who is declared a relative. */
function standingPart({ picture }: LoadedCase, actor: Actor): Pick<CaseView, 'revoked' | 'recusals'> {
  const revoked = all(picture, 'REVOKED').at(-1);
  return {
    revoked: revoked ? { on: revoked.on, reason: revoked.data.reason, next: afterRevocation(picture) } : null,
    recusals: all(picture, 'RECUSAL').map(({ id, byName, data }) => ({
      id,
      name: data.name,
      relation: data.relation,
      hasAccount: data.accountId !== null,
      state: data.state,
      declaredBy: byName,
      settledBy: data.settledByName,
      reason: data.reason,
      mayConfirm: maySettle(picture, { act: 'confirmRecusal', id, actor }),
      mayWithdraw: maySettle(picture, { act: 'withdrawRecusal', id, actor }),
    })),
  };
}

function maySettle(picture: CasePicture, { act, id, actor }: { act: ActCode; id: string; actor: Actor }): boolean {
  if (FINAL_STATES.includes(picture.snapshot.state) || mayAct(picture, act, actor)) return false;
  return SETTLING[act]?.(picture, id, actor) === null;
}

const PLACES: Readonly<Record<Office, string>> = { village: '村', town: '镇', county: '县' };

function actsPart(
  { picture }: LoadedCase,
  actor: Actor,
  today: string,
): Pick<CaseView, 'dueAct' | 'otherActs' | 'waitingFor' | 'returned' | 'returns'> {
  const duty = dutyOf(picture.snapshot);
  const isMine = duty?.roles.includes(actor.role) ?? false;
  const others = ACT_ORDER.filter((act) => act !== duty?.act && !NOT_ASIDE.includes(act) && isTurn(picture, act)).map(
    (act) => viewAct(picture, act, actor, today),
  );
  const back = live(picture, 'RETURNED')?.data;
  return {
    dueAct: duty && isMine ? viewAct(picture, duty.act, actor, today) : null,
    otherActs: others.filter((act) => act.allowed),
    waitingFor: duty
      ? {
          title: ACT_NAMES[duty.act],
          roles: waitingRoles(picture, duty),
          place: PLACES[duty.office],
        }
      : null,
    returned:
      picture.snapshot.state === 'RETURNED' && back
        ? { step: picture.snapshot.context.returnTo ?? back.step, faults: back.faults, opinion: back.opinion }
        : null,
    returns: { ...picture.returns } as Record<string, number>,
  };
}

/** Whose turn it is in words; of a department which one. */
function waitingRoles(picture: CasePicture, { act, roles }: { act: ActCode; roles: readonly string[] }): string[] {
  const department = act === 'closeFollowUp' ? live(picture, 'VERIFYING')?.data.departmentCode : null;
  if (department) return [`${DEPARTMENT_NAMES[department]}部门`];
  return roles.map((role) => ROLE_NAMES[role as RoleCode] ?? role);
}

async function evidencePart(
  tx: Tx,
  { row, picture }: LoadedCase,
): Promise<
  Pick<
    CaseView,
    'visit' | 'consent' | 'comparison' | 'meeting' | 'notice' | 'announcement' | 'objections' | 'documents'
  >
> {
  const noticeId = live(picture, 'PUBLICISED')?.data.noticeId;
  const announcementId = live(picture, 'ANNOUNCED')?.data.noticeId;
  const at = { countyCode: row.county_code };
  const recordedAt = await tx
    .selectFrom('casework.step_record')
    .select(['id', 'recorded_at'])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .execute();
  const times = new Map(recordedAt.map((one) => [one.id, one.recorded_at.toISOString()]));
  const recorded = <S extends RecordStep>(step: S) => {
    const record = live(picture, step);
    return record
      ? { id: record.id, by: record.byName, at: times.get(record.id) ?? '', round: record.round, data: record.data }
      : null;
  };
  return {
    visit: recorded('VERIFYING') as CaseView['visit'],
    consent: recorded('CONSENTED') as CaseView['consent'],
    comparison: recorded('COMPARING') as CaseView['comparison'],
    meeting: recorded('EVALUATED') as CaseView['meeting'],
    notice: noticeId ? ((await findNotice(tx, { ...at, id: noticeId })) ?? null) : null,
    announcement: announcementId ? ((await findNotice(tx, { ...at, id: announcementId })) ?? null) : null,
    objections: await listObjections(tx, { ...at, caseId: row.id }),
    documents: await listDocuments(tx, { ...at, subjectId: row.id }),
  };
}

/** What stands beside the way of the case: a department's follow-up, the visit after a refusal, an objection that came late. */
function afterPart({ picture }: LoadedCase): Pick<CaseView, 'followUp' | 'recheck' | 'lateObjection'> {
  const followUp = live(picture, 'FOLLOW_UP');
  const recheck = live(picture, 'RECHECK');
  const late = live(picture, 'LATE_OBJECTION')?.data;
  const department = live(picture, 'VERIFYING')?.data.departmentCode;
  return {
    followUp: followUp
      ? {
          department: department ? DEPARTMENT_NAMES[department] : '',
          by: followUp.byName,
          on: followUp.on,
          done: followUp.data.done,
        }
      : null,
    recheck: recheck
      ? { by: recheck.byName, on: recheck.data.visitedOn, outcome: recheck.data.outcome, finding: recheck.data.finding }
      : null,
    lateObjection: late
      ? {
          id: late.objectionId,
          receivedOn: late.receivedOn,
          dueOn: late.dueOn,
          team: late.review?.team ?? [],
          found: late.review && { founded: late.review.founded, finding: late.review.finding },
          decided: late.decision,
        }
      : null,
  };
}

async function listDecisions(tx: Tx, row: CaseRowInDb): Promise<DecisionView[]> {
  const rows = await tx
    .selectFrom('casework.decision')
    .select([
      'id',
      'event',
      'from_state',
      'to_state',
      'actor_name',
      'role',
      'result_code',
      'opinion',
      'decided_at',
      'inputs_hash',
    ])
    .where('county_code', '=', row.county_code)
    .where('case_id', '=', row.id)
    .orderBy('decided_at')
    .orderBy('id')
    .execute();
  return rows.map((one) => ({
    id: one.id,
    event: one.event,
    title: ACT_NAMES[one.event as ActCode] ?? STATE_NAMES[one.to_state as CaseState],
    fromState: one.from_state as CaseState,
    toState: one.to_state as CaseState,
    actorName: one.actor_name,
    role: ROLE_NAMES[one.role as RoleCode] ?? '系统',
    resultCode: one.result_code,
    resultName: one.result_code === null ? null : RESULT_NAMES[one.result_code as ResultCode],
    opinion: one.opinion,
    at: one.decided_at.toISOString(),
    inputsHash: one.inputs_hash,
  }));
}
