import { GOOD_DROPOUT_REASONS } from '@shouwang/modules/registry/codes.ts';
import { type IncomeCounting, incomeCounting } from '@shouwang/modules/registry/rules.ts';
import { FACTS } from './facts.ts';
import { ITEM_CODES, type ItemCode, itemRelation } from './items.ts';
import { countedRows, MEASURES, measureSql } from './measures.ts';
import { type Periods, periodsOf, withPeriods } from './periods.ts';
import { OUTCOME, ruleParts } from './rule-parts.ts';
import type { CompiledPack } from './rules.compile.ts';

/** An item that has been delivered for a county. Without it, what the item would say is unknown, not nought. */
export interface Delivery {
  item: ItemCode;
  countyCode: string;
}

export interface StatementInput {
  compiled: CompiledPack;
  /** Day of the run, 'YYYY-MM-DD'. */
  asOf: string;
  deliveries: readonly Delivery[];
  /** The named parts that read the rows; see dialect.ts. */
  relations: readonly string[];
  /** One household: the parts are worked out one after the other, since planning them as a whole takes longer. */
  stepwise?: boolean;
}

/** What a statement gives of each household: everything, level and answers, or those only of whom somebody must see. */
export type Keep = 'all' | 'answers' | 'hits';

/**
 * The one statement of a pack: snapshot and items -> person facts -> household facts -> indicators -> score, level,
 * triggers, exclusions. `all` gives every household with all its facts; `answers` every household with its level, score
 * and the answer of each rule; `hits` the same for those that somebody must see.
 */
export function screeningStatement(input: StatementInput, keep: Keep = 'all'): string {
  const own = [...factParts(input), ...ruleParts([{ compiled: input.compiled, suffix: '' }])];
  const parts = [...input.relations, ...(input.stepwise ? own.map(materialized) : own)];
  return `with ${parts.join(',\n')}\n${screenedRows(input.compiled, keep)}`;
}

/** The first half alone: the facts of every household, one column a fact, with the day of its income. */
export function factStatement(input: StatementInput): string {
  return `with ${[...input.relations, ...factParts(input)].join(',\n')}\nselect ${FACT_COLUMNS.join(', ')} from household_fact`;
}

/** The second half alone, over facts that a run has kept: another line, weight or threshold is tried without the rows. */
export function simulationStatement(compiled: CompiledPack, facts: string, keep: Keep = 'all'): string {
  const parts = [`household_fact as (\n  select ${FACT_COLUMNS.join(', ')} from ${facts}\n)`];
  parts.push(...ruleParts([{ compiled, suffix: '' }]));
  return `with ${parts.join(',\n')}\n${screenedRows(compiled, keep)}`;
}

/** Columns of the facts of a run: keys, the day of the income, then the facts. No name, number or phone is among them. */
export const FACT_COLUMNS: readonly string[] = [
  'county_code',
  'household_id',
  'area_code',
  'income_as_of',
  ...FACTS.map((fact) => fact.name),
];

function screenedRows(compiled: CompiledPack, keep: Keep): string {
  const columns = keep === 'all' ? '*' : [...OUTCOME, ...compiled.rules.map((r) => r.column)].join(', ');
  return `select ${columns} from screened${keep === 'hits' ? ' where level < 4' : ''}`;
}

function materialized(part: string): string {
  return part.replace(' as (', ' as materialized (');
}

function factParts(input: StatementInput): string[] {
  const periods = periodsOf(input.asOf);
  return [
    deliveredPart(input.deliveries),
    ...ITEM_CODES.map((item) => itemPart(item, periods)),
    schoolPart(),
    ...personParts(periods),
    householdBasePart(incomeCounting(input.compiled.pack.parameters).divisor),
    householdFactPart(),
  ];
}

function deliveredPart(deliveries: readonly Delivery[]): string {
  const rows = deliveries.map(({ item, countyCode }) => {
    if (!/^\d{6}$/.test(countyCode) || !ITEM_CODES.includes(item))
      throw new RangeError(`Bad delivery ${item} ${countyCode}`);
    return `('${countyCode}', '${item}')`;
  });
  const from = rows.length > 0 ? `(values ${rows.join(', ')})` : `(select '' as county_code, '' as item where false)`;
  const flags = ITEM_CODES.map((item) => `bool_or(item = '${item}') as ${itemRelation(item)}`).join(',\n    ');
  return `delivered as (\n  select county_code,\n    ${flags}\n  from ${from} as d(county_code, item)\n  group by county_code\n)`;
}

