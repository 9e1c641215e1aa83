import { addMonths } from './calendar.ts';
import type { DemoHousehold, DemoMember, ExpectedCode } from './contract.ts';
import { ITEM_CODES, ITEMS, type ItemCode } from './department-items.ts';
import { isIdNumber } from './id-numbers.ts';
import { netIncomeFen, selfPayFen } from './income.ts';

/**
 * A second, plain reading of the files and of the thresholds of the screening rules, written without the plants. It is
 * the measure against which the ledger is tested, and it may serve as the measure for a screening engine too.
 */
export type Finding = { householdNo: string; code: ExpectedCode };

/** One parsed file: rows by header name, in file order. */
export type Table = { item: ItemCode; header: string[]; rows: string[][] };

/** Splits CSV text with quotes into a header and rows. */
export function parseCsv(item: ItemCode, text: string): Table {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const [header = [], ...rows] = lines.filter((line) => line !== '').map(splitLine);
  return { item, header, rows };
}

function splitLine(line: string): string[] {
  const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu);
  return Array.from(cells, (match) => (match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"')));
}

/** ID number as the registry writes it: half width, no spaces, capital X, eighteen characters. */
export function canonicalId(written: string): string {
  const id = written.normalize('NFKC').trim().toUpperCase();
  if (!/^\d{15}$/.test(id)) return id;
  const first17 = `${id.slice(0, 6)}19${id.slice(6)}`;
  return [...'0123456789X'].map((last) => first17 + last).find(isIdNumber) ?? id;
}

export type Owner = { household: DemoHousehold; member: DemoMember };
type Read = (column: string) => string;
type Seen = { owner: Owner; read: Read };

const fen = (text: string) => Math.round(Number(text) * 100);

/** Every hit that files and registry justify, each household and code once. `skip` holds the rows that were rejected. */
export function bruteForce(
  households: readonly DemoHousehold[],
  tables: readonly Table[],
  options: { skip: ReadonlySet<string>; month: string; lineFen: number },
): Finding[] {
  const owners = ownersOf(households);
  const found = new Set<string>();
  const add = ({ householdNo }: DemoHousehold, codes: readonly ExpectedCode[]) => {
    for (const code of codes) found.add(`${householdNo} ${code}`);
  };
  for (const household of households) add(household, registryHits(household, options));
  for (const table of tables) {
    const seen = rowsOf(table, owners, options.skip);
    for (const { owner, read } of seen) add(owner.household, rowHits(table.item, owner, read, options.month));
    if (table.item === 'YB-02') for (const [household, code] of medicalSums(seen)) add(household, [code]);
  }
  return [...found].sort().map((key) => {
    const [householdNo = '', code = ''] = key.split(' ');
    return { householdNo, code: code as ExpectedCode };
  });
}

/** Everybody of the county by ID number. */
export function ownersOf(households: readonly DemoHousehold[]): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const household of households)
    for (const member of household.members) owners.set(member.idNumber, { household, member });
  return owners;
}

/** Accepted rows of a file about people of the county. */
export function rowsOf(table: Table, owners: ReadonlyMap<string, Owner>, skip: ReadonlySet<string>): Seen[] {
  const position = new Map(table.header.map((name, i) => [name, i]));
  return table.rows.flatMap((row, i) => {
    const owner = owners.get(canonicalId(row[0] ?? ''));
    if (!owner || skip.has(`${table.item} ${i + 1}`)) return [];
    return [{ owner, read: (column: string) => row[position.get(column) ?? -1] ?? '' }];
  });
}

function registryHits(
  household: DemoHousehold,
  { month, lineFen }: { month: string; lineFen: number },
): ExpectedCode[] {
  const net = netIncomeFen(household.incomeItems);
  const perCapita = net / household.sharingCount;
  const last = household.lastYearPerCapitaFen;
  const { living, members } = household;
  const poor = perCapita < lineFen * 1.1 || (last !== null && 1 - perCapita / last >= 0.3);
  const tests: Array<[ExpectedCode, boolean]> = [
    ['PLT-1', poor || selfPayFen(household.incomeItems) >= net * 0.4],
    ['FIN-1', (household.loanOverdueDays ?? 0) >= 1],
    ['WAT-1', living.safeWater === false || (living.waterOutageDays ?? 0) > 36 || (living.waterFetchMinutes ?? 0) > 20],
    [
      'HOU-1',
      /[CD]/.test(living.houseGrade ?? '') && living.soleHousing !== false && living.safeHouseException === null,
    ],
    ['MED-5', household.householdType === '1' && members.some((member) => member.medicalInsured === false)],
    ['EDU-2', members.some((member) => isAbsent(member, month))],
  ];
  return tests.flatMap(([code, hit]) => (hit ? [code] : []));
}

/** Of compulsory age (full years on 31 August), not at school, and for no good reason: weary of it, needed at home, other. */
function isAbsent(member: DemoMember, month: string): boolean {
  // From September on the school year is that of the year; the month is looked at on its last day.
  const year = Number(month.slice(0, 4)) - (Number(month.slice(4)) >= 9 ? 0 : 1);
  const compulsory = member.birthDate <= `${year - 6}-08-31` && member.birthDate > `${year - 16}-08-31`;
  return compulsory && member.studentStatus === null && /[459]/.test(member.dropoutReason ?? '');
}

