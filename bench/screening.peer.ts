import { BENCH_DAY, benchFiles } from './screening.data.ts';

const list = (files: readonly string[] | undefined) =>
  `read_parquet([${(files ?? []).map((f) => `'${f}'`).join(', ')}])`;

/**
 * The peer: one statement as a DuckDB programmer would write it by hand for exactly these rules and these files, with
 * thresholds as numbers. It takes no account of undelivered items, labels, or another engine. It must give the same
 * hits: household, level and score.
 */
export function handWrittenStatement(dir: string): string {
  const { households, members, items } = benchFiles(dir);
  const day = `date '${BENCH_DAY}'`;
  return `
with again as (
  select document_key from ${list(items['YB-02'])} group by document_key having count(*) > 1
), gone as (
  select batch_id, row_no from (
    select batch_id, row_no, row_number() over (partition by person_key, document_key order by period desc, batch_id desc) as nth
    from ${list(items['YB-02'])} where document_key in (from again)) where nth > 1
), yb as (
  select household_id,
    sum(self_pay_fen) filter (kind in ('住院', '门诊特病') and settled_on >= '2026-01-01' and settled_on <= ${day}) as stay,
    max(self_pay_fen) filter (kind = '住院' and settled_on >= '2026-01-01' and settled_on <= ${day}) as one_stay,
    sum(self_pay_fen) filter (kind in ('门诊特病', '普通门诊') and settled_on between '2026-11-01' and ${day}) as clinic_now,
    sum(self_pay_fen) filter (kind in ('门诊特病', '普通门诊') and settled_on between '2026-10-01' and '2026-10-31') as clinic_before,
    bool_or(insured = '未参保' and settled_on between ${day} - 90 and ${day}) as uninsured
  from ${list(items['YB-02'])} anti join gone using (batch_id, row_no) group by household_id
), mz as (
  select household_id, true as changed
  from ${list(items['MZ-01'])}
  where (change = '新增' and start_month >= '202610') or (change = '停发' and stop_month >= '202610') group by household_id
), jy as (
  select household_id, max(year_cost_fen - coalesce(aid_fen, 0)) as cost
  from ${list(items['JY-01'])} where status = '在读' and grade not in ('3', '4', '5', '6', '7', '8', '9', '10', '11') group by household_id
), school as (
  select member_id, arg_max(status, (status_on, status = '辍学')) as status from ${list(items['JY-01'])} group by member_id
), cl as (
  select household_id,
    count(*) filter ((grade <= 2 or category in (5, 6)) and issued_on > ${day} - 90 and issued_on <= ${day}) as fresh,
    count(*) filter (grade <= 2) as severe
  from ${list(items['CL-01'])} where status = '有效' group by household_id
), zj as (
  select household_id, max(assessed_on) as seen,
    max(assessed_on) filter (grade in ('C', 'D') and exception is null and sole_housing) as danger,
    max(assessed_on) filter (grade in ('C', 'D') and exception is null and sole_housing is null) as doubt
  from ${list(items['ZJ-01'])} group by household_id
), sl as (
  select household_id, max(outage_days) as outage, min(quota_litre) as quota, bool_or(water_short) as short,
    max(fetch_minutes) > 20 as long, max(fetch_distance_m) > 800 as far, max(fetch_height_m) > 80 as high,
    bool_or(quality = '不合格') as bad, bool_or(quality = '合格') as good
  from ${list(items['SL-01'])} group by household_id
), ga as (
  select household_id, max(price_fen) as vehicle
  from ${list(items['GA-03'])} where status = '正常' and kind in ('小型轿车', '小型货车') group by household_id
), sj as (
  select household_id, count(*) as companies
  from ${list(items['SJ-01'])} where status = '存续' and kind = '有限公司' group by household_id
), person as (
  select m.household_id, medical_insured, is_working, disability_grade, health,
    ((birth_date > '2010-08-31' and birth_date <= '2020-08-31')
      or (student_status = '11' and birth_date > '2009-08-31' and birth_date <= '2010-08-31'))
      and case when s.status = '辍学' then true when s.status in ('在读', '休学') then false
        when dropout_reason is not null then dropout_reason in ('4', '5', '9') when student_status is not null then false end as dropout,
    coalesce(labour_ability in ('1', '2', '3'), case when birth_date > date '2010-11-17' then false end) as labour,
    student_status is not null as student, education::int as education
  from ${list(members)} m left join school s using (member_id)
), m as (
  select household_id, count(*) as members,
    count(*) filter (dropout) as dropouts, count(*) filter (dropout is null) as dropout_unknown,
    count(*) filter (labour) as labour, count(*) filter (labour is null) as labour_unknown,
    count(*) filter (labour and is_working) as working, count(*) filter ((labour and is_working) is null) as working_unknown,
    max(education) filter (labour and not student) as best, count(*) filter (labour and not student and education is null) as best_unknown,
    count(*) filter (list_contains(health, '3')) as ill, count(*) filter (health is null) as ill_unknown,
    count(*) filter (disability_grade <= 2) as disabled,
    count(*) filter (disability_grade is null and (health is null or list_contains(health, '4'))) as disabled_unknown,
    count(*) filter (not medical_insured) as uninsured, count(*) filter (medical_insured is null) as insured_unknown
  from person group by household_id
), f as (
  select h.household_id, h.area_code, h.resident_count,
    household_type = '1' as poor_before, monitoring_state in ('MONITORED', 'REENTERED', 'PROPOSED_EXIT') as monitored,
    wage_fen + operating_fen + property_fen + transfer_fen - operating_expense_fen as net,
    self_pay_medical_fen + self_pay_education_fen + self_pay_other_fen as paid, self_pay_medical_fen as paid_m, self_pay_education_fen as paid_e,
    h.sharing_count as n, last_year_per_capita_fen as last, loan_overdue_days as overdue,
    coalesce(yb.stay, 0) as stay, coalesce(yb.one_stay, 0) as one_stay, greatest(coalesce(clinic_now, 0), coalesce(clinic_before, 0)) as clinic,
    case when m.uninsured > 0 or yb.uninsured then true when m.insured_unknown = 0 then false end as uninsured,
    case when m.dropouts > 0 or m.dropout_unknown = 0 then m.dropouts > 0 end as dropout,
    coalesce(jy.cost, 0) as cost, coalesce(mz.changed, false) as changed, coalesce(cl.fresh, 0) as fresh,
    case when m.ill > 0 or m.ill_unknown = 0 then m.ill > 0 end as ill,
    case when greatest(m.disabled, coalesce(cl.severe, 0)) > 0 then true when m.disabled_unknown = 0 then false end as disabled,
    case when m.labour_unknown = 0 then m.labour end as labour, m.members,
    case when m.working > 0 or m.working_unknown = 0 then m.working end as working,
    case when m.best_unknown = 0 then m.best end as best,
    case when zj.danger = zj.seen then true when zj.doubt = zj.seen then sole_housing when zj.seen is not null then false
      when house_grade in ('A', 'B') or safe_house_exception is not null then false when house_grade in ('C', 'D') then sole_housing end as unsafe,
    not safe_water as dry, case when sl.bad then true when sl.good then false end as bad_water,
    coalesce(sl.outage, water_outage_days) as outage, sl.long, sl.far, sl.high, sl.quota, sl.short,
    not electricity as e1, not road_paved as e2, not toilet_usable as e3, not has_network as e4,
    coalesce(ga.vehicle, 0) as vehicle, coalesce(sj.companies, 0) as companies
  from ${list(households)} h
    left join m using (household_id) left join yb using (household_id) left join mz using (household_id) left join jy using (household_id)
    left join cl using (household_id) left join zj using (household_id) left join sl using (household_id) left join ga using (household_id)
    left join sj using (household_id)
), a as (
  select *, case when n > 0 then net / (100.0::double * n) end as per_head,
    case when net > 0 then paid / net::double when net <= 0 and paid > 0 then 1 when net <= 0 and paid = 0 then 0 end as share,
    case when last > 0 and n > 0 then (last * n - net) / (last * n)::double end as fall
  from f
), r as (
  select *,
    (monitored or poor_before) and uninsured as med5,
    dry or coalesce(bad_water, dry) or coalesce(outage > 36, dry) or (coalesce(long, far, high, dry) and coalesce(far, high, long, dry) and coalesce(high, long, far, dry))
      or coalesce(quota < 20, dry) or (coalesce(quota < 35, dry) and not short) as wat1,
    stay >= case when poor_before then 500000 when not poor_before then 2000000 end as med1,
    one_stay > case when monitored then 600000 when not monitored then 1000000 end as med3,
    per_head < 10560 as low, fall >= 0.3 as fell, share >= 0.4 and paid_m >= paid_e as pay_m, share >= 0.4 and paid_m < paid_e as pay_e,
    one_stay > 600000 and paid >= 960000 * resident_count as sudden,
    [per_head < 9600, share >= 0.4, dropout, labour >= 1 and best <= 2, ill or disabled, uninsured, unsafe, dry, labour >= 1 and working = 0,
      case when coalesce(e1, false)::int + coalesce(e2, false)::int + coalesce(e3, false)::int + coalesce(e4, false)::int >= 2 then true
        when coalesce(e1, true)::int + coalesce(e2, true)::int + coalesce(e3, true)::int + coalesce(e4, true)::int < 2 then false end,
      labour = 0 or members - labour >= 2 * labour, overdue >= 1] as g
  from a
), s as (
  select *,
    ${sum('g[$] is null', true)} as known, ${sum('g[$]', false)} as hit
  from r
), l as (
  select *, case when known >= 600000 then hit / known::double end as score,
    case when med5 or dropout or unsafe or wat1 or sudden then 1
      when med1 or med3 or fresh >= 1 or low or fell or pay_m or pay_e then 2
      when clinic >= 50000 or cost > 1000000 or changed or overdue >= 1 then 3 else 4 end as hard
  from s
)
select household_id, area_code, score, least(hard, case when score >= 0.5 - 1e-9 then 2 when score >= 0.33 - 1e-9 then 3 else 4 end) as level,
  med5, dropout, unsafe, wat1, sudden, med1, med3, fresh, low, fell, pay_m, pay_e, clinic, cost, changed, overdue, vehicle >= 3000000 as n2, companies >= 1 as n6, g
from l where hard < 4 or score >= 0.33 - 1e-9`;
}

function sum(term: string, not: boolean): string {
  const weights = [150000, 100000, 150000, 100000, 150000, 100000, 60000, 60000, 50000, 30000, 30000, 20000];
  return weights
    .map((w, i) => `case when ${term.replace('$', String(i + 1))} then ${not ? `0 else ${w}` : `${w} else 0`} end`)
    .join(' + ');
}
