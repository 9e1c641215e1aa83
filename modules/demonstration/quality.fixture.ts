import { type Living, NewIncomeItem } from '../registry/contract.ts';
import { incomeCounting, statementOn } from '../registry/income-rules.ts';
import type { QualityFacts, QualityParameters } from '../registry/quality/facts.ts';
import { findQualityProblems, type QualityProblem } from '../registry/quality/find.ts';
import type { DemoHousehold, DemoMember } from './contract.ts';

/** Tests only: thresholds of the packs that ship. */
export const SHIPPED: QualityParameters = {
  lineFen: 960_000,
  hardFloorFen: 400_000,
  selfPayShare: 0.4,
  incomeDrop: 0.3,
  monitoredIntervalDays: 30,
  eliminatedIntervalDays: 180,
  entryDueDay: 25,
  exemptionMaxDays: 180,
  counting: incomeCounting({}),
};

/** Tests only: what the data-quality rules find in a generated household on a day. */
export function problemsOf(household: DemoHousehold, today: string): QualityProblem[] {
  return findQualityProblems(factsOf(household, today), SHIPPED);
}

function factsOf(household: DemoHousehold, today: string): QualityFacts {
  const recordedMonth = today.slice(0, 4) + today.slice(5, 7);
  const items = household.incomeItems.map((item, index) => ({
    ...NewIncomeItem.parse({ ...item, memberId: null }),
    memberId: item.memberIndex === null ? null : String(item.memberIndex),
    id: String(index),
    reversed: false,
  }));
  const statement = statementOn(today, { ...household, incomeItems: items }, { ledger: 'antiPoverty' });
  const counted = new Set(statement.lines.filter(({ standing }) => standing === 'counted').map(({ line }) => line.id));
  const { houseArea, ...living } = household.living;
  return {
    ...household,
    today,
    status: 'active',
    monitoringState: 'NOT_COVERED',
    living: { ...living, houseAreaM2: houseArea } as unknown as Living,
    members: household.members.map((member, index) => memberOf(member, index)),
    statement,
    items: items.map(({ id, ...item }) => ({ ...item, recordedMonth, counted: counted.has(id) })),
  };
}

const memberOf = (member: DemoMember, index: number) => ({
  ...member,
  id: String(index),
  idType: '1',
  studentStatusSince: null,
});
