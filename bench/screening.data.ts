import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ITEM_CODES, type ItemCode, itemRelation } from '@shouwang/modules/screening/engine/items.ts';
import type { DuckSession } from '@shouwang/platform/columnar/duck.ts';

/** Households a county, roughly a county of Guangdong. */
const COUNTY_SIZE = 100_000;

/** Day of the generated run. */
export const BENCH_DAY = '2026-11-17';

/** A number from 0 to n-1 out of the row number and a salt: the same on every machine, no random numbers. */
const pick = (salt: number, n: number, row = 'i') => `(hash(${row} * 1000 + ${salt}) % ${n})::bigint`;
const id = (block: string, row = 'i') =>
  `('0193' || printf('%04x', ${row} // 4096) || '-' || printf('%04x', ${row} % 4096) || '-${block}-8' || substr(md5(${row}::text || '${block}'), 1, 3) || '-' || substr(md5(${row}::text || '${block}'), 4, 12))::uuid`;
const county = `printf('%06d', 440200 + i // ${COUNTY_SIZE})`;
const area = `${county} || printf('%03d', 100 + ${pick(1, 12)}) || printf('%03d', 200 + ${pick(2, 18)})`;
const rare = (salt: number, per10k: number, yes: string, no: string) =>
  `case when ${pick(salt, 10_000)} < ${per10k} then ${yes} else ${no} end`;

function households(n: number): string {
  const yes = (salt: number, noPer10k: number) => rare(salt, noPer10k, 'false', 'true');
  return `select ${county} as county_code, ${id('7001')} as household_id, ${area} as area_code,
    ${rare(3, 2000, "'1'", "'2'")} as household_type, 4::integer as registered_count, 3::integer as resident_count,
    (1 + ${pick(4, 5)})::integer as sharing_count, false as is_relocated,
    ${rare(5, 60, "'MONITORED'", "'NOT_COVERED'")} as monitoring_state, null::integer as poverty_exit_year,
    ${rare(6, 4, "'C'", "'B'")} as house_grade, ${rare(7, 9000, 'true', 'false')} as sole_housing, null::text as safe_house_exception,
    ${rare(8, 40, 'null', yes(9, 6))} as safe_water, ${pick(10, 8)}::integer as water_outage_days,
    ${yes(11, 3)} as electricity, ${yes(12, 300)} as toilet_usable, ${yes(13, 100)} as road_paved, ${yes(14, 500)} as has_network,
    ${rare(25, 40, pick(26, 3_000_000), `6000000 + ${pick(15, 6_000_000)}`)} as wage_fen, (${pick(16, 2_000_000)}) as operating_fen, 120000::bigint as property_fen,
    ${pick(17, 900_000)} as transfer_fen, ${rare(18, 400, '360000', '0')}::bigint as dibao_fen, ${pick(19, 800_000)} as operating_expense_fen, 0::bigint as work_cost_fen,
    ${rare(20, 40, '4500000', pick(21, 300_000))}::bigint as self_pay_medical_fen, ${pick(22, 300_000)} as self_pay_education_fen, 0::bigint as self_pay_other_fen,
    0::bigint as estimated_fen, 6500000::bigint as absolute_fen,
    (1100000 + ${pick(23, 500_000)}) as last_year_per_capita_fen, ${rare(24, 15, '30', '0')}::integer as loan_overdue_days, date '2026-10-31' as income_as_of
    from range(${n}) t(i)`;
}

/** Three or four persons a household, 3.5 on average. */
function members(n: number): string {
  const p = 'i * 10 + k';
  const child = `${pick(31, 3, p)} = 0 and k > 1`;
  return `select ${county} as county_code, ${id('7001')} as household_id, ${id('7002', `(${p})`)} as member_id, ${id('7002', `(${p})`)} as person_key,
    ${area} as area_code, '1' as gender,
    case when ${child} then date '2011-01-01' + ${pick(32, 2500, p)}::integer else date '1950-01-01' + ${pick(33, 18_000, p)}::integer end as birth_date,
    true as is_resident, true as shares_income, case when ${child} then '8' end as student_status,
    case when not (${child}) then (2 + ${pick(34, 4, p)})::text end as education, null::text as dropout_reason,
    case when ${pick(35, 1000, p)} < 4 then ['3'] when ${pick(35, 1000, p)} < 60 then ['2'] else ['1'] end as health,
    null::integer as disability_category, null::integer as disability_grade, case when ${child} then '5' else '1' end as labour_ability,
    case when ${pick(36, 10_000, p)} < 4 then false else true end as medical_insured, not (${child}) as is_working, 9.5::double as work_months
    from range(${n}) t(i), range(4) u(k) where k < 3 + i % 2`;
}