/** One row a household for an item: its measures. */
function itemPart(item: ItemCode, periods: Periods): string {
  const columns = MEASURES.filter((m) => m.item === item).map(
    (m) => `${withPeriods(measureSql(m), periods)} as ${m.name}`,
  );
  const lines = ['county_code', 'household_id', ...columns].join(',\n    ');
  const relation = itemRelation(item);
  const counted = withPeriods(countedRows(item), periods);
  return `${relation}_fact as (\n  select ${lines}\n  from ${relation}${counted}\n  group by county_code, household_id\n)`;
}

/** The latest word of the school register on each member; of two words on one day, the graver. */
function schoolPart(): string {
  return `jy_01_person as (
  select county_code, member_id,
    substr(max(cast(status_on as text) || case status when '辍学' then '3' when '休学' then '2' when '在读' then '1' else '0' end), 11) as status
  from jy_01
  group by county_code, member_id
)`;
}

function personParts(periods: Periods): string[] {
  const person = `person_fact as (
  select p.county_code, p.household_id,
    p.medical_insured, p.is_working,
    -- 6 to 15 full years on 31 August, or 16 and still in the ninth grade
    (p.birth_date > {schoolBornAfter} and p.birth_date <= {schoolBornUpTo})
      or (coalesce(p.student_status = '11', case when p.education is not null then false end)
        and p.birth_date > {grade9BornAfter} and p.birth_date <= {schoolBornAfter}) as compulsory,
    -- school register: 3 dropped out, 2 suspended, 1 at school
    case when s.status = '3' then false
      when s.status in ('1', '2') then true
      when p.dropout_reason is not null then p.dropout_reason in (${GOOD_DROPOUT_REASONS.map((code) => `'${code}'`).join(', ')})
      when p.student_status is not null then true end as in_school,
    case when p.labour_ability is not null then p.labour_ability in ('1', '2', '3')
      when p.birth_date > {childBornAfter} then false end as labour,
    case when p.student_status is null then cast(p.education as integer) end as education,
    p.student_status is not null as student,
    case when p.health is not null then coalesce(array_position(p.health, '3'), 0) > 0 end as ill,
    case when p.disability_grade is not null then p.disability_grade <= 2
      when p.health is not null and coalesce(array_position(p.health, '4'), 0) = 0 then false end as disabled
  from member p
  left join jy_01_person s on s.county_code = p.county_code and s.member_id = p.member_id
)`;
  const counts = `member_fact as (
  select county_code, household_id,
    count(*) as members,
    count(*) filter (where compulsory and not in_school) as dropouts,
    count(*) filter (where (compulsory and not in_school) is null) as dropout_unknown,
    count(*) filter (where labour) as labour,
    count(*) filter (where labour is null) as labour_unknown,
    count(*) filter (where labour and is_working) as working,
    count(*) filter (where (labour and is_working) is null) as working_unknown,
    max(education) filter (where labour and not student) as education_best,
    count(*) filter (where labour and not student and education is null) as education_unknown,
    count(*) filter (where ill) as ill,
    count(*) filter (where ill is null) as ill_unknown,
    count(*) filter (where disabled) as disabled,
    count(*) filter (where disabled is null) as disabled_unknown,
    count(*) filter (where not medical_insured) as uninsured,
    count(*) filter (where medical_insured is null) as insured_unknown
  from person_fact
  group by county_code, household_id
)`;
  return [withPeriods(person, periods), counts];
}

/** The income formula (registry, income-rules.ts) over the sums of the snapshot, and the heads by which the pack divides it. */
function householdBasePart(divisor: IncomeCounting['divisor']): string {
  return `household_base as (
  select *,
    ${divisor}_count as divisor_count,
    wage_fen + operating_fen + property_fen + transfer_fen - operating_expense_fen - work_cost_fen as net_fen,
    self_pay_medical_fen + self_pay_education_fen + self_pay_other_fen as self_paid_fen
  from household
)`;
}

function householdFactPart(): string {
  const facts = FACTS.map((fact) => `${fact.sql} as ${fact.name}`);
  const columns = [
    'h.county_code',
    'h.household_id',
    'h.area_code',
    'cast(h.income_as_of as text) as income_as_of',
    ...facts,
  ];
  const join = (relation: string, alias: string) =>
    `left join ${relation} ${alias} on ${alias}.county_code = h.county_code and ${alias}.household_id = h.household_id`;
  const joins = [
    'left join delivered on delivered.county_code = h.county_code',
    join('member_fact', 'm'),
    ...ITEM_CODES.map((item) => join(`${itemRelation(item)}_fact`, itemRelation(item))),
  ];
  return `household_fact as (\n  select ${columns.join(',\n    ')}\n  from household_base h\n  ${joins.join('\n  ')}\n)`;
}
