-- 全量农户: households, members, living conditions, income ledger, changes.
create schema registry;
grant usage on schema registry to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

create table registry.county_position (
  county_code text not null,
  area_code text collate "C" not null,
  pos bigint not null,
  household_seq bigint not null,
  constraint county_position_pk primary key (county_code)
);
comment on table registry.county_position is 'Per county: the position of the last change (offline sync, snapshots) and the last household number given';
select sec.distribute('registry.county_position', 'distributed');
alter table registry.county_position enable row level security;
alter table registry.county_position force row level security;
create policy owner_all on registry.county_position to shouwang_owner using (true) with check (true);
-- Every command within a county moves its counter, so the scope test is overlap, not containment.
create policy overlap on registry.county_position to shouwang_app, shouwang_reader, shouwang_auditor
  using (area_code < nullif(current_setting('app.hi', true), '') and area_code || ':' > nullif(current_setting('app.lo', true), ''))
  with check (area_code < nullif(current_setting('app.hi', true), '') and area_code || ':' > nullif(current_setting('app.lo', true), ''));
grant select, insert, update on registry.county_position to shouwang_app;
grant select on registry.county_position to shouwang_reader, shouwang_auditor;
grant select, insert, update, delete on registry.county_position to shouwang_job;
do $$ begin
  if not exists (select from pg_extension where extname = 'citus') then
    create policy signed on registry.county_position as restrictive to shouwang_app, shouwang_reader, shouwang_auditor using ((select app_scope_valid()));
  end if;
end $$;

create table registry.household (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_no text collate "C" not null,
  national_household_no text,
  group_no text,
  address text,
  head_member_id uuid,
  head_name text collate "C" not null,
  head_pinyin text collate "C" not null,
  household_type text not null,
  contact_phone_sealed bytea,
  contact_phone_mask text,
  contact_phone_key uuid,
  bank_account_sealed bytea,
  bank_account_mask text,
  registered_count int not null,
  resident_count int not null,
  sharing_count int not null,
  is_relocated boolean,
  no_labour_backstop boolean,
  poverty_exit_year int,
  last_year_per_capita_fen bigint,
  loan_overdue_days int,
  monitoring_state text not null,
  current_case_id uuid,
  risk_level smallint,
  risk_reason text,
  risk_run_id uuid,
  last_visited_on date,
  living_surveyed_on date,
  house_grade text,
  sole_housing boolean,
  safe_house_exception text,
  house_area_m2 numeric(7, 1),
  house_structure text,
  house_built_year int,
  safe_water boolean,
  water_source text,
  water_outage_days int,
  water_fetch_minutes int,
  water_quota_litre numeric(7, 1),
  electricity boolean,
  has_sanitary_toilet boolean,
  toilet_usable boolean,
  road_paved boolean,
  has_network boolean,
  qr_token text not null,
  status text not null,
  version int not null,
  sync_pos bigint not null,
  changed_at timestamptz not null,
  constraint household_pk primary key (county_code, id),
  constraint household_no_once unique (county_code, household_no),
  constraint household_type_known check (household_type in ('1', '2')),
  constraint household_status_known check (status in ('active', 'split', 'merged', 'cancelled', 'movedOut')),
  constraint household_counts_sane check (registered_count between 0 and 60 and resident_count between 0 and 60 and sharing_count between 0 and 60),
  constraint household_village_form check (area_code ~ '^[0-9]{12}$' and left(area_code, 6) = county_code)
);
comment on table registry.household is '农户: unit of registration, current state with the latest living conditions (住房与生活条件)';
comment on column registry.household.household_type is 'code household_type: 1 脱贫户, 2 一般农户';
comment on column registry.household.sharing_count is '共同生活、共享收支人数, the divisor of the income formula unless the pack says otherwise';
comment on column registry.household.risk_level is 'code risk_level of the latest run: 1 红, 2 橙, 3 黄, 4 绿; null = not yet screened or undecided';
comment on column registry.household.last_year_per_capita_fen is 'per-capita net income of the 12 months before, in fen; null = unknown';
select sec.distribute('registry.household', 'distributed');
-- Lists show active households only. Equality-led indexes serve any area; range-led ones (names, days) are led by the county and merged over counties.
create index household_by_area on registry.household (area_code, household_no) where status = 'active';
create index household_by_number on registry.household (household_no);
create index household_by_name on registry.household (county_code, head_name, area_code, household_no) where status = 'active';
create index household_by_pinyin on registry.household (county_code, head_pinyin, area_code, household_no) where status = 'active';
create index household_by_phone on registry.household (contact_phone_key) where contact_phone_key is not null;
create index household_by_risk on registry.household (risk_level, area_code, household_no) where status = 'active';
create index household_by_state on registry.household (monitoring_state, area_code, household_no) where status = 'active' and monitoring_state <> 'NOT_COVERED';
create index household_by_visit on registry.household (county_code, coalesce(last_visited_on, date '0001-01-01'), area_code, household_no) where status = 'active';
create index household_by_sync on registry.household (county_code, sync_pos);
select sec.protect('registry.household');

