-- 数据核验豁免: a finding of a data-quality rule that is right as it stands, said by the village, agreed by town or county, for a time.
create table registry.quality_exemption (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  member_id uuid,
  rule_code text not null,
  state text not null,
  reason text not null,
  days int not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  asked_on date not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  opinion text,
  expires_on date,
  version int not null,
  constraint quality_exemption_pk primary key (county_code, id),
  constraint quality_exemption_state_known check (state in ('asked', 'approved', 'refused')),
  constraint quality_exemption_days_sane check (days between 1 and 3650),
  constraint quality_exemption_decided_whole check ((state = 'asked') = (decided_by is null) and (state = 'approved') = (expires_on is not null)),
  constraint quality_exemption_maker_is_not_checker check (decided_by <> asked_by)
);
comment on table registry.quality_exemption is '数据核验豁免: one finding of one household or member that stands as it is, with reason, decision and the day on which it comes back';
comment on column registry.quality_exemption.member_id is 'null: the finding is of the household itself';
comment on column registry.quality_exemption.rule_code is 'Code of the data-quality rule; some of them tell something of health';
comment on column registry.quality_exemption.days is 'Days that were asked for, and after the decision those that were given';
comment on column registry.quality_exemption.expires_on is 'First day on which the finding stands again';
select sec.distribute('registry.quality_exemption', 'distributed');
create index quality_exemption_by_household on registry.quality_exemption (county_code, household_id, asked_at desc);
-- One request at a time for one finding.
create unique index quality_exemption_one_request on registry.quality_exemption (county_code, household_id, rule_code, coalesce(member_id, household_id)) where state = 'asked';
select sec.protect('registry.quality_exemption');

select sec.declare_keys('registry.quality_exemption');
select sec.declare('registry.quality_exemption', '{asked_by,decided_by,asked_at,asked_on,expires_on}', 'technical', '定位与时间', '系统运行', 'row');
select sec.declare('registry.quality_exemption', '{state,days}', 'business', '豁免的审批与期限', '防返贫监测帮扶工作规则', '永久');
select sec.declare('registry.quality_exemption', '{rule_code,reason,opinion}', 'sensitive', '数据核验（部分规则涉及健康、残疾）', '个人信息保护法 第13条第1款第3项、第28条', '永久');
select sec.declare('registry.quality_exemption', '{asked_by_name,decided_by_name}', 'identifier', '谁申请、谁决定', 'GB/T 22239 安全审计', '永久', 'maskName');
