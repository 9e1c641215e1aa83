-- 数据质量: what the data-quality rules find over all households of a county, kept so that it can be listed and counted; and the checks that worked it out.
create table registry.quality_check (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  cause text not null,
  state text not null,
  households_total int,
  households_done int not null,
  opened int not null,
  closed int not null,
  counts jsonb,
  failure text,
  started_by uuid,
  started_by_name text not null,
  started_at timestamptz not null,
  started_on date not null,
  finished_at timestamptz,
  constraint quality_check_pk primary key (county_code, id),
  constraint quality_check_cause_known check (cause in ('asked', 'nightly')),
  constraint quality_check_state_known check (state in ('queued', 'running', 'done', 'failed')),
  constraint quality_check_done_whole check (state <> 'done' or (finished_at is not null and counts is not null))
);
comment on table registry.quality_check is '数据核验: one working of all data-quality rules over all households of a county; names no household';
comment on column registry.quality_check.cause is 'asked: somebody of the county started it; nightly: the program itself';
comment on column registry.quality_check.opened is 'Findings that were not there before';
comment on column registry.quality_check.closed is 'Findings that had gone since';
comment on column registry.quality_check.counts is 'Open findings of the county when it was done, without those exempted: by rule (all rules on health together), errors, warnings, households';
select sec.distribute('registry.quality_check', 'distributed');
create index quality_check_latest on registry.quality_check (county_code, started_at desc);
create unique index quality_check_one_at_a_time on registry.quality_check (county_code) where state in ('queued', 'running');
select sec.protect('registry.quality_check');
select sec.show_below('registry.quality_check');

create table registry.quality_finding (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  member_id uuid,
  rule_code text not null,
  severity text not null,
  health boolean not null,
  found_on date not null,
  closed_at timestamptz,
  constraint quality_finding_pk primary key (county_code, id),
  constraint quality_finding_severity_known check (severity in ('error', 'warn'))
);
comment on table registry.quality_finding is '数据质量问题: one rule that one household or member breaks, from the day it was first found until it was mended; no value of the entry stands here';
comment on column registry.quality_finding.member_id is 'null: the finding is of the household itself';
comment on column registry.quality_finding.rule_code is 'Code of the data-quality rule; some of them tell something of health';
comment on column registry.quality_finding.health is 'The rule tells something of health: its code is never shown in a list';
comment on column registry.quality_finding.found_on is 'Day on which it was found first; one that comes back is found anew';
comment on column registry.quality_finding.closed_at is 'When it was seen to be gone; null: it still stands';
select sec.distribute('registry.quality_finding', 'distributed');
create unique index quality_finding_once on registry.quality_finding (county_code, household_id, rule_code, coalesce(member_id, household_id)) where closed_at is null;
create index quality_finding_by_severity on registry.quality_finding (severity, area_code, household_id, id) where closed_at is null;
create index quality_finding_by_rule on registry.quality_finding (rule_code, area_code, household_id, id) where closed_at is null;
select sec.protect('registry.quality_finding');

select sec.declare_keys('registry.quality_check');
select sec.declare('registry.quality_check', '{cause,state,households_total,households_done,opened,closed,counts,failure}', 'business', '数据核验的进度与结果数', '防返贫监测帮扶工作规则', '永久');
select sec.declare('registry.quality_check', '{started_on}', 'technical', '定位与时间', '系统运行', 'row');
select sec.declare('registry.quality_check', '{started_by_name}', 'identifier', '谁发起核验', 'GB/T 22239 安全审计', '永久', 'maskName');
select sec.declare_keys('registry.quality_finding');
select sec.declare('registry.quality_finding', '{severity,found_on}', 'business', '数据质量问题与发现日期', '防返贫监测帮扶工作规则', '永久');
select sec.declare('registry.quality_finding', '{rule_code,health}', 'sensitive', '数据核验（部分规则涉及健康、残疾）', '个人信息保护法 第13条第1款第3项、第28条', '永久');