create table registry.member (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  member_no text collate "C" not null,
  name text collate "C" not null,
  name_pinyin text collate "C" not null,
  gender text not null,
  id_type text not null,
  id_number_sealed bytea,
  id_number_mask text,
  person_key uuid,
  birth_date date not null,
  relation text not null,
  ethnicity text not null,
  political_status text,
  education text,
  student_status text,
  dropout_reason text,
  health text[],
  disability_card_sealed bytea,
  disability_card_mask text,
  disability_category int,
  disability_grade int,
  labour_ability text,
  phone_sealed bytea,
  phone_mask text,
  is_working boolean,
  work_place text,
  work_months numeric(3, 1),
  medical_insured boolean,
  pension_insured boolean,
  dibao_status text,
  tekun_status text,
  is_resident boolean not null,
  shares_income boolean not null,
  member_status text not null,
  change_type text,
  change_date date,
  version int not null,
  changed_at timestamptz not null,
  constraint member_pk primary key (county_code, id),
  constraint member_status_known check (member_status in ('current', 'left')),
  constraint member_school_or_education check (education is null or student_status is null),
  constraint member_work_months_sane check (work_months is null or work_months between 0 and 12)
);
comment on table registry.member is '家庭成员: current and former members; numbers sealed, masks for display, person_key to match department data';
comment on column registry.member.health is 'codes of health (1 健康, 2 长期慢性病, 3 患有大病, 4 残疾); null = not known';
select sec.distribute('registry.member', 'distributed');
alter table registry.member add constraint member_household_fk foreign key (county_code, household_id) references registry.household (county_code, id);
create index member_by_household on registry.member (county_code, household_id);
create index member_by_person on registry.member (county_code, person_key) where person_key is not null;
create index member_by_name on registry.member (county_code, name, area_code, household_id, id) where member_status = 'current';
create index member_by_pinyin on registry.member (county_code, name_pinyin, area_code, household_id, id) where member_status = 'current';
create index member_by_dibao on registry.member (area_code, household_id) where member_status = 'current' and dibao_status in ('1', '2');
create index member_by_tekun on registry.member (area_code, household_id) where member_status = 'current' and tekun_status in ('1', '2');
select sec.protect('registry.member');

create table registry.person_identity (
  person_key uuid not null,
  county_code text not null,
  member_id uuid not null,
  constraint person_identity_pk primary key (person_key)
);
comment on table registry.person_identity is 'One registered person in one place: global uniqueness of the keyed ID number';
select sec.distribute('registry.person_identity', 'index');
select sec.protect_by_scope('registry.person_identity', 'select,insert,update,delete');

