import { daysBetween } from '@shouwang/platform/clock/days.ts';
import type { Tx } from '@shouwang/platform/db/scope.ts';
import { CONSENT_SCOPE_NAMES, type ConsentScope } from '../../evidence/contract.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import type { Department, ExclusionItem, Finding } from '../contract.ts';
import { all } from '../picture.ts';
import type { LoadedCase } from './basis.ts';

/** What a department holds about one member for one scope. */
export interface Receipt {
  scope: ConsentScope;
  memberId: string;
  found: boolean;
  /** The receipt in one line, as the comparison sheet shows it. */
  text: string;
  dataDate: string;
  /** Item of the negative list that it speaks for; null when it speaks for none. It never rejects by itself. */
  exclusionItem: ExclusionItem | null;
}

/** What is asked of the departments' data: whose, and which scopes. */
export interface ComparisonRequest {
  countyCode: string;
  areaCode: string;
  householdId: string;
  members: { memberId: string; personKey: string | null; name: string }[];
  scopes: ConsentScope[];
  today: string;
  /** The pack under which the case runs: its lines and conditions hold, not those of today. */
  pack: PolicyPack;
}

/** Answers from the department items that have been delivered: the receipts, and the scopes for which there are data at all, with their day. */
export type ComparisonSource = (
  tx: Tx,
  request: ComparisonRequest,
) => Promise<{ covered: { scope: ConsentScope; dataDate: string }[]; receipts: Receipt[] }>;

let source: ComparisonSource = async () => ({ covered: [], receipts: [] });

/** Gives casework the department data; the program that puts the modules together calls it once. Without one every department answers by hand. */
export function useComparisonSource(given: ComparisonSource): void {
  source = given;
}

/** Department that answers for a scope. */
export const DEPARTMENT_OF: Readonly<Record<ConsentScope, Department>> = {
  '1': 'GA',
  '2': 'ZR',
  '3': 'SJ',
  '4': 'JR',
  '5': 'RS',
  '6': 'ZJ',
  '7': 'SW',
  '8': 'CZ',
  '9': 'YB',
  '10': 'GA',
  '11': 'MZ',
  '12': 'NY',
};

/**
 * One finding for each scope and member: taken over when compared within `comparison.reuseDays`, from delivered data where there are any, else open
 * until the department answers; a member without an ID number cannot be looked up, so that his stays open.
 */
export async function gatherFindings(
  tx: Tx,
  { row, picture, household }: LoadedCase,
  scopes: ConsentScope[],
  today: string,
): Promise<Finding[]> {
  const covered = household.members.filter((member) => picture.household.memberIds.includes(member.id));
  const members = covered.map((member) => ({ memberId: member.id, personKey: member.personKey, name: member.name }));
  const answer = await source(tx, {
    countyCode: row.county_code,
    areaCode: row.area_code,
    householdId: row.household_id,
    members,
    scopes,
    today,
    pack: picture.pack,
  });
  const earlier = all(picture, 'COMPARING')
    .filter(({ data }) => daysBetween(data.sentOn, today) <= numberParameter(picture.pack, 'comparison.reuseDays'))
    .flatMap(({ data }) => data.findings);
  const dataDate = (scope: ConsentScope, personKey: string | null) =>
    personKey === null ? null : (answer.covered.find((one) => one.scope === scope)?.dataDate ?? null);
  return scopes.flatMap((scope) =>
    members.map((member) => {
      const key = `${scope}:${member.memberId}`;
      const known = earlier.findLast(
        (finding) => finding.key === key && finding.found !== null && finding.verdict !== null,
      );
      return known
        ? { ...known, reused: true }
        : fresh({ key, scope, member, receipts: answer.receipts, dataDate: dataDate(scope, member.personKey) });
    }),
  );
}

interface Fresh {
  key: string;
  scope: ConsentScope;
  member: { memberId: string; name: string };
  receipts: Receipt[];
  /** Day of the delivered data; null when there are none that could answer. */
  dataDate: string | null;
}

function fresh({ key, scope, member, receipts, dataDate }: Fresh): Finding {
  const hasData = dataDate !== null;
  const mine = receipts.filter((receipt) => receipt.scope === scope && receipt.memberId === member.memberId);
  const found = mine.some((receipt) => receipt.found);
  const adverse = hasData ? mine.find((receipt) => receipt.exclusionItem !== null) : undefined;
  return {
    key,
    scope,
    departmentCode: DEPARTMENT_OF[scope],
    memberId: member.memberId,
    memberName: member.name,
    found: hasData ? found : null,
    receipt: hasData
      ? (mine.map((receipt) => receipt.text).join('；') || `${CONSENT_SCOPE_NAMES[scope]}无记录`).slice(0, 200)
      : '',
    dataDate: hasData ? (mine[0]?.dataDate ?? dataDate) : null,
    exclusionItem: adverse?.exclusionItem ?? null,
    reused: false,
    answeredBy: null,
    verdict: hasData && !found ? 'P1.C1' : null,
    reason: '',
    judgedBy: null,
    judgedByName: '',
  };
}
