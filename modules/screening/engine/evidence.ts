import type { SourceRow } from '../contract.ts';
import { FACT_BY_NAME } from './facts.ts';
import { itemRelation } from './items.ts';
import { MEASURES, type Measure } from './measures.ts';
import { periodsOf, withPeriods } from './periods.ts';
import type { CompiledRule } from './rules.compile.ts';

export interface EvidenceRow {
  household_id: string;
  measure: string;
  batch_id: string;
  row_no: number;
  data_date: string | null;
  value: string | null;
  name_differs: boolean;
}

export interface EvidenceInput {
  rules: readonly CompiledRule[];
  asOf: string;
  relations: readonly string[];
  /** Table with the answers of the listed households: only rows behind rules that hold there. Null: the relations hold one household already. */
  listed: string | null;
}

const BY_NAME: ReadonlyMap<string, Measure> = new Map(MEASURES.map((m) => [m.name, m]));

/**
 * The file rows behind the rules that hold, for all flagged households in one statement: item, batch, row, data date
 * and value. The rows of a measure are those that the fact was made of, so that anybody can add them up again.
 */
export function evidenceStatement({ rules, asOf, relations, listed }: EvidenceInput): string {
  const periods = periodsOf(asOf);
  const parts = [...rulesByMeasure(rules)].map(([measure, columns]) => {
    const rows = withPeriods(measureRows(measure), periods);
    if (listed === null) return rows;
    const holding = `select household_id from ${listed} where ${columns.join(' or ')}`;
    return `${rows} and household_id in (${holding})`;
  });
  const nothing = `select null as household_id, '' as measure, null as batch_id, 0 as row_no, null as data_date, null as value, false as name_differs where false`;
  return `with ${relations.join(',\n')}\n${parts.join('\nunion all ') || nothing}`;
}

function measureRows({ name, item, value, where, date }: Measure): string {
  return `select cast(household_id as text) as household_id, '${name}' as measure, cast(batch_id as text) as batch_id, row_no,
  cast(${date} as text) as data_date, cast(${value ?? '1'} as text) as value, coalesce(name_differs, false) as name_differs
from ${itemRelation(item)} where (${where})`;
}

function rulesByMeasure(rules: readonly CompiledRule[]): Map<Measure, string[]> {
  const found = new Map<Measure, string[]>();
  for (const rule of rules) {
    const names = new Set(rule.facts.flatMap((fact) => FACT_BY_NAME.get(fact)?.measures ?? []));
    for (const name of names) {
      const measure = BY_NAME.get(name);
      if (measure) found.set(measure, [...(found.get(measure) ?? []), rule.column]);
    }
  }
  return found;
}

/** Source rows by household, in file order. */
export function readEvidence(rows: readonly EvidenceRow[]): Map<string, SourceRow[]> {
  const found = new Map<string, SourceRow[]>();
  const order = (a: EvidenceRow, b: EvidenceRow) =>
    a.measure.localeCompare(b.measure) || a.batch_id.localeCompare(b.batch_id) || a.row_no - b.row_no;
  for (const row of [...rows].sort(order)) {
    const measure = BY_NAME.get(row.measure);
    const source: SourceRow = {
      item: measure?.item ?? '',
      measure: row.measure,
      batchId: row.batch_id,
      rowNo: row.row_no,
      dataDate: row.data_date,
      value: readValue(row.value, measure?.money ?? false),
      ...(row.name_differs ? { nameDiffers: true as const } : {}),
    };
    const list = found.get(row.household_id);
    if (list) list.push(source);
    else found.set(row.household_id, [source]);
  }
  return found;
}

function readValue(text: string | null, money: boolean): number | string | null {
  if (text === null) return null;
  const number = Number(text);
  if (Number.isNaN(number)) return text;
  return money ? number / 100 : number;
}
