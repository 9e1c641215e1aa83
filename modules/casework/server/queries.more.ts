import { inArea } from '@shouwang/modules/areas/server/door.ts';
import { clock } from '@shouwang/platform/clock/clock.ts';
import type { Actor, Tx } from '@shouwang/platform/db/scope.ts';
import { notFound } from '@shouwang/platform/errors/refusal.ts';
import { CONSENT_SCOPE_NAMES } from '../../evidence/contract.ts';
import { numberParameter } from '../../policy/rules.ts';
import { incomeCounting, incomeStatementOf } from '../../registry/server/door.ts';
import type { Colleague, ComparisonData, DepartmentRequest, IncomeLine, VerificationDraft } from '../contract.ts';
import { findGuarantees } from './basis.household.ts';
import { loadCase } from './basis.ts';
import { itemName } from './income-names.ts';
import { listOfficers } from './team.ts';

/** What the registry and the departments already know, so that a visit confirms or corrects instead of asking again. */
export async function readVerificationDraft(
  tx: Tx,
  at: { countyCode: string; id: string },
): Promise<VerificationDraft> {
  const { row, picture } = await loadCase(tx, at, { lock: false, today: clock.today() });
  const ref = { countyCode: row.county_code, id: row.household_id };
  const counting = incomeCounting(picture.pack.parameters);
  const { lines, ...statement } = await incomeStatementOf(tx, ref, { counting });
  const counted = lines.filter(({ standing }) => standing === 'counted').map(({ line }) => line);
  const apart = lines
    .filter(({ standing, line }) => standing === 'kept-apart' && line.direction === 'out')
    .map(({ line }) => line);
  return {
    period: { from: statement.periodFrom, to: statement.periodTo },
    sharing: statement.divisorCount,
    lines: together(counted),
    selfPaid: together(apart).map(({ name, amountFen }) => ({ name, amountFen, note: '' })),
    guarantees: await findGuarantees(tx, ref, clock.today()),
    perCapitaFen: statement.perCapitaFen,
    lineFen: numberParameter(picture.pack, 'line.monitoring') * 100,
  };
}

interface Line {
  direction: 'in' | 'out';
  itemCode: string;
  amountFen: number;
  occurredTo: string;
  source: string;
}

/** One line an item: the sum over the period, who says so, and the latest day. */
function together(lines: readonly Line[]): IncomeLine[] {
  const byItem = new Map<string, Line[]>();
  for (const line of lines)
    byItem.set(`${line.direction}${line.itemCode}`, [...(byItem.get(`${line.direction}${line.itemCode}`) ?? []), line]);
  return [...byItem.values()].map((same) => {
    const first = same[0] as Line;
    const checked = same.every((line) => line.source === 'department');
    return {
      category: first.direction === 'out' ? 'cost' : (first.itemCode.slice(0, 1) as IncomeLine['category']),
      name: itemName(first.direction, first.itemCode),
      amountFen: same.reduce((sum, line) => sum + line.amountFen, 0),
      source: checked ? '部门数据' : '农户台账',
      basis: checked ? '核对' : same.some((line) => line.source === 'estimated') ? '估算' : '自报',
      asOf:
        same
          .map((line) => line.occurredTo)
          .sort()
          .at(-1) ?? first.occurredTo,
    };
  });
}

/** The village in which a case lies; refuses one outside the actor's area. */
export async function villageOf(tx: Tx, at: { countyCode: string; id: string }): Promise<string> {
  const row = await tx
    .selectFrom('casework.identification')
    .select('area_code')
    .where('county_code', '=', at.countyCode)
    .where('id', '=', at.id)
    .executeTakeFirst();
  if (!row) throw notFound('这件识别办理');
  return row.area_code;
}

/** Officers of the town and village of a case, from whom a team is named. */
export async function listColleagues(tx: Tx, at: { countyCode: string; id: string }): Promise<Colleague[]> {
  return listOfficers(tx, await villageOf(tx, at));
}

/** Comparisons that the actor's department still owes, oldest first. */
export async function listDepartmentRequests(tx: Tx, actor: Actor): Promise<DepartmentRequest[]> {
  const rows = await tx
    .selectFrom('casework.step_record as r')
    .innerJoin('casework.identification as i', (join) =>
      join.onRef('i.county_code', '=', 'r.county_code').onRef('i.id', '=', 'r.case_id'),
    )
    .select(['r.data', 'i.county_code', 'i.id', 'i.version', 'i.case_no'])
    .where('r.step', '=', 'COMPARING')
    .where('r.superseded', '=', false)
    .where('i.state', '=', 'COMPARING')
    .where(inArea('i', actor.areaCode))
    .orderBy('r.recorded_at')
    .limit(300)
    .execute();
  return rows.flatMap((row) => {
    const data = row.data as unknown as ComparisonData;
    return data.findings
      .filter((finding) => finding.found === null && finding.departmentCode === actor.departmentCode)
      .map((finding) => ({
        caseId: `${row.county_code}:${row.id}`,
        version: row.version,
        caseNo: row.case_no,
        key: finding.key,
        scope: CONSENT_SCOPE_NAMES[finding.scope],
        memberName: finding.memberName,
        sentOn: data.sentOn,
        dueOn: data.dueOn,
      }));
  });
}
