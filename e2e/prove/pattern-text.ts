/** A text that a simple pattern takes: literals, classes, groups with alternatives, and counts. Whoever uses it checks the text against the pattern. */
export function textFor(pattern: string): string {
  const reader = { source: pattern.replace(/^\^/, '').replace(/\$$/, ''), at: 0 };
  return alternatives(reader);
}

interface Reader {
  source: string;
  at: number;
}

const peek = (reader: Reader) => reader.source[reader.at];
const isEnd = (reader: Reader) => reader.at >= reader.source.length;

/** Reads `a|b|c` up to the end of its group and keeps the first. */
function alternatives(reader: Reader): string {
  const first = sequence(reader);
  while (peek(reader) === '|') {
    reader.at += 1;
    sequence(reader);
  }
  return first;
}

function sequence(reader: Reader): string {
  let text = '';
  while (!isEnd(reader) && peek(reader) !== '|' && peek(reader) !== ')') {
    const unit = atom(reader);
    text += unit.repeat(count(reader));
  }
  return text;
}

function atom(reader: Reader): string {
  const sign = reader.source[reader.at++] as string;
  if (sign === '(') return group(reader);
  if (sign === '[') return classOf(reader);
  if (sign === '\\') return escaped(reader.source[reader.at++] as string);
  if (sign === '.') return 'a';
  return sign === '^' || sign === '$' ? '' : sign;
}

function group(reader: Reader): string {
  const look = /^\?(:|=|!|<=|<!|<\w+>)/.exec(reader.source.slice(reader.at));
  if (look) reader.at += look[0].length;
  const text = alternatives(reader);
  reader.at += 1;
  return look && /[=!]$/.test(look[0]) ? '' : text;
}

function escaped(sign: string): string {
  const known: { [sign: string]: string } = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', n: '\n' };
  return known[sign] ?? sign;
}

function classOf(reader: Reader): string {
  const end = reader.source.indexOf(']', reader.at + 1);
  const inside = reader.source.slice(reader.at, end);
  reader.at = end + 1;
  if (inside.startsWith('^'))
    return ['甲', 'a', '1', '-'].find((sign) => !new RegExp(`[${inside.slice(1)}]`, 'u').test(sign)) ?? 'a';
  return inside.startsWith('\\') ? escaped(inside[1] as string) : (inside[0] as string);
}

/** How often: the least of `{n}`, `{n,m}`, `+`, `*`, `?`, but once where once is allowed. */
function count(reader: Reader): number {
  const found = /^(\{(\d+)(,(\d*))?\}|[+*?])\??/.exec(reader.source.slice(reader.at));
  if (!found) return 1;
  reader.at += found[0].length;
  return found[2] === undefined
    ? 1
    : Math.max(Number(found[2]), found[4] === '0' ? 0 : Math.min(1, Number(found[2]) + 1));
}
