import { sqlText } from '@shouwang/platform/columnar/duck.ts';
import { idNumberProblemSql, normaliseIdNumberSql } from '@shouwang/platform/crypto/id-number-sql.ts';
import { personKeySql } from '@shouwang/platform/crypto/person-key.ts';
import { type CatalogueField, type CatalogueItem, keptFields } from '../../rules.catalogue.ts';
import {
  allowedValues,
  type CheckContext,
  CREDIT_SIGNS,
  CREDIT_WEIGHTS,
  DISABILITY_CARD,
  FORMULA_ERRORS,
  NO_NAME,
  NUMBER_FORM,
  OLDEST_DAY,
} from '../../rules.fields.ts';
import { UNIT } from './stage.ts';

/** Name of the cell of a field in the tables of a check. */
const cell = (index: number) => `f${index}`;
const list = (texts: readonly string[]) => texts.map(sqlText).join(', ');
const matches = (value: string, form: string) => `regexp_full_match(${value}, ${sqlText(form)})`;

/** Reads the staged rows: `row_no` and one text for each field, never null (cells were trimmed when they were staged). `positions`: column of the file by field, -1 = absent. */
export function loadSql(path: string, columns: number, positions: readonly number[]): string {
  const fields = positions.map((at, i) => `${at < 0 ? "''" : `c${at}`} as ${cell(i)}`);
  return `create table cell as select row_no, ${fields.join(', ')} from ${stagedRows(path, columns)}`;
}

