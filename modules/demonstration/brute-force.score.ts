import { ownersOf, rowsOf, type Table } from './brute-force.ts';
import type { DemoHousehold, DemoMember } from './contract.ts';
import type { ItemCode } from './department-items.ts';
import { netIncomeFen, selfPayFen } from './income.ts';

/**
 * A second, plain count of the twelve indicators of the default set (screening rules, section 5), written without the
 * screening engine. An answer is true, false, or null for "not known"; null is never taken for false.
 */
type Answer = boolean | null;

/** What an office says about a member of the household in a row that was accepted. */
export type FileRow = { item: ItemCode; memberIndex: number; read: (header: string) => string };

/** Month of the files and the monitoring line in fen; the month is looked at on its last day. */
export type ScoreFrame = { month: string; lineFen: number };

/** A household whose score reaches the cutoff. */
export type Multidimensional = { householdNo: string; score: number };

/** Hundredths of the whole weight. */
const WEIGHTS = [15, 10, 15, 10, 15, 10, 6, 6, 5, 3, 3, 2] as const;
const LEAST_KNOWN = 60;
const CUTOFF = 0.33;
const TOLERANCE = 1e-9;

/** Share of the known weight in which the household is deprived; null when less than 0.6 of the weight is known. */
export function multidimensionalScore(
  household: DemoHousehold,
  rows: readonly FileRow[],
  frame: ScoreFrame,
): number | null {
  const answers = [
    ...money(household, frame.lineFen),
    isSomebodyAbsent(household.members, rows, frame.month),
    isPoorlySchooled(household.members),
    isSomebodyIll(household.members, rows),
    isSomebodyUninsured(household.members, rows),
    isHouseUnsafe(household.living, rows),
    not(household.living.safeWater),
    isNobodyWorking(household.members),
    areFacilitiesLacking(household.living),
    isBurdened(household.members),
    household.loanOverdueDays === null ? null : household.loanOverdueDays >= 1,
  ];
  let deprived = 0;
  let known = 0;
  for (const [i, answer] of answers.entries()) {
    const weight = WEIGHTS[i] ?? 0;
    if (answer !== null) known += weight;
    if (answer === true) deprived += weight;
  }
  return known >= LEAST_KNOWN ? deprived / known : null;
}

/** Whether a score makes the household poor in the sense of the scheme. */
export function isMultidimensionallyPoor(score: number | null): score is number {
  return score !== null && score >= CUTOFF - TOLERANCE;
}

/** All poor households of a county with these files, in the order of their numbers. `skip` holds the rejected rows. */
export function bruteForceScores(
  households: readonly DemoHousehold[],
  tables: readonly Table[],
  { skip, ...frame }: ScoreFrame & { skip: ReadonlySet<string> },
): Multidimensional[] {
  const owners = ownersOf(households);
  const heard = new Map<DemoHousehold, FileRow[]>();
  for (const table of tables)
    for (const { owner, read } of rowsOf(table, owners, skip)) {
      const rows = heard.get(owner.household) ?? [];
      rows.push({ item: table.item, memberIndex: owner.household.members.indexOf(owner.member), read });
      heard.set(owner.household, rows);
    }
  return households.flatMap((household) => {
    const score = multidimensionalScore(household, heard.get(household) ?? [], frame);
    return isMultidimensionallyPoor(score) ? [{ householdNo: household.householdNo, score }] : [];
  });
}

const not = (value: boolean | null): Answer => (value === null ? null : !value);

/** Yes when one says yes; no only when nobody is unknown. */
function anyOf(answers: Iterable<Answer>): Answer {
  let unknown = false;
  for (const answer of answers) {
    if (answer === true) return true;
    if (answer === null) unknown = true;
  }
  return unknown ? null : false;
}

/** Income a head below the line, and self-payment of 40 per cent of the net income or more. */
function money({ incomeItems, sharingCount }: DemoHousehold, lineFen: number): [Answer, Answer] {
  if (incomeItems.length === 0) return [null, null];
  const net = netIncomeFen(incomeItems);
  const paid = selfPayFen(incomeItems);
  return [sharingCount > 0 ? net < lineFen * sharingCount : null, net > 0 ? paid / net >= 0.4 : paid > 0];
}

