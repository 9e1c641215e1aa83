import { describe, expect, it } from 'vitest';
import { DROPOUT_REASON } from '../../registry/codes.ts';
import type { Living, Member } from '../../registry/contract.ts';
import { guaranteesOf } from '../../registry/rules.ts';
import { wengyuanPack } from './pack.fixture.ts';
import {
  AS_OF,
  given,
  hit,
  household,
  item,
  level,
  member,
  screened,
  stable,
  traced,
  undecidedBy,
} from './scenario.ts';

const pack = await wengyuanPack();
const PUPIL = {
  birthDate: '2014-03-01',
  studentStatus: null,
  medicalInsured: true,
  memberStatus: 'current',
} as const;
const stay = (fen: number, day = '2026-10-02') =>
  item('YB-02', { kind: '住院', settled_on: day, self_pay_fen: fen, insured: '参保' });
const clinic = (fen: number, day: string) =>
  item('YB-02', { kind: '普通门诊', settled_on: day, self_pay_fen: fen, insured: '参保' });
const formerPoor = household({ household_type: '1' });

describe('triggers on the pack that ships', () => {
  it('leaves an ordinary household alone', () => given(household(), member()).when(screened(pack)).expect(stable()));

  it('MED-1: former poor from 5,000, on the line', async () => {
    await given(formerPoor, member(), stay(300_000), stay(200_000)).when(screened(pack)).expect(hit('MED-1'), level(2));
    await given(formerPoor, member(), stay(300_000), stay(199_999)).when(screened(pack)).expect(stable());
  });

  it('MED-1: other households from 20,000; last year does not count', async () => {
    const many = [stay(700_000), stay(700_000, '2026-01-01'), stay(600_000)];
    await given(household(), member(), ...many)
      .when(screened(pack))
      .expect(hit('MED-1'));
    const old = [stay(700_000), stay(700_000, '2025-12-31'), stay(600_000)];
    await given(household(), member(), ...old)
      .when(screened(pack))
      .expect(stable());
  });

  it('MED-1: undecided, not false, while the item has not been delivered', () =>
    given(formerPoor, member())
      .when(screened(pack, { without: ['YB-02'] }))
      .expect(undecidedBy('MED-1', 'MED-3')));

  it('MED-2: 500 in one of the last two months', async () => {
    await given(household(), member(), clinic(50_000, '2026-10-31'))
      .when(screened(pack))
      .expect(hit('MED-2'), level(3));
    await given(household(), member(), clinic(30_000, '2026-10-31'), clinic(30_000, '2026-11-01'))
      .when(screened(pack))
      .expect(stable());
  });

  it('MED-3: one stay, monitored above 6,000, others above 10,000', async () => {
    const monitored = household({ monitoring_state: 'MONITORED' });
    await given(monitored, member(), stay(600_001)).when(screened(pack)).expect(hit('MED-3'));
    await given(monitored, member(), stay(600_000)).when(screened(pack)).expect(stable());
    await given(household(), member(), stay(1_000_001)).when(screened(pack)).expect(hit('MED-3'));
  });

  it('MED-5: not insured counts for monitored and former poor households', async () => {
    await given(formerPoor, member({ medical_insured: false }))
      .when(screened(pack))
      .expect(hit('MED-5'), level(1));
    await given(household(), member({ medical_insured: false }))
      .when(screened(pack))
      .expect(stable());
    await given(formerPoor, member({ medical_insured: null }))
      .when(screened(pack))
      .expect(undecidedBy('MED-5'));
  });

  it('EDU-1: study cost after aid', async () => {
    const study = (cost: number | null) =>
      item('JY-01', { grade: '22', status: '在读', year_cost_fen: cost, aid_fen: 300_000, status_on: '2026-09-10' });
    await given(household(), member(), study(1_300_001)).when(screened(pack)).expect(hit('EDU-1'), level(3));
    await given(household(), member(), study(1_300_000)).when(screened(pack)).expect(stable());
  });

  it('EDU-2: a child of compulsory age out of school without good reason', async () => {
    const child = (more: Record<string, string | null>) =>
      member({ birth_date: '2014-03-01', education: null, labour_ability: null, is_working: false, ...more });
    await given(household(), member(), child({ dropout_reason: '4' }))
      .when(screened(pack))
      .expect(hit('EDU-2'), level(1));
    await given(household(), member(), child({ dropout_reason: '1' }))
      .when(screened(pack))
      .expect(stable());
    await given(household(), member(), child({ student_status: '8' }))
      .when(screened(pack))
      .expect(stable());
    await given(household(), member(), child({})).when(screened(pack)).expect(undecidedBy('EDU-2'));
  });

  it('EDU-2: a reason is as good here as on the page of the household', async () => {
    const absent = { birth_date: '2014-03-01', education: null, labour_ability: null, is_working: false };
    for (const reason of Object.keys(DROPOUT_REASON.names)) {
      const pupil = { ...PUPIL, dropoutReason: reason as Member['dropoutReason'] };
      const gap = guaranteesOf({ members: [pupil], living: {} as Living }, AS_OF).education;
      await given(household(), member(), member({ ...absent, dropout_reason: reason }))
        .when(screened(pack))
        .expect(gap === 'open' ? hit('EDU-2') : stable());
    }
  });

  it('EDU-2: the school register goes before the household register', async () => {
    const child = member({
      birth_date: '2014-03-01',
      student_status: '8',
      labour_ability: null,
      member_id: '01930000-0000-7002-8000-000000000777',
    });
    const school = (status: string, day: string) =>
      item('JY-01', { member_id: '01930000-0000-7002-8000-000000000777', grade: '8', status, status_on: day });
    await given(household(), member(), child, school('辍学', '2026-10-08')).when(screened(pack)).expect(hit('EDU-2'));
    await given(household(), member(), child, school('辍学', '2026-09-08'), school('在读', '2026-10-08'))
      .when(screened(pack))
      .expect(stable());
  });

  it('HOU-1: the latest assessment decides; an exception counts', async () => {
    const seen = (grade: string, day: string, more = {}) =>
      item('ZJ-01', { grade, assessed_on: day, sole_housing: true, ...more });
    await given(household(), member(), seen('D', '2026-06-01')).when(screened(pack)).expect(hit('HOU-1'), level(1));
    await given(household(), member(), seen('D', '2024-06-01'), seen('B', '2025-06-01'))
      .when(screened(pack))
      .expect(stable());
    await given(household(), member(), seen('C', '2026-06-01', { exception: 1 }))
      .when(screened(pack))
      .expect(stable());
    await given(household({ sole_housing: null }), member(), seen('C', '2026-06-01', { sole_housing: null }))
      .when(screened(pack))
      .expect(undecidedBy('HOU-1'));
  });

  it('WAT-1: outage, fetching, quota, quality or the register', async () => {
    const water = (given: Record<string, number | string>) =>
      item('SL-01', { quality: '合格', outage_days: 0, water_short: false, recorded_on: '2026-10-01', ...given });
    for (const bad of [{ outage_days: 37 }, { fetch_minutes: 21 }, { quota_litre: 34.9 }, { quality: '不合格' }]) {
      await given(household(), member(), water(bad)).when(screened(pack)).expect(hit('WAT-1'), level(1));
    }
    await given(household(), member(), water({ outage_days: 36, fetch_minutes: 20, quota_litre: 35 }))
      .when(screened(pack))
      .expect(stable());
    await given(household({ safe_water: false }), member())
      .when(screened(pack))
      .expect(hit('WAT-1'));
    await given(household({ safe_water: null }), member())
      .when(screened(pack))
      .expect(undecidedBy('WAT-1'));
  });

  it('DIS-1: a new severe card, or grade 3-4 of mind or intellect', async () => {
    const card = (category: number, grade: number, day = '2026-10-20') =>
      item('CL-01', { category, grade, issued_on: day, status: '有效' });
    await given(household(), member(), card(4, 2)).when(screened(pack)).expect(hit('DIS-1'));
    await given(household(), member(), card(6, 4)).when(screened(pack)).expect(hit('DIS-1'));
    await given(household(), member(), card(4, 3)).when(screened(pack)).expect(stable());
    await given(household(), member(), card(4, 1, '2025-10-20'))
      .when(screened(pack))
      .expect(stable());
  });

  it('CIV-1, FIN-1', async () => {
    await given(household(), member(), item('MZ-01', { change: '新增', start_month: '202611' }))
      .when(screened(pack))
      .expect(hit('CIV-1'), level(3));
    await given(household(), member(), item('MZ-01', { change: '在享', start_month: '202401' }))
      .when(screened(pack))
      .expect(stable());
    await given(household({ loan_overdue_days: 1 }), member())
      .when(screened(pack))
      .expect(hit('FIN-1'));
  });

  it('PLT-1 by cause', async () => {
    const income = (wage: number, more = {}) =>
      household({
        wage_fen: wage,
        operating_fen: 0,
        transfer_fen: 0,
        operating_expense_fen: 0,
        last_year_per_capita_fen: 1_000_000,
        ...more,
      });
    await given(income(4_223_999), member()).when(screened(pack)).expect(hit('PLT-1-LINE'), level(2));
    await given(income(4_224_000), member()).when(screened(pack)).expect(stable());
    const drop = { last_year_per_capita_fen: 2_000_000 };
    await given(income(5_600_000, drop), member()).when(screened(pack)).expect(hit('PLT-1-DROP'));
    await given(income(5_600_001, drop), member()).when(screened(pack)).expect(stable());
    await given(income(5_000_000, { self_pay_medical_fen: 1_950_000 }), member())
      .when(screened(pack))
      .expect(hit('PLT-1-MED'));
    await given(income(5_000_000, { self_pay_education_fen: 1_900_000 }), member())
      .when(screened(pack))
      .expect(hit('PLT-1-EDU'));
  });

  it('hard rule: a sudden spending above the line of all residents is red', () =>
    given(household({ self_pay_medical_fen: 3_840_000, wage_fen: 20_000_000 }), member(), stay(2_500_000))
      .when(screened(pack))
      .expect(
        level(1),
        traced((t) => expect(t.held.map((h) => h.code)).toContain('SUDDEN-SPENDING')),
      ));

  it('the negative list never rejects: it asks a person', () =>
    given(
      household({ loan_overdue_days: 3 }),
      member(),
      item('GA-03', { kind: '小型轿车', status: '正常', price_fen: 3_000_000 }),
    )
      .when(screened(pack))
      .expect(
        hit('FIN-1'),
        ({ hits }) => expect(hits[0]?.exclusions).toEqual(['N2']),
        traced((t) => expect(t.held.at(-1)?.say).toMatch(/^须由人判断，因为/)),
      ));

  it('a farm vehicle or a scrapped car is no hit of the negative list', () =>
    given(
      household({ loan_overdue_days: 3 }),
      member(),
      item('GA-03', { kind: '农用车', status: '正常', price_fen: 9_000_000 }),
      item('GA-03', { kind: '小型轿车', status: '注销', price_fen: 9_000_000 }),
    )
      .when(screened(pack))
      .expect(({ hits }) => expect(hits[0]?.exclusions).toEqual([])));
});
