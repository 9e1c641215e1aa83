import type { Tx } from '@shouwang/platform/db/scope.ts';
import { CONSENT_SCOPE_NAMES, type ConsentScope } from '../../evidence/contract.ts';
import type { PolicyPack } from '../../policy/contract.ts';
import type { ComparisonData, Department, ExclusionItem, Finding } from '../contract.ts';
import { all } from '../picture.ts';
import { comparedOn, isFresh } from '../rules.facts.ts';
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
interface ComparisonRequest {
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
const DEPARTMENT_OF: Readonly<Record<ConsentScope, Department>> = {
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

/** What is asked of whom: the scopes, and those of them for which nothing is taken over. */
interface Asking {
  scopes: ConsentScope[];
  anew: ConsentScope[];
  today: string;
}

/**
 * One finding for each scope and member: taken over when it was compared within `comparison.reuseDays`, in this case or an earlier one of the household,
 * unless it is to be asked anew; else from delivered data where there are any, else open until the department answers. A member without an ID number
 * cannot be looked up, so that his stays open.
 */
export async function gatherFindings(tx: Tx, loaded: LoadedCase, asking: Asking): Promise<Finding[]> {
  const { row, picture, household } = loaded;
  const { scopes, today } = asking;
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
  const known = await takenOver(tx, loaded, asking);
  const dataDate = (scope: ConsentScope, personKey: string | null) =>
    personKey === null ? null : (answer.covered.find((one) => one.scope === scope)?.dataDate ?? null);
  return scopes.flatMap((scope) =>
    members.map((member) => {
      const key = `${scope}:${member.memberId}`;
      return (
        known.get(key) ?? {
          ...fresh({ key, scope, member, receipts: answer.receipts, dataDate: dataDate(scope, member.personKey) }),
          comparedOn: today,
        }
      );
    }),
  );
}

/** The latest answer to each question that is young enough, by key: of this case with its judgement, of an earlier one to be judged anew where there is a record. */
async function takenOver(tx: Tx, { row, picture }: LoadedCase, { anew, today }: Asking): Promise<Map<string, Finding>> {
  const own = all(picture, 'COMPARING').flatMap(({ data }) =>
    dated(data).filter(({ finding }) => finding.verdict !== null),
  );
  const earlier = (await earlierComparisons(tx, row)).flatMap(dated);
  const usable = [...earlier.map(({ on, finding }) => ({ on, finding: unjudged(finding) })), ...own]
    .filter(({ finding }) => finding.found !== null && !anew.includes(finding.scope))
    .filter(({ on }) => on <= today && isFresh(picture, on, today))
    .sort((one, other) => one.on.localeCompare(other.on));
  return new Map(usable.map(({ on, finding }) => [finding.key, { ...finding, comparedOn: on, reused: true }]));
}

/** The findings of a comparison with the day on which each was compared. */
const dated = (data: ComparisonData) => data.findings.map((finding) => ({ on: comparedOn(data, finding), finding }));

/** A record that an earlier case judged is judged again: what excused it then may not now. */
function unjudged(finding: Finding): Finding {
  return finding.found ? { ...finding, verdict: null, reason: '', judgedBy: null, judgedByName: '' } : finding;
}

/** Comparisons of earlier cases of the household, in their order. */
async function earlierComparisons(tx: Tx, row: LoadedCase['row']): Promise<ComparisonData[]> {
  const rows = await tx
    .selectFrom('casework.step_record as r')
    .innerJoin('casework.identification as i', (join) =>
      join.onRef('i.county_code', '=', 'r.county_code').onRef('i.id', '=', 'r.case_id'),
    )
    .select('r.data')
    .where('r.county_code', '=', row.county_code)
    .where('i.household_id', '=', row.household_id)
    .where('i.id', '<>', row.id)
    .where('r.step', '=', 'COMPARING')
    .orderBy('r.recorded_at')
    .execute();
  return rows.map(({ data }) => data as unknown as ComparisonData);
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