function isSomebodyAbsent(members: readonly DemoMember[], rows: readonly FileRow[], month: string): Answer {
  const school = rows.filter(({ item }) => item === 'JY-01');
  return anyOf(
    members.map((member, i) => {
      if (!isOfCompulsoryAge(member, month)) return false;
      return not(
        isAtSchool(
          member,
          school.filter(({ memberIndex }) => memberIndex === i),
        ),
      );
    }),
  );
}

/** Six to fifteen full years on 31 August of the school year of the month; sixteen in the ninth grade. */
function isOfCompulsoryAge(member: Pick<DemoMember, 'birthDate' | 'studentStatus'>, month: string): boolean {
  const year = Number(month.slice(0, 4)) - (Number(month.slice(4)) >= 9 ? 0 : 1);
  const born = (years: number) => `${year - years}-08-31`;
  if (member.birthDate > born(6)) return false;
  return member.birthDate > born(member.studentStatus === '11' ? 17 : 16);
}

/** The latest word of the office, of two on one day the graver; else the reason that the registry has, else the grade. */
function isAtSchool(member: DemoMember, rows: readonly FileRow[]): Answer {
  const gravity = ['在读', '休学', '辍学'];
  const words = rows.map(({ read }) => `${read('状态日期')} ${gravity.indexOf(read('学籍状态'))}`).sort();
  const last = Number(words.at(-1)?.split(' ')[1] ?? -1);
  if (last >= 0) return last < 2;
  if (member.dropoutReason !== null) return !['4', '5', '9'].includes(member.dropoutReason);
  return member.studentStatus === null ? null : true;
}

const isAble = (member: DemoMember) => ['1', '2', '3'].includes(member.labourAbility);

/** Nobody who works for the household went further than primary school. */
function isPoorlySchooled(members: readonly DemoMember[]): Answer {
  const able = members.filter(isAble);
  if (able.length === 0) return false;
  const left = able.filter(({ studentStatus }) => studentStatus === null);
  if (left.length === 0 || left.some(({ education }) => education === null)) return null;
  return left.every(({ education }) => Number(education) <= 2);
}

function isSomebodyIll(members: readonly DemoMember[], rows: readonly FileRow[]): Answer {
  const cards = rows.filter(({ item }) => item === 'CL-01');
  if (cards.some(({ read }) => read('证件状态') === '有效' && Number(read('残疾等级')) <= 2)) return true;
  return anyOf(
    members.flatMap(({ health, disabilityGrade }) => [
      health.includes('3'),
      disabilityGrade !== null ? disabilityGrade <= 2 : health.includes('4') ? null : false,
    ]),
  );
}

function isSomebodyUninsured(members: readonly DemoMember[], rows: readonly FileRow[]): Answer {
  if (rows.some(({ item, read }) => item === 'YB-02' && read('参保状态') === '未参保')) return true;
  return anyOf(members.map(({ medicalInsured }) => not(medicalInsured)));
}

/** The latest assessment goes before the registry. */
function isHouseUnsafe(living: DemoHousehold['living'], rows: readonly FileRow[]): Answer {
  const assessed = rows.filter(({ item }) => item === 'ZJ-01');
  if (assessed.length > 0) {
    const days = assessed.map(({ read }) => read('鉴定日期')).sort();
    const latest = assessed.filter(({ read }) => read('鉴定日期') === days.at(-1));
    return latest.some(
      ({ read }) => /[CD]/.test(read('鉴定等级')) && read('是否唯一住房') === '是' && read('另有安全住房情形') === '',
    );
  }
  if (living.safeHouseException !== null || /[AB]/.test(living.houseGrade ?? '')) return false;
  return living.houseGrade === null ? null : living.soleHousing;
}

function isNobodyWorking(members: readonly DemoMember[]): Answer {
  const able = members.filter(isAble);
  return able.length === 0 ? false : not(anyOf(able.map(({ isWorking }) => isWorking)));
}

/** Two or more of power, paved road, usable toilet and network are lacking. */
function areFacilitiesLacking(living: DemoHousehold['living']): Answer {
  const found = [living.electricity, living.roadPaved, living.toiletUsable, living.hasNetwork];
  const lacking = found.filter((has) => has === false).length;
  const unknown = found.filter((has) => has === null).length;
  if (lacking >= 2) return true;
  return lacking + unknown >= 2 ? null : false;
}

/** Nobody can work, or two or more depend on each who can. */
function isBurdened(members: readonly DemoMember[]): Answer {
  const able = members.filter(isAble).length;
  return able === 0 || members.length - able >= 2 * able;
}
