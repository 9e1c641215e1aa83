import type { ExclusionItem } from '@shouwang/modules/casework/contract.ts';
import type { PolicyPack } from '@shouwang/modules/policy/contract.ts';
import { evaluate } from '@shouwang/modules/screening/engine/expression.evaluate.ts';
import { readCondition } from '@shouwang/modules/screening/engine/expression.ts';
import { FACT_BY_NAME } from '@shouwang/modules/screening/engine/facts.ts';
import { MEASURES, type Measure, measureSql } from '@shouwang/modules/screening/engine/measures.ts';
import { withDuck } from '@shouwang/platform/columnar/duck.ts';

/** A row of a department file: names of columns to values. */
export type FileRow = Readonly<Record<string, string | number | boolean | null>>;

/** The fact with which an item of the negative list is decided, and the measure that makes it of the rows. */
const DECIDED_BY: Readonly<Partial<Record<ExclusionItem, { fact: string; measure: string }>>> = {
  N2: { fact: 'vehicle_value', measure: 'vehicle_value' },
  N6: { fact: 'active_companies', measure: 'active_company' },
};

/**
 * Which rows of one person speak for an item of the negative list: those that screening counts, when the condition of the pack holds for them. One
 * condition and one way of counting, the same as in screening. A condition that cannot be decided is left to a person: the row counts.
 */
export async function rowsThatHit(
  pack: Pick<PolicyPack, 'exclusions' | 'parameters'>,
  item: ExclusionItem,
  rows: readonly FileRow[],
): Promise<boolean[]> {
  const by = DECIDED_BY[item];
  const measure = MEASURES.find((one) => one.name === by?.measure);
  const exclusion = pack.exclusions[item];
  if (!by || !measure || !exclusion || rows.length === 0) return rows.map(() => false);
  const condition = readCondition(exclusion.when, { facts: FACT_BY_NAME, parameters: pack.parameters });
  const holds = (value: number) => evaluate(condition, { [by.fact]: measure.money ? value / 100 : value }) !== false;
  const values = await countedOf(measure, rows);
  const together = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value > 0 && holds(measure.take === 'max' ? value : together));
}

/** What each row alone contributes to a measure; 0 when it does not count. */
function countedOf(measure: Measure, rows: readonly FileRow[]): Promise<number[]> {
  return withDuck(async (db) => {
    const values: number[] = [];
    for (const row of rows) {
      const known = Object.entries(row).filter(([, value]) => value !== null);
      const unknown = Object.keys(row).filter((name) => row[name] === null);
      const columns = [
        ...known.map(([name], index) => `$${index + 1} as "${name}"`),
        ...unknown.map((name) => `null as "${name}"`),
      ];
      const [found] = await db.rows<{ value: number | bigint | null }>(
        `select ${measureSql(measure)} as value from (select ${columns.join(', ')})`,
        known.map(([, value]) => value),
      );
      values.push(Number(found?.value ?? 0));
    }
    return values;
  });
}
