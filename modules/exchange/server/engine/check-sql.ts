import { sqlText } from '@shouwang/platform/columnar/duck.ts';
import { documentKeySql } from '@shouwang/platform/crypto/document-key.ts';
import { idNumberProblemSql, normaliseIdNumberSql } from '@shouwang/platform/crypto/id-number-sql.ts';
import { nameKeySql, PLAIN_NAME } from '@shouwang/platform/crypto/name-key.ts';
import { personKeySql } from '@shouwang/platform/crypto/person-key.ts';
import {
  type CatalogueField,
  type CatalogueItem,
  documentField,
  keptFields,
  nameField,
} from '../../rules.catalogue.ts';
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
function stagedRows(path: string, columns: number): string {
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

/** What `personSql` needs to know: the day of the file, and whether the names are compared. */
export interface PersonCheck {
  context: CheckContext;
  item: CatalogueItem;
  names: boolean;
}

/** Names that are not in their one form as they stand, each once. */
export function oddNamesSql(item: CatalogueItem): string {
  const name = cell(nameField(item));
  return `select distinct ${name} as raw from cell where not ${matches(name, PLAIN_NAME)}`;
}

/**
 * Each different ID number with its name once: whether the number is good, the key of the person, the household (of table `member`), and,
 * when names are compared, whether this name is another than the registered one (null: not known; `odd` has the forms of unusual names).
 * The text holds key material.
 */
export function personSql({ context, item, names }: PersonCheck): string {
  const each = `select distinct ${cell(0)} as raw${names ? `, ${cell(nameField(item))} as name` : ''} from cell`;
  const name = names
    ? `name, m.name_key <> ${nameKeySql('coalesce(odd.normal, name)')}`
    : 'null::text as name, null::boolean';
  return `create table person as
    select e.raw, problem, e.person_key, m.household_id, m.member_id, ${name} as name_differs
    from (select *, case when problem is null then ${personKeySql('raw')} end as person_key
      from (select *, ${idNumberProblemSql('raw', context.receivedOn)} as problem from (${each}))) e
    left join member m on m.person_key = e.person_key ${names ? 'left join odd on odd.raw = e.name' : ''}`;
}

/**
 * Judges and types every row: `fault` is the position of the first faulty field, null for a good row. Rows with the same `mark` may be
 * doubles: rows of one document of one person, or rows that are alike as a whole. The text holds key material.
 */
export function checkedSql({ item, context, names }: PersonCheck): string {
  const bad = item.fields.map(
    (field, i) => `when ${i === 0 ? 'p.problem is not null' : badSql(field, cell(i), context)} then ${i}`,
  );
  const typed = keptFields(item).map(({ field, index }) => `${typedSql(field, cell(index))} as ${field.name}`);
  const whole = `hash(${item.fields.map((_, i) => cell(i)).join(', ')})`;
  const document = documentField(item);
  const key = document < 0 ? 'null::uuid' : documentKeySql(item.code, cell(document));
  const mark =
    document < 0 ? whole : `case when document_key is null then ${whole} else hash(p.person_key, document_key) end`;
  return `create table checked as
    select row_no, (case ${bad.join('\n      ')} end)::tinyint as fault, p.person_key, ${key} as document_key, ${mark} as mark,
      p.household_id, p.member_id, p.name_differs, ${typed.join(', ')}
    from cell join person p on p.raw = ${cell(0)}${names ? ` and p.name = ${cell(nameField(item))}` : ''}`;
}

/** Good rows whose mark is that of an earlier good row: candidates for doubles, mostly none. */
export function doubledSql(): string {
  return `create table pair as
    with doubled as (select mark, min(row_no) as first_no from checked where fault is null group by mark having count(*) > 1)
    select c.row_no, d.first_no from checked c join doubled d using (mark) where c.fault is null and c.row_no > d.first_no`;
}

/** Good rows that say again what an earlier good row says: the same in every field (`same`), or another word on the same document of the same person. */
export function twinSql(item: CatalogueItem): string {
  const equal = item.fields.map((_, i) => `a.${cell(i)} = b.${cell(i)}`).join(' and ');
  const candidates = `select cell.*, k.person_key, k.document_key from cell join checked k on k.row_no = cell.row_no
      where cell.row_no in (select row_no from pair union select first_no from pair)`;
  return `create table twin as
    with candidate as materialized (${candidates})
    select p.row_no, p.first_no, ${equal} as same from pair p join candidate a on a.row_no = p.row_no join candidate b on b.row_no = p.first_no
    where (${equal}) or (a.person_key = b.person_key and a.document_key = b.document_key)`;
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
const UNMATCHED = { elsewhere: 'outside-county', unknown: 'not-registered' } as const;

/** The rows that are good and say nothing twice. */
export function acceptedSql(): string {
  return `create view accepted as
    select * exclude (fault, mark) from checked where fault is null and row_no not in (select row_no from twin)`;
}

/** Which batch the columnar rows belong to. */
export interface RowsOf {
  id: string;
  countyCode: string;
  period: string;
}

/** The columnar rows of a batch, exactly the columns that screening reads. Rows that stand for a document carry its key and the month of the file. */
export function itemRowsSql(item: CatalogueItem, batch: RowsOf): string {
  const fields = keptFields(item).map(({ field }) => field.name);
  const document = documentField(item) < 0 ? '' : `${sqlText(batch.period)} as period, document_key, `;
  return `select ${sqlText(batch.id)}::uuid as batch_id, row_no::integer as row_no, ${sqlText(batch.countyCode)} as county_code, person_key, household_id, member_id, name_differs,
    ${document}${fields.join(', ')} from accepted`;
}

/** Rows without household: reason, county of the number's first six digits, masked number. No name and no number. */
export function unmatchedSql(countyCode: string): string {
  return `create table unmatched as select row_no, case when home = ${sqlText(countyCode)} then ${sqlText(UNMATCHED.unknown)} else ${sqlText(UNMATCHED.elsewhere)} end as reason, home,
      n[1:6] || '********' || n[15:18] as id_mask
    from (select a.row_no, ${normaliseIdNumberSql(`c.${cell(0)}`)} as n, n[1:6] as home from accepted a join cell c on c.row_no = a.row_no where a.household_id is null)`;
}

/** Where the cells of the file lie: by column of the file the cell of the checked table, or null when a column is no field and only the staged file has it. */
function cellsByColumn(positions: readonly number[], columns: number): string[] | null {
  const at = Array.from({ length: columns }, (_, column) => positions.indexOf(column));
  return at.includes(-1) ? null : at.map(cell);
}

/** Rows as they were staged, `row_no`, `c0`, `c1`, …: out of the checked table, or of the staged file where that has more columns. */
export function wholeRows({ rows, columns }: { rows: string; columns: number }, positions: readonly number[]): string {
  const cells = cellsByColumn(positions, columns);
  if (!cells) return stagedRows(rows, columns);
  return `(select row_no, ${cells.map((name, column) => `${name} as c${column}`).join(', ')} from cell)`;
}

/** Position, columns and first twin of each refused well-formed row, to be explained. */
export function refusedSql(staged: { rows: string; columns: number }, positions: readonly number[]): string {
  return `with mark as materialized (
      select row_no, fault, null::integer as first_no, null::boolean as same from checked where fault is not null
      union all select row_no, null, first_no, same from twin)
    select s.*, mark.fault, mark.first_no, mark.same from ${wholeRows(staged, positions)} s join mark on mark.row_no = s.row_no`;
}
