import { createHmac } from 'node:crypto';
import { clock } from '@shouwang/platform/clock/clock.ts';
import { deriveKeyObject, firstKid } from '@shouwang/platform/crypto/keys.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import type { Selectable } from 'kysely';
import type { RegistryQualityExemption } from '../../../db/types.ts';
import {
  NEUTRAL_MESSAGE,
  permissions,
  type QualityError,
  type QualityExemption,
  type QualityFinding,
  type QualityFindings,
} from '../contract.ts';
import { type QualityParameters, qualityParameters } from '../quality/facts.ts';
import { findQualityProblems, type QualityProblem } from '../quality/find.ts';
import { type ChangeParameters, changeParameters } from '../rules.ts';
import { isHealthRevealed } from './looks.ts';
import { readQualityFacts } from './quality.facts.ts';
import type { HouseholdRef } from './queries.ts';
import type { HouseholdRecord } from './rows.ts';

/** Gives the parameters of the policy pack in force for an area; packs lie above the register, so whoever puts the program together hands them in. */
export type ReadPolicy = (tx: Tx, areaCode: string) => Promise<Readonly<Record<string, { value: unknown }>>>;

let readPolicy: ReadPolicy | null = null;

/** Says where the thresholds of the data-quality rules come from. */
export function useQualityPolicy(read: ReadPolicy): void {
  readPolicy = read;
}

/** The parameters in force for an area; without a source of policies the program was put together wrongly. */
async function policyOf(tx: Tx, areaCode: string): ReturnType<ReadPolicy> {
  if (!readPolicy) throw new Error('no source of policies was given (useQualityPolicy)');
  return readPolicy(tx, areaCode);
}

/** The thresholds of the data-quality rules in force for an area. */
export async function qualityPolicyOf(tx: Tx, areaCode: string): Promise<QualityParameters> {
  return qualityParameters(await policyOf(tx, areaCode));
}

/** The periods of change requests and the thresholds of the rules that judge them, in force for an area. */
export async function changePolicyOf(
  tx: Tx,
  areaCode: string,
): Promise<{ change: ChangeParameters; quality: QualityParameters }> {
  const parameters = await policyOf(tx, areaCode);
  return { change: changeParameters(parameters), quality: qualityParameters(parameters) };
}

type ExemptionRecord = Selectable<RegistryQualityExemption>;

/** A problem with the name of its member and the exemption that is the nearest to it. */
export interface Found {
  problem: QualityProblem;
  memberName: string | null;
  exemption: ExemptionRecord | null;
  exempted: boolean;
}

/** The problems of a household on today's day, with what was asked and decided about each. */
export async function findingsOf(
  tx: Tx,
  ref: HouseholdRef,
  parameters: QualityParameters,
): Promise<{ household: HouseholdRecord; found: Found[] }> {
  const { household, facts } = await readQualityFacts(tx, ref, parameters);
  const problems = findQualityProblems(facts, parameters);
  const exemptions = problems.length > 0 ? await listExemptions(tx, ref) : [];
  const names = new Map(facts.members.map((member) => [member.id, member.name]));
  const found = problems.map((problem) => {
    const own = exemptions.filter((one) => one.rule_code === problem.code && one.member_id === problem.memberId);
    const exemption = own.find(holds) ?? own.find((one) => one.state === 'asked') ?? own[0] ?? null;
    return {
      problem,
      memberName: (problem.memberId !== null && names.get(problem.memberId)) || null,
      exemption,
      exempted: exemption !== null && holds(exemption),
    };
  });
  return { household, found };
}

/** An exemption holds from the day of the decision until the day before it expires. */
const holds = ({ state, expires_on }: ExemptionRecord): boolean =>
  state === 'approved' && expires_on !== null && clock.today() < expires_on;

async function listExemptions(tx: Tx, ref: HouseholdRef): Promise<ExemptionRecord[]> {
  return tx
    .selectFrom('registry.quality_exemption')
    .selectAll()
    .where('county_code', '=', ref.countyCode)
    .where('household_id', '=', ref.id)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Errors of one household: those that block, and those that an exemption covers today. Warnings are left out. */
export async function qualityOf(
  tx: Tx,
  { countyCode, householdId }: { countyCode: string; householdId: string },
  parameters: QualityParameters,
): Promise<{ errors: QualityError[]; exempted: QualityError[] }> {
  const { found } = await findingsOf(tx, { countyCode, id: householdId }, parameters);
  const errors = found.filter(({ problem }) => problem.severity === 'error');
  return {
    errors: errors.filter(({ exempted }) => !exempted).map(toError),
    exempted: errors.filter(({ exempted }) => exempted).map(toError),
  };
}

const toError = ({ problem: { code, memberId, health, message }, memberName }: Found): QualityError => ({
  code,
  memberId,
  memberName,
  health,
  words: health ? NEUTRAL_MESSAGE : message,
});

/** The name of a finding: the same tomorrow, different in every household, and without telling its rule. */
export function findingKey(ref: HouseholdRef, { code, memberId }: Pick<QualityProblem, 'code' | 'memberId'>): string {
  return createHmac('sha256', deriveKeyObject('registry/quality-finding', firstKid()))
    .update(`${ref.countyCode}|${ref.id}|${memberId ?? ''}|${code}`)
    .digest('hex')
    .slice(0, 32);
}

/** 数据核验: the findings of a household for whoever looks; what tells of health is masked unless health is revealed to him now. */
export async function listQualityFindings(
  tx: Tx,
  actor: Actor,
  { ref, health }: { ref: HouseholdRef; health: boolean },
): Promise<QualityFindings & { areaCode: string }> {
  const parameters = await qualityPolicyOf(tx, ref.countyCode);
  const { household, found } = await findingsOf(tx, ref, parameters);
  const revealed = health && (await isHealthRevealed(tx, actor, ref));
  return {
    areaCode: household.area_code,
    items: found.map((one) => toFinding(one, { ref, actor, revealed })),
    openErrors: found.filter(({ problem, exempted }) => problem.severity === 'error' && !exempted).length,
    exemptionMaxDays: parameters.exemptionMaxDays,
  };
}

interface Looking {
  ref: HouseholdRef;
  actor: Actor;
  revealed: boolean;
}

function toFinding({ problem, memberName, exemption, exempted }: Found, looking: Looking): QualityFinding {
  const masked = problem.health && !looking.revealed;
  const mayAsk = (permissions.askExemption as readonly string[]).includes(looking.actor.role);
  return {
    key: findingKey(looking.ref, problem),
    code: masked ? null : problem.code,
    severity: problem.severity,
    message: masked ? NEUTRAL_MESSAGE : problem.message,
    masked,
    memberId: problem.memberId,
    memberName,
    field: masked ? 'health' : problem.field,
    exempted,
    exemption: exemption && toExemption(exemption, looking.actor, masked),
    mayAsk: mayAsk && !exempted && exemption?.state !== 'asked',
  };
}

function toExemption(record: ExemptionRecord, actor: Actor, masked: boolean): QualityExemption {
  const decides = (permissions.decideExemption as readonly string[]).includes(actor.role);
  return {
    id: record.id,
    version: record.version,
    state: record.state as QualityExemption['state'],
    reason: masked ? null : record.reason,
    opinion: masked ? null : record.opinion,
    days: record.days,
    askedByName: record.asked_by_name,
    askedOn: record.asked_on,
    decidedByName: record.decided_by_name,
    expiresOn: record.expires_on,
    expired: record.state === 'approved' && !holds(record),
    mayDecide: decides && record.state === 'asked' && record.asked_by !== actor.accountId,
  };
}