/** Hits of one row alone; sums over several rows are `medicalSums`. */
function rowHits(item: ItemCode, owner: Owner, read: Read, month: string): ExpectedCode[] {
  const hits: Record<ItemCode, () => Array<[ExpectedCode, boolean]>> = {
    'YB-02': () => [
      ['MED-3', read('结算类别') === '住院' && fen(read('个人自付')) > 1_000_000],
      ['MED-5', owner.household.householdType === '1' && read('参保状态') === '未参保'],
    ],
    'MZ-01': () => [['CIV-1', read('变动类型') !== '在享']],
    'JY-01': () => schoolHits(owner, read),
    'CL-01': () => [['DIS-1', isNewSevereCard(read, month)]],
    'ZJ-01': () => [['HOU-1', isUnsafeHouse(read)]],
    'SL-01': () => [['WAT-1', isUnsafeWater(read)]],
    'GA-03': () => [['N2', isCostlyVehicle(read)]],
    'SJ-01': () => [['N6', read('主体类型') === '有限公司' && read('登记状态') === '存续']],
  };
  return hits[item]().flatMap(([code, hit]) => (hit ? [code] : []));
}

function schoolHits(owner: Owner, read: Read): Array<[ExpectedCode, boolean]> {
  const grade = Number(read('学段年级'));
  const burden = fen(read('学年自付费用') || '0') - fen(read('资助金额') || '0');
  const compulsory = grade >= 3 && grade <= 11 && owner.member.labourAbility === '5';
  return [
    ['EDU-1', grade >= 12 && burden > 1_000_000],
    ['EDU-2', compulsory && read('学籍状态') === '辍学'],
  ];
}

function isNewSevereCard(read: Read, month: string): boolean {
  const issued = read('发证日期').slice(0, 7).replace('-', '');
  const grade = Number(read('残疾等级'));
  const severe = grade <= 2 || read('残疾类别') === '5' || read('残疾类别') === '6';
  return severe && issued > addMonths(month, -12) && read('证件状态') === '有效';
}

function isUnsafeHouse(read: Read): boolean {
  return /[CD]/.test(read('鉴定等级')) && read('是否唯一住房') === '是' && read('另有安全住房情形') === '';
}

const WAYS = ['单次取水时间(分钟)', '取水水平距离(米)', '取水垂直高差(米)'];

/** Fetching is as long, as far or as high as is allowed by one measure that is said: that is enough. Water is short where the office says so. */
function isUnsafeWater(read: Read): boolean {
  const ways = [
    Number(read('单次取水时间(分钟)')) / 20,
    Number(read('取水水平距离(米)')) / 800,
    Number(read('取水垂直高差(米)')) / 80,
  ];
  const said = ways.filter((_, i) => read(WAYS[i] ?? '') !== '');
  if (said.length > 0 && Math.min(...said) > 1) return true;
  const least = read('是否缺水地区') === '是' ? 20 : 35;
  return (
    Number(read('本年停水天数')) > 36 || Number(read('人均水量(升/日)') || '99') < least || read('水质') === '不合格'
  );
}

function isCostlyVehicle(read: Read): boolean {
  const exempt = ['摩托车', '农用车', '残疾人专用车'].includes(read('车辆类型'));
  return !exempt && read('车辆状态') === '正常' && fen(read('购置价')) >= 3_000_000;
}

/** MED-1 and MED-2 on sums of a whole household, the strictest reading of "cumulative". */
function medicalSums(seen: readonly Seen[]): Array<[DemoHousehold, ExpectedCode]> {
  const inpatient = new Map<DemoHousehold, number>();
  const outpatient = new Map<DemoHousehold, number>();
  for (const { owner, read } of seen) {
    const sums = read('结算类别') === '住院' ? inpatient : outpatient;
    sums.set(owner.household, (sums.get(owner.household) ?? 0) + fen(read('个人自付')));
  }
  const line = (household: DemoHousehold) => (household.householdType === '1' ? 500_000 : 2_000_000);
  const hits: Array<[DemoHousehold, ExpectedCode]> = [];
  for (const [household, sum] of inpatient) if (sum >= line(household)) hits.push([household, 'MED-1']);
  for (const [household, sum] of outpatient) if (sum >= 50_000) hits.push([household, 'MED-2']);
  return hits;
}

/** All item codes that have a table, for callers that read a folder. */
export function tablesOf(files: ReadonlyArray<{ item: ItemCode; text: string }>): Table[] {
  return ITEM_CODES.flatMap((item) => {
    const file = files.find((candidate) => candidate.item === item);
    return file ? [parseCsv(item, file.text)] : [];
  });
}

/** Text of a file's bytes in the encoding of its item. */
export function textOf(item: ItemCode, content: Buffer, decode: (content: Buffer, encoding: string) => string): string {
  return ITEMS[item].encoding === 'gb18030' ? decode(content, 'gb18030') : content.toString('utf8');
}
