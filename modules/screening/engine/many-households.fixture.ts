import type { Row, World } from '../fixtures.ts';
import { ITEM_CODES } from './items.ts';
import { household, item, member, worldOf } from './scenario.ts';

/** Households whose values wander over and around every threshold, with gaps; the same at every run. */
export function manyHouseholds(count: number, seed = 20261117): World {
  let state = seed;
  const next = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const one = <T>(...values: T[]) => values[next(values.length)] as T;
  const parts = Array.from({ length: count }, (_, i) => i + 1).flatMap((n) => {
    const usual = next(10) < 6;
    const wild: Row = {
      household_type: one('1', '2', null),
      monitoring_state: one('MONITORED', 'NOT_COVERED', null),
      work_cost_fen: one(0, 0, 500_000),
      wage_fen: one(2_000_000, 4_000_000, 9_000_000, null),
      self_pay_medical_fen: one(0, 1_000_000, 4_000_000, null),
      self_pay_education_fen: one(0, 2_000_000),
      last_year_per_capita_fen: one(900_000, 3_000_000, null),
      sharing_count: one(1, 3, 4),
      house_grade: one('A', 'B', 'C', 'D', null),
      sole_housing: one(true, false, null),
      safe_water: one(true, true, false, null),
      has_network: one(true, false, null),
      toilet_usable: one(true, false, null),
      loan_overdue_days: one(0, 0, 2, null),
    };
    const area = { area_code: `4402291${one('01', '02', '03')}2${one('01', '02', '05')}` };
    const person: Row = {
      health: one(['1'], ['2', '3'], ['4'], null),
      disability_grade: one(null, 1, 4),
      medical_insured: one(true, false, null),
      is_working: one(true, false, null),
      education: one('1', '2', '4', null),
      labour_ability: one('1', '3', '5', null),
    };
    const child: Row = {
      birth_date: one('2014-02-01', '2010-08-31', '2010-09-01'),
      student_status: one('8', '11', null),
      dropout_reason: one(null, null, '4', '1'),
      labour_ability: null,
    };
    return [
      household({ ...area, ...(usual ? {} : wild) }, n),
      member(usual ? {} : person, n),
      ...(usual && n % 3 > 0 ? [] : [member(child, n)]),
      ...(next(3) === 0 ? itemRows(n, one, next) : []),
    ];
  });
  return worldOf(...parts);
}

function itemRows(n: number, one: <T>(...values: T[]) => T, next: (n: number) => number) {
  const settled = () => ({
    kind: one('住院', '门诊特病', '普通门诊'),
    settled_on: one('2026-02-03', '2026-10-30', '2026-11-05', '2025-12-30'),
    self_pay_fen: next(2_200_000),
    insured: one('参保', '未参保'),
  });
  const all = {
    'YB-02': settled(),
    'MZ-01': {
      change: one('新增', '在享', '停发'),
      start_month: one('202611', '202401'),
      stop_month: one('202610', null),
    },
    'JY-01': {
      grade: one('8', '14', '22'),
      status: one('在读', '辍学'),
      year_cost_fen: one(null, 1_200_000),
      aid_fen: one(null, 100_000),
      status_on: '2026-09-05',
    },
    'CL-01': {
      category: one(4, 6),
      grade: one(1, 3),
      issued_on: one('2026-10-10', '2020-01-01'),
      status: one('有效', '注销'),
    },
    'ZJ-01': {
      grade: one('B', 'C', 'D'),
      assessed_on: one('2024-05-01', '2026-05-01'),
      sole_housing: one(true, null),
      exception: one(null, 1),
    },
    'SL-01': {
      outage_days: one(3, 40),
      fetch_minutes: one(null, 25),
      fetch_distance_m: one(null, 700, 900),
      fetch_height_m: one(null, 60, 90),
      quota_litre: one(null, 30.5),
      water_short: one(true, false, null),
      name_differs: one(true, false, null),
      quality: one('合格', '不合格', '未检'),
      recorded_on: '2026-10-01',
    },
    'GA-03': {
      kind: one('小型轿车', '摩托车'),
      price_fen: next(9_000_000),
      status: '正常',
      registered_on: '2021-01-01',
    },
    'SJ-01': { kind: one('有限公司', '个体工商户'), status: one('存续', '注销'), founded_on: '2020-01-01' },
  };
  return ITEM_CODES.filter(() => next(2) === 0).map((code) => item(code, all[code], n));
}