/** The staged rows as a table expression: `row_no`, `c0`, `c1`, … */
export function stagedRows(path: string, columns: number): string {
  const types = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`);
  return readPlain(path, ["'row_no': 'INTEGER'", ...types]);
}

/** The malformed rows as a table expression. */
export function malformedRows(path: string): string {
  return readPlain(path, ["'row_no': 'INTEGER'", "'code': 'VARCHAR'", "'value': 'VARCHAR'", "'line': 'VARCHAR'"]);
}

function readPlain(path: string, columns: string[]): string {
  return `read_csv(${sqlText(path)}, columns = {${columns.join(', ')}}, delim = ${sqlText(UNIT)}, quote = '', escape = '', nullstr = '\u001e', new_line = '\\n',
    header = false, auto_detect = false, strict_mode = true, max_line_size = 4000000, buffer_size = 16000000)`;
}

/** Each different ID number once: whether it is good, and the key of the person. The text holds key material. */
export function personSql(context: CheckContext): string {
  return `create table person as
    select raw, problem, case when problem is null then ${personKeySql('raw')} end as person_key
    from (select raw, ${idNumberProblemSql('raw', context.receivedOn)} as problem from (select distinct ${cell(0)} as raw from cell))`;
}

/** Judges and types every row: `fault` is the position of the first faulty field, null for a good row. */
export function checkedSql(item: CatalogueItem, context: CheckContext): string {
  const bad = item.fields.map(
    (field, i) => `when ${i === 0 ? 'p.problem is not null' : badSql(field, cell(i), context)} then ${i}`,
  );
  const typed = keptFields(item).map(({ field, index }) => `${typedSql(field, cell(index))} as ${field.name}`);
  const whole = item.fields.map((_, i) => cell(i)).join(', ');
  return `create table checked as
    select row_no, (case ${bad.join('\n      ')} end)::tinyint as fault, p.person_key, hash(${whole}) as whole, ${typed.join(', ')}
    from cell join person p on p.raw = ${cell(0)}`;
}

/** Good rows whose hash is that of an earlier good row: candidates for doubles, mostly none. */
export function doubledSql(): string {
  return `create table pair as
    with doubled as (select whole, min(row_no) as first_no from checked where fault is null group by whole having count(*) > 1)
    select c.row_no, d.first_no from checked c join doubled d using (whole) where c.fault is null and c.row_no > d.first_no`;
}

/** Good rows that are the same as an earlier good row in every field: of the candidates, the cells decide. */
export function twinSql(item: CatalogueItem): string {
  const equal = item.fields.map((_, i) => `a.${cell(i)} = b.${cell(i)}`).join(' and ');
  const candidates = 'select * from cell where row_no in (select row_no from pair union select first_no from pair)';
  return `create table twin as
    with candidate as materialized (${candidates})
    select p.row_no, p.first_no from pair p join candidate a on a.row_no = p.row_no join candidate b on b.row_no = p.first_no where ${equal}`;
}

/** True when the cell of a field is faulty; agrees with `faultOf`. */
export function badSql(field: CatalogueField, value: string, context: CheckContext): string {
  const good = goodSql(field, value, context);
  if (field.required) return `not coalesce(${value} <> '' and ${good}, false)`;
  return `not coalesce(${value} = '' or ${good}, false)`;
}

function goodSql(field: CatalogueField, value: string, context: CheckContext): string {
  switch (field.type) {
    case 'date':
      return `${matches(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')} and try_cast(${value} as date) between date ${sqlText(OLDEST_DAY)} and date ${sqlText(context.receivedOn)}`;
    case 'month':
      return `${matches(value, '[0-9]{4}(0[1-9]|1[0-2])')} and ${value} between '190001' and '209912'`;
    case 'money':
    case 'number':
    case 'int': {
      const [low, high] = field.range ?? [0, 999_999_999_999];
      return `${matches(value, NUMBER_FORM[field.type])} and try_cast(${value} as double) between ${low} and ${high}`;
    }
    case 'code':
      return `${value} in (${list(allowedValues(field))})`;
    case 'bool':
      return `${value} in ('是', '否')`;
    case 'disabilityCard':
      return matches(value, DISABILITY_CARD.source.replace(/^\^|\$$/g, ''));
    case 'creditCode':
      return creditCodeSql(value);
    case 'name':
      return `not regexp_matches(${value}, ${sqlText(NO_NAME)}) and ${textSql(field, value)}`;
    default:
      return textSql(field, value);
  }
}

function textSql(field: CatalogueField, value: string): string {
  return `length(${value}) <= ${field.maxLength} and not contains(${value}, '\uFFFD') and not (starts_with(${value}, '#') and ${value} in (${list(FORMULA_ERRORS)}))`;
}

function creditCodeSql(value: string): string {
  const sum = CREDIT_WEIGHTS.map(
    (weight, i) => `${weight} * (instr(${sqlText(CREDIT_SIGNS)}, ${value}[${i + 1}]) - 1)`,
  ).join(' + ');
  return `${matches(value, '[0-9A-HJ-NPQRTUWXY]{18}')} and ${sqlText(CREDIT_SIGNS)}[(31 - (${sum}) % 31) % 31 + 1] = ${value}[18]`;
}

/** The value that is kept of a good cell, null when it is empty; null, not a failure, when the cell is faulty. */
function typedSql(field: CatalogueField, value: string): string {
  switch (field.type) {
    case 'date':
      return `try_cast(${value} as date)`;
    case 'money':
      return `(try_cast(${value} as decimal(18, 2)) * 100)::bigint`;
    case 'int':
      return `try_cast(${value} as integer)`;
    case 'number':
      return `try_cast(${value} as double)`;
    case 'bool':
      return `case ${value} when '是' then true when '否' then false end`;
    case 'code':
      return codeSql(field, value);
    default:
      return `nullif(${value}, '')`;
  }
}

function codeSql(field: CatalogueField, value: string): string {
  const pairs = Object.entries(field.values ?? {}).filter(([word, code]) => word !== code);
  const renamed = pairs.map(([word, code]) => `when ${sqlText(word)} then ${sqlText(code)}`).join(' ');
  const code = pairs.length > 0 ? `case ${value} ${renamed} else nullif(${value}, '') end` : `nullif(${value}, '')`;
  return field.storeAs === 'integer' ? `try_cast(${code} as integer)` : code;
}

/** Reasons why a good row belongs to no household of the county. */
export const UNMATCHED = { elsewhere: 'outside-county', unknown: 'not-registered' } as const;

/** Accepted rows with the household that they belong to. */
export function acceptedSql(): string {
  return `create table accepted as
    select c.* exclude (fault, whole), m.household_id, m.member_id
    from checked c left join twin t on t.row_no = c.row_no left join member m on m.person_key = c.person_key
    where c.fault is null and t.row_no is null`;
}

/** The columnar rows of a batch, exactly the columns that screening reads. */
export function itemRowsSql(item: CatalogueItem, batch: { id: string; countyCode: string }): string {
  const fields = keptFields(item).map(({ field }) => field.name);
  return `select ${sqlText(batch.id)}::uuid as batch_id, row_no::integer as row_no, ${sqlText(batch.countyCode)} as county_code, person_key, household_id, member_id, ${fields.join(', ')} from accepted`;
}

/** Rows without household: reason, county of the number's first six digits, masked number. No name and no number. */
export function unmatchedSql(countyCode: string): string {
  return `create table unmatched as select row_no, case when home = ${sqlText(countyCode)} then ${sqlText(UNMATCHED.unknown)} else ${sqlText(UNMATCHED.elsewhere)} end as reason, home,
      n[1:6] || '********' || n[15:18] as id_mask
    from (select a.row_no, ${normaliseIdNumberSql(`c.${cell(0)}`)} as n, n[1:6] as home from accepted a join cell c on c.row_no = a.row_no where a.household_id is null)`;
}

/** Position, columns and first twin of each refused well-formed row, to be explained. */
export function refusedSql(path: string, columns: number): string {
  return `with mark as materialized (
      select row_no, fault, null::integer as first_no from checked where fault is not null union all select row_no, null, first_no from twin)
    select s.*, mark.fault, mark.first_no from ${stagedRows(path, columns)} s join mark on mark.row_no = s.row_no`;
}