/** Rows of an item: how many a household (in hundredths), and the columns. */
const ITEMS: Record<ItemCode, { per100: number; columns: string }> = {
  'YB-02': {
    per100: 300,
    columns: `date '2026-01-01' + ${pick(41, 320, 'r')}::integer as settled_on,
      case ${pick(42, 10, 'r')} when 0 then '住院' when 1 then '门诊特病' else '普通门诊' end as kind,
      300000::bigint as total_fen, 200000::bigint as fund_fen, 0::bigint as critical_fen, 0::bigint as aid_fen,
      case when ${pick(42, 10, 'r')} = 0 then ${pick(43, 300_000, 'r')} * case when ${pick(44, 1000, 'r')} < 4 then 6 else 1 end else ${pick(45, 12_000, 'r')} * case when ${pick(44, 1000, 'r')} < 2 then 8 else 1 end end as self_pay_fen,
      '参保' as insured, md5('d' || r)::uuid as document_key`,
  },
  'MZ-01': {
    per100: 15,
    columns: `'农村低保' as dibao_kind, case when ${pick(46, 1000, 'r')} < 8 then '新增' else '在享' end as change,
      case when ${pick(46, 1000, 'r')} < 8 then '202611' else '202401' end as start_month, null::text as stop_month, 36000::bigint as monthly_fen, 2::integer as persons`,
  },
  'JY-01': {
    per100: 80,
    columns: `(3 + ${pick(47, 20, 'r')})::text as grade, case when ${pick(48, 10_000, 'r')} < 3 then '辍学' else '在读' end as status,
      ${pick(49, 1_010_000, 'r')} as year_cost_fen, 0::bigint as aid_fen, date '2026-09-01' as status_on`,
  },
  'CL-01': {
    per100: 25,
    columns: `(1 + ${pick(50, 7, 'r')})::integer as category, (1 + ${pick(51, 4, 'r')})::integer as grade,
      date '2010-01-01' + ${pick(52, 6160, 'r')}::integer as issued_on, '有效' as status`,
  },
  'ZJ-01': {
    per100: 100,
    columns: `case when ${pick(53, 10_000, 'r')} < 8 then 'C' else 'B' end as grade, date '2025-06-01' as assessed_on, true as sole_housing, 110.0::double as area_m2, null::integer as exception`,
  },
  'SL-01': {
    per100: 100,
    columns: `'1' as source, case when ${pick(54, 10_000, 'r')} < 6 then 40 else ${pick(55, 20, 'r')} end::integer as outage_days, null::integer as fetch_minutes,
      null::integer as fetch_distance_m, null::integer as fetch_height_m, false as water_short, 60.0::double as quota_litre, case when ${pick(56, 3, 'r')} = 0 then '未检' else '合格' end as quality, date '2026-10-20' as recorded_on`,
  },
  'GA-03': {
    per100: 50,
    columns: `case when ${pick(57, 3, 'r')} = 0 then '小型轿车' else '摩托车' end as kind, 1000000 + ${pick(58, 9_000_000, 'r')} as price_fen, date '2020-05-01' as registered_on, '正常' as status`,
  },
  'SJ-01': {
    per100: 20,
    columns: `case when ${pick(59, 20, 'r')} = 0 then '有限公司' else '个体工商户' end as kind, 5000000::bigint as capital_fen, date '2019-03-01' as founded_on, '存续' as status, '经营者' as role`,
  },
};

function itemRows(item: ItemCode, n: number): string {
  const { per100, columns } = ITEMS[item];
  const salt = ITEM_CODES.indexOf(item);
  return `select '01930000-0000-7003-8000-00000000000${salt}'::uuid as batch_id, r::integer as row_no, ${county} as county_code,
    ${id('7002', '(i * 10)')} as person_key, ${id('7001')} as household_id, ${id('7002', '(i * 10 + 2)')} as member_id, false as name_differs, ${columns}
    from (select r, ${pick(60 + salt, n, 'r')} as i from range(${Math.round((n * per100) / 100)}) t(r))`;
}

/** Months of the year of which settlements have been delivered: a file each. */
const MONTHS = Array.from({ length: 11 }, (_, i) => i + 1);
/** Every so many settlements come again in the file of the next month. */
const AGAIN = 100;
const monthly = (item: ItemCode, month: number) => `${itemRelation(item)}-${String(month).padStart(2, '0')}`;

/** Names of the files of an item. */
function filesOf(item: ItemCode): string[] {
  return item === 'YB-02' ? MONTHS.map((month) => monthly(item, month)) : [itemRelation(item)];
}

/** The settlements of a month, and those of the month before that come again. */
function monthRows(month: number): string {
  const batch = `01930000-0000-7003-8000-0000000${String(month).padStart(2, '0')}000`;
  return `select * replace ('${batch}'::uuid as batch_id), '2026${String(month).padStart(2, '0')}' as period from bench_settled
    where month(settled_on) = ${month} or (month(settled_on) = ${month - 1} and row_no % ${AGAIN} = 0)`;
}

/** Files of the generated province. */
export function benchFiles(dir: string) {
  const items = Object.fromEntries(
    ITEM_CODES.map((item) => [item, filesOf(item).map((name) => join(dir, `${name}.parquet`))]),
  );
  return { households: [join(dir, 'household.parquet')], members: [join(dir, 'member.parquet')], items };
}

/** Writes a made-up province of `n` households as parquet; every row follows from its number. Returns the rows written. */
export async function writeProvince(db: DuckSession, dir: string, n: number): Promise<number> {
  mkdirSync(dir, { recursive: true });
  const write = async (name: string, select: string) => {
    const file = join(dir, `${name}.parquet`);
    await db.run(
      `copy (${select} order by household_id) to '${file}' (format parquet, compression zstd, row_group_size 50000)`,
    );
    const [count] = await db.rows<{ n: number }>(`select count(*) as n from read_parquet('${file}')`);
    return count?.n ?? 0;
  };
  let rows = await write('household', households(n));
  rows += await write('member', members(n));
  await db.run(`create or replace temporary table bench_settled as ${itemRows('YB-02', n)}`);
  for (const month of MONTHS) rows += await write(monthly('YB-02', month), monthRows(month));
  await db.run('drop table bench_settled');
  for (const item of ITEM_CODES) if (item !== 'YB-02') rows += await write(itemRelation(item), itemRows(item, n));
  return rows;
}
