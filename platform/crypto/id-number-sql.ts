import {
  CHECK_CHARACTERS,
  CHECK_WEIGHTS,
  FOLDED,
  type IdNumberProblem,
  PLACEHOLDER_PREFIX,
  TRIMMED_CHARACTERS,
} from './id-number.ts';

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const FROM = literal([...FOLDED.keys()].join(''));
const TO = literal([...FOLDED.values()].join(''));
const TRIMMED = literal(TRIMMED_CHARACTERS);

/** DuckDB: an expression bound to a name once, however often the body uses it. */
const bind = (expr: string, name: string, body: string) => `list_transform([${expr}], lambda ${name}: ${body})[1]`;

const weighted = (n: string, position: (i: number) => string) =>
  CHECK_WEIGHTS.map((weight, i) => `${weight}*(ord(${n}[${position(i)}])-48)`).join('+');

const EIGHTEEN_FROM_15 = (n: string) => {
  // Positions 7 and 8 of the new number are '1' and '9'; the others keep their digit.
  const sum = CHECK_WEIGHTS.map((weight, i) => {
    if (i === 6) return `${weight}`;
    if (i === 7) return `${9 * weight}`;
    return `${weight}*(ord(${n}[${i < 6 ? i + 1 : i - 1}])-48)`;
  }).join('+');
  return `${n}[1:6]||'19'||${n}[7:15]||${literal(CHECK_CHARACTERS)}[(${sum})%11+1]`;
};

/** DuckDB expression equal to `normaliseIdNumber`; well-formed numbers pass at once, only the others are folded. */
export function normaliseIdNumberSql(expr: string): string {
  const folded = `trim(translate(${expr}, ${FROM}, ${TO}), ${TRIMMED})`;
  const long = `CASE WHEN regexp_full_match(n, '[0-9]{15}') THEN ${EIGHTEEN_FROM_15('n')} ELSE n END`;
  return `(CASE WHEN regexp_full_match(${expr}, '[0-9]{17}[0-9X]') THEN ${expr} ELSE ${bind(folded, 'n', long)} END)`;
}

/**
 * DuckDB expression with the value of `idNumberProblem`: the stable code, or NULL when the number is good.
 * A NULL number is `id-empty`. `today` (`YYYY-MM-DD`) refuses births in the future.
 */
export function idNumberProblemSql(expr: string, today?: string): string {
  const code = (problem: IdNumberProblem) => literal(problem);
  const born = "try_strptime(n[7:14], '%Y%m%d')";
  const late = today === undefined ? "DATE '2099-12-31'" : `DATE ${literal(today)}`;
  const judged = `CASE
    WHEN n IS NULL OR n = '' THEN ${code('id-empty')}
    WHEN starts_with(n, ${literal(PLACEHOLDER_PREFIX)}) THEN ${code('id-placeholder')}
    WHEN NOT regexp_full_match(n, '[0-9]*X?') THEN ${code('id-characters')}
    WHEN length(n) <> 18 THEN ${code('id-length')}
    WHEN ${born} IS NULL OR n[7:10] < '1900' OR n[7:10] > '2099' OR ${born} > ${late} THEN ${code('id-date')}
    WHEN ${literal(CHECK_CHARACTERS)}[(${weighted('n', (i) => String(i + 1))})%11+1] <> n[18] THEN ${code('id-check-digit')}
  END`;
  return `(${bind(normaliseIdNumberSql(expr), 'n', judged)})`;
}
