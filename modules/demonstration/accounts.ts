import type { Area } from '../areas/contract.ts';
import { isWithin, pathOf } from '../areas/rules.ts';
import { OFFICES, type OfficeCode } from '../staff/contract.departments.ts';
import { drawGiven, drawSurname } from './names.ts';
import { phoneOf } from './people.ts';
import { hashText, mix, Prng } from './prng.ts';

/** An account of the demonstration: who signs in, as what, and where. It holds no secret; the loader allots passwords. */
export type DemoAccount = {
  loginName: string;
  name: string;
  phone: string;
  /** Table `role`. */
  role: string;
  areaCode: string;
  /** Table `department`; only for data officers of the county's departments. */
  departmentCode: string | null;
  /** What the person is, in Chinese, for the sign-in page of the demonstration. */
  title: string;
  /** Further posts that the person holds: the same role in another place. */
  also: { areaCode: string; title: string }[];
};

type Post = Pick<DemoAccount, 'role' | 'areaCode' | 'title'> & { login: string; departmentCode?: string };

/** The last two send no files: what households consented to is asked of them one by one. */
const DEPARTMENTS = ['YB', 'MZ', 'JY', 'CL', 'ZJ', 'SL', 'GA', 'SJ', 'ZR', 'CZ'] as const satisfies OfficeCode[];

/** Towns whose villages get their own accounts: the first three of the list. */
const TOWNS_WITH_VILLAGES = 3;
/** Telephone serials of accounts begin here, behind those of the households. */
const PHONE_SERIAL = 50_000_000;

/** Accounts of a demonstration county, from the province down to the villages of three towns; the same seed, the same people. */
export function demonstrationAccounts(areas: readonly Area[], countyCode: string, seed: number): DemoAccount[] {
  const names = new Map(areas.map((area) => [area.code, area]));
  const inside = areas.filter((area) => isWithin(area.code, countyCode));
  const towns = inside.filter((area) => area.level === 4);
  const chosen = towns.slice(0, TOWNS_WITH_VILLAGES);
  const posts = [
    ...upperPosts(names, countyCode),
    ...towns.flatMap(townPosts),
    ...chosen.flatMap((town) =>
      inside
        .filter((area) => area.level === 5 && isWithin(area.code, town.code))
        .flatMap((village) => villagePosts(town, village)),
    ),
  ];
  const logins = new Map<string, number>();
  return withSecondPost(
    posts.map((post, i) => toAccount({ post, loginName: unique(logins, post.login), serial: PHONE_SERIAL + i, seed })),
  );
}

/** One first secretary looks after the next village too, so that changing one's post can be tried. */
function withSecondPost(accounts: DemoAccount[]): DemoAccount[] {
  const [one, next] = accounts.filter(({ role }) => role === 'FIRST_SECRETARY');
  if (one && next) one.also = [{ areaCode: next.areaCode, title: `${next.title}（兼）` }];
  return accounts;
}

function upperPosts(names: ReadonlyMap<string, Area>, countyCode: string): Post[] {
  const [province = '', city = '', county = ''] = pathOf(countyCode);
  const called = (code: string) => names.get(code)?.name ?? code;
  return [
    { role: 'PROV_LEAD', areaCode: province, title: `${called(province)}主管`, login: 'sheng.zhuguan' },
    { role: 'PROV_OPS', areaCode: province, title: `${called(province)}平台运维`, login: 'sheng.yunwei' },
    { role: 'AUDITOR', areaCode: province, title: `${called(province)}审计督查`, login: 'sheng.shenji' },
    { role: 'CITY_LEAD', areaCode: city, title: `${called(city)}主管`, login: 'shi.zhuguan' },
    { role: 'COUNTY_LEAD', areaCode: county, title: `${called(county)}主管`, login: 'xian.zhuguan' },
    { role: 'COUNTY_APPROVER', areaCode: county, title: `${called(county)}审定`, login: 'xian.shending' },
    { role: 'COUNTY_APPROVER', areaCode: county, title: `${called(county)}第二审定`, login: 'xian.fushen' },
    ...DEPARTMENTS.map((departmentCode) => ({
      role: 'COUNTY_DEPT',
      areaCode: county,
      departmentCode,
      title: `${called(county)}${OFFICES[departmentCode].name}数据专员`,
      login: `xian.${departmentCode.toLowerCase()}`,
    })),
  ];
}

const stem = (area: Area) => area.pinyin.replace(/(zhen|jiedao|xiang|cun|shequ|juwei)$/, '');

/** Two reviewers in every town, as two approvers in the county: whoever decided does not review the objection against it. */
function townPosts(town: Area): Post[] {
  const at = { areaCode: town.code };
  return [
    { ...at, role: 'TOWN_REVIEWER', title: `${town.name}审核员`, login: `${stem(town)}.shenhe` },
    { ...at, role: 'TOWN_REVIEWER', title: `${town.name}第二审核员`, login: `${stem(town)}.fuhe` },
    { ...at, role: 'TOWN_WINDOW', title: `${town.name}一门受理窗口`, login: `${stem(town)}.chuangkou` },
  ];
}

function villagePosts(town: Area, village: Area): Post[] {
  const at = { areaCode: village.code };
  const login = `${stem(town)}.${stem(village)}`;
  const place = `${town.name}${village.shortName}`;
  return [
    { ...at, role: 'VILLAGE_CADRE', title: `${place}两委干部`, login: `${login}.ganbu` },
    { ...at, role: 'VILLAGE_CLERK', title: `${place}信息员`, login: `${login}.xinxi` },
    { ...at, role: 'FIRST_SECRETARY', title: `${place}驻村第一书记`, login: `${login}.shuji` },
  ];
}

/** Two places of the same sound get a number behind the second one. */
function unique(taken: Map<string, number>, login: string): string {
  const count = (taken.get(login) ?? 0) + 1;
  taken.set(login, count);
  return count === 1 ? login : `${login}${count}`;
}

type Made = { post: Post; loginName: string; serial: number; seed: number };

function toAccount({ post, loginName, serial, seed }: Made): DemoAccount {
  const prng = new Prng(mix(seed, 0xacc), hashText(`${post.role}${post.areaCode}${post.login}`));
  const gender = prng.chance(0.6) ? '1' : '2';
  const surname = drawSurname(prng);
  const given = drawGiven(prng, { gender, birthYear: prng.between(1968, 1999) }, null);
  return {
    loginName,
    name: surname.text + given.text,
    phone: phoneOf(serial),
    role: post.role,
    areaCode: post.areaCode,
    departmentCode: post.departmentCode ?? null,
    title: post.title,
    also: [],
  };
}