create table registry.income_item (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  member_id uuid,
  item_code text not null,
  direction text not null,
  amount_fen bigint not null,
  occurred_from date not null,
  occurred_to date not null,
  source text not null,
  department_code text,
  is_one_off boolean not null,
  purpose_bound boolean not null,
  source_ref text,
  reversed_by uuid,
  recorded_month text not null,
  recorded_at timestamptz not null,
  constraint income_item_pk primary key (county_code, id),
  constraint income_item_direction_known check (direction in ('in', 'out')),
  constraint income_item_source_known check (source in ('declared', 'department', 'estimated', 'imported')),
  constraint income_item_amount_sane check (amount_fen >= 0)
);
comment on table registry.income_item is '收支明细: dated lines, never overwritten, only reversed; item codes of income_item / expense_item by direction';
select sec.distribute('registry.income_item', 'distributed');
alter table registry.income_item add constraint income_item_household_fk foreign key (county_code, household_id) references registry.household (county_code, id);
create index income_item_by_household on registry.income_item (county_code, household_id, occurred_to);
select sec.protect('registry.income_item');

create table registry.household_change (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  subject text not null,
  subject_id uuid not null,
  version int not null,
  changed_at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  source text not null,
  reason text not null,
  diff jsonb not null,
  constraint household_change_pk primary key (county_code, id),
  constraint household_change_subject_known check (subject in ('household', 'member', 'income', 'risk', 'case'))
);
comment on table registry.household_change is 'Every change of a household and its parts: who, when, why, field by field (diff: {field: [old, new]}); sealed values appear masked';
select sec.distribute('registry.household_change', 'distributed');
create index household_change_by_household on registry.household_change (county_code, household_id, changed_at desc);
select sec.protect('registry.household_change', 'select,insert');

-- Published to screening and exchange: no name, number, phone or account.
create view registry.v_household_snapshot with (security_invoker = true) as
select h.county_code, h.id as household_id, h.area_code, h.household_type, h.registered_count, h.resident_count, h.sharing_count,
       h.is_relocated, h.monitoring_state, h.poverty_exit_year, h.house_grade, h.sole_housing, h.safe_house_exception, h.safe_water,
       h.water_outage_days, h.electricity, h.toilet_usable, h.road_paved, h.has_network, h.last_year_per_capita_fen, h.loan_overdue_days
from registry.household h where h.status = 'active';
comment on view registry.v_household_snapshot is 'Facts of active households for the screening snapshot';

create view registry.v_member_snapshot with (security_invoker = true) as
select m.county_code, m.household_id, m.id as member_id, m.person_key, m.area_code, m.gender, m.birth_date, m.is_resident, m.shares_income,
       m.student_status, m.education, m.dropout_reason, m.health, m.disability_category, m.disability_grade, m.labour_ability,
       m.medical_insured, m.is_working, m.work_months
from registry.member m where m.member_status = 'current';
comment on view registry.v_member_snapshot is 'Facts of current members for the screening snapshot and for matching';

-- The SQL side of modules/registry/income-rules.ts; a test over generated ledgers holds both to the same fen. Two halves instead of a condition:
-- what departments say is only read, and what others say is held against it by one anti join.
create view registry.v_counted_income with (security_invoker = true) as
select i.county_code, i.household_id, i.item_code, i.direction, i.amount_fen, i.occurred_to, i.source,
       case
         when i.direction = 'out' then
           case when i.item_code in ('1001', '1002', '1003', '1004', '1005') then 'counted'
                when i.item_code in ('3001', '3002') then 'work-cost'
                else 'kept-apart' end
         when i.item_code not in ('1001', '1002', '1003', '1004', '2001', '2002', '2003', '2004', '2005', '3001', '3002', '3003', '3004', '3005',
                                  '4001', '4002', '4003', '4004', '4005', '4006', '4007', '4008', '4009', '4010', '4011', '4012', '4013', '4014')
           then 'kept-apart'
         when i.purpose_bound then 'purpose-bound'
         when i.is_one_off and i.item_code >= '4' then 'one-off'
         when i.item_code = '2004' then 'unsold-stock'
         when i.item_code in ('2005', '4011', '4012', '4013', '4014') then 'not-in-ledger'
         else 'counted'
       end as standing
