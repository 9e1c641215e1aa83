import type { Area, AreaLevel, ScopeRange } from './contract.ts';

/** Columns of the division file in their order. */
export const DIVISION_COLUMNS = ['code', 'name', 'level', 'parent', 'pinyin', 'initials'] as const;

const LENGTHS: readonly number[] = [2, 4, 6, 9, 12];

/** Whether the text is a code of 2, 4, 6, 9 or 12 digits; says nothing about whether such a division exists. */
export function isAreaCode(code: string): boolean {
  return /^\d+$/.test(code) && LENGTHS.includes(code.length);
}

/** Level 1-5 from the length of the code. Throws a RangeError for any other text, since no level can be meant. */
export function levelOf(code: string): AreaLevel {
  const at = isAreaCode(code) ? LENGTHS.indexOf(code.length) : -1;
  if (at < 0) throw new RangeError(`not an area code: ${code}`);
  return (at + 1) as AreaLevel;
}

/** Code of the division above; null for a province. The tree follows from the digits alone. */
export function parentOf(code: string): string | null {
  const level = levelOf(code);
  return level === 1 ? null : code.slice(0, LENGTHS[level - 2]);
}

/** All codes from the province down to this one, this one included: 440229100 gives 44, 4402, 440229, 440229100. */
export function pathOf(code: string): string[] {
  return LENGTHS.slice(0, levelOf(code)).map((length) => code.slice(0, length));
}

/** The county (six digits) that a county, town or village belongs to; null for a city or a province. */
export function countyOf(code: string): string | null {
  return levelOf(code) >= 3 ? code.slice(0, 6) : null;
}

/**
 * Range [lo, hi) that holds this division and everything below it in byte order: ':' is the character after '9', so
 * `lo <= area_code AND area_code < hi` is the whole subtree and an index scan on a `collate "C"` column.
 */
export function scopeRange(code: string): ScopeRange {
  levelOf(code);
  return { lo: code, hi: `${code}:` };
}

/** Whether `code` is the division `scope` or lies below it. */
export function isWithin(code: string, scope: string): boolean {
  const { lo, hi } = scopeRange(scope);
  levelOf(code);
  return code >= lo && code < hi;
}

/**
 * Pseudo divisions that the national list needs for its digits only: 4690 stands above the counties that Hainan
 * governs directly. Show their children as if they stood one level higher.
 */
export function isPseudo(code: string): boolean {
  return /^\d{2}90$/.test(code);
}

/** Cities without districts (东莞 441900, 中山 442000, 儋州 460400): the county row repeats the city row. */
export function isCityCounty(code: string): boolean {
  return /^\d{4}00$/.test(code);
}

/** The tails are written as they stand in the source, slips of the pen included (居委会会, 居居委会, 居委委员会). */
const COMMUNITY = /(?:居民区)?社区(?:居居?民?(?:委员?会?|委会会|委委员会)|委员会)?$/u;
const VILLAGERS = /村民?委员?会?$/u;
const RESIDENTS = /居民?委员?会$/u;

/**
 * Short name of a division for narrow places. The committee's tail goes, the place stays: 长塘村委会 and 长塘村民委员会
 * become 长塘村, 东塘社区居民委员会 becomes 东塘社区, 福宁居委会 becomes 福宁居委. A stem that already ends in 村 is not
 * doubled (南村村委会 becomes 南村). Other names (towns, farms, 渔委会) stay as they are.
 */
export function shortName(name: string): string {
  if (COMMUNITY.test(name)) return withTail(name.replace(COMMUNITY, ''), '社区', name);
  if (VILLAGERS.test(name)) return withTail(name.replace(VILLAGERS, ''), '村', name);
  if (RESIDENTS.test(name)) return withTail(name.replace(RESIDENTS, ''), '居委', name);
  return name.replace(/虚拟生活区$/u, '生活区');
}

function withTail(stem: string, tail: string, whole: string): string {
  if (stem === '') return whole;
  return stem.endsWith(tail) ? stem : `${stem}${tail}`;
}

/** Reads the text of the division file (with its header line). Throws when a line does not have the six columns. */
export function parseDivisions(text: string): Area[] {
  const lines = text.split('\n');
  const areas: Area[] = [];
  for (let i = 1; i < lines.length; i += 1) {
    const line = lines[i];
    if (line) areas.push(parseDivision(line));
  }
  return areas;
}

function parseDivision(line: string): Area {
  const [code, name, level, parent, pinyin, initials] = line.split('\t');
  if (!code || !name || initials === undefined || pinyin === undefined || Number(level) !== levelOf(code)) {
    throw new RangeError(`not a division: ${line}`);
  }
  return { code, name, shortName: shortName(name), level: levelOf(code), parentCode: parent || null, pinyin, initials };
}

/**
 * Whether a division answers a search: the name contains the words, the sound or the first letters begin with them,
 * or the code begins with the digits. Sounds are compared without spaces and capitals.
 */
export function matchesSearch(area: Area, words: string): boolean {
  const wanted = words.trim().toLowerCase().replace(/[\s']/g, '');
  if (wanted === '') return false;
  if (/^\d+$/.test(wanted)) return area.code.startsWith(wanted) || area.name.includes(wanted);
  if (/^[a-z0-9]+$/.test(wanted)) return area.initials.startsWith(wanted) || area.pinyin.startsWith(wanted);
  return area.name.includes(wanted) || area.shortName.includes(wanted);
}