from (
  select county_code, household_id, item_code, direction, amount_fen, occurred_to, source, is_one_off, purpose_bound
  from registry.income_item where source = 'department' and reversed_by is null
  union all
  select o.county_code, o.household_id, o.item_code, o.direction, o.amount_fen, o.occurred_to, o.source, o.is_one_off, o.purpose_bound
  from registry.income_item o
  where o.source <> 'department' and o.reversed_by is null and not exists (
    select from registry.income_item d
    where d.source = 'department' and d.reversed_by is null and d.county_code = o.county_code and d.household_id = o.household_id
      and d.direction = o.direction and d.item_code = o.item_code
      and coalesce(d.member_id, d.household_id) = coalesce(o.member_id, o.household_id)
      and date_trunc('month', d.occurred_to::timestamp) = date_trunc('month', o.occurred_to::timestamp))
) i;
comment on view registry.v_counted_income is 'Income and expense lines in force that no department overrides, and how the anti-poverty ledger counts each: counted, kept-apart (self-pay, claims), work-cost and unsold-stock (counted only when the policy pack says so), else why not';
grant select on registry.v_household_snapshot, registry.v_member_snapshot, registry.v_counted_income to shouwang_app, shouwang_job, shouwang_reader;

-- Published to insight: who is monitored now and how that moved. No name, number, phone or account.
create index household_change_by_case on registry.household_change (county_code, changed_at) where subject = 'case';
create view registry.v_monitored with (security_invoker = true) as
select h.county_code, h.area_code, h.id as household_id, h.monitoring_state, h.risk_level, h.registered_count
from registry.household h where h.status = 'active' and h.monitoring_state in ('MONITORED', 'REENTERED', 'PROPOSED_EXIT');
comment on view registry.v_monitored is 'Households that are monitored and whose risk is not eliminated, with the level of the latest run';

create view registry.v_monitoring_change with (security_invoker = true) as
select c.county_code, c.area_code, c.household_id, c.diff #>> '{monitoringState,0}' as from_state, c.diff #>> '{monitoringState,1}' as to_state, c.changed_at
from registry.household_change c
where c.subject = 'case' and c.diff #>> '{monitoringState,0}' is distinct from c.diff #>> '{monitoringState,1}';
comment on view registry.v_monitoring_change is 'Each change of a household''s monitoring state: from which, to which, when';
grant select on registry.v_monitored, registry.v_monitoring_change to shouwang_app, shouwang_job, shouwang_reader;

-- First bulk load of an empty registry: secondary indexes are built once at the end instead of row by row.
create table sec.suspended_index (
  definition text not null,
  constraint suspended_index_pk primary key (definition)
);
create function registry.suspend_indexes() returns int
  language plpgsql security definer set search_path = pg_catalog
  as $$
declare i record; n int := 0;
begin
  if exists (select from registry.household) then return 0; end if;
  -- Rows of tables made empty in the same transaction are written frozen: no later vacuum has to touch them.
  truncate registry.household, registry.member, registry.income_item, registry.person_identity;
  for i in select x.indexrelid::regclass as name, pg_get_indexdef(x.indexrelid) as definition
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'registry' and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
  loop
    insert into sec.suspended_index values (i.definition);
    execute format('drop index %s', i.name);
    n := n + 1;
  end loop;
  return n;
end $$;
comment on function registry.suspend_indexes is 'Drops the secondary indexes of an empty registry within the transaction of its first load; does nothing when there are rows';
create function registry.resume_indexes() returns int
  language plpgsql security definer set search_path = pg_catalog set maintenance_work_mem = '512MB'
  as $$
declare i record; n int := 0;
begin
  for i in select definition from sec.suspended_index loop
    execute i.definition;
    n := n + 1;
  end loop;
  delete from sec.suspended_index;
  return n;
end $$;
comment on function registry.resume_indexes is 'Builds the suspended indexes again';
revoke all on function registry.suspend_indexes(), registry.resume_indexes() from public;
grant execute on function registry.suspend_indexes(), registry.resume_indexes() to shouwang_job;
create function registry.refresh_statistics() returns void
  language sql security definer set search_path = pg_catalog
  as $$ analyze registry.household; analyze registry.member; analyze registry.income_item; analyze registry.person_identity $$;
comment on function registry.refresh_statistics is 'ANALYZE after a bulk load; only the owner may, and plans without statistics are a thousand times slower';
revoke all on function registry.refresh_statistics() from public;
grant execute on function registry.refresh_statistics() to shouwang_job;
