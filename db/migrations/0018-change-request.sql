-- 信息变更: a correction of the register is proposed by one person and decided by another; it is written when it is agreed.
create table registry.change_request (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  change_type text not null,
  state text not null,
  level text not null,
  base_version int not null,
  proposal jsonb not null,
  base jsonb not null,
  numbers_sealed bytea,
  touched text[] not null,
  reason text not null,
  source_words text,
  document_ids uuid[] not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_role text not null,
  proposed_at timestamptz not null,
  proposed_on date not null,
  due_on date not null,
  returns int not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  opinion text,
  returned_fields text[],
  applied_version int,
  version int not null,
  constraint change_request_pk primary key (county_code, id),
  constraint change_request_type_known check (change_type in ('H6', 'H5', 'M11', 'M12', 'M13', 'M14', 'M15', 'M16', 'M21', 'M22', 'M23', 'M24', 'M25', 'M26', 'M27')),
  constraint change_request_state_known check (state in ('SUBMITTED', 'RETURNED', 'APPLIED', 'REJECTED', 'WITHDRAWN')),
  constraint change_request_level_known check (level in ('town', 'county')),
  constraint change_request_decided_whole check (state in ('SUBMITTED', 'WITHDRAWN') or decided_by is not null),
  constraint change_request_applied_whole check ((state = 'APPLIED') = (applied_version is not null)),
  constraint change_request_maker_is_not_checker check (decided_by <> proposed_by)
);
comment on table registry.change_request is '信息变更申请: what somebody proposes to change in one household, on the version that he saw; nothing of it counts anywhere before it is applied';
comment on column registry.change_request.change_type is 'code change_type: H5 户主变更, H6 信息更正, M1x member joins, M2x member leaves';
comment on column registry.change_request.level is 'Who decides: town, or county for numbers, category and the head of a household with an open case';
comment on column registry.change_request.proposal is 'The proposed values; numbers stand here as masks only';
comment on column registry.change_request.base is 'The values that the proposer saw, by touched field; numbers stand here as masks only';
comment on column registry.change_request.numbers_sealed is 'The proposed numbers and those that the proposer saw, by touched field, sealed together';
comment on column registry.change_request.touched is 'The fields that it would change: household.<field>, member.<id>.<field>, income.<id>.reversed, joining.<key>';
comment on column registry.change_request.source_words is 'The word of a department or the finding with which it began';
comment on column registry.change_request.due_on is 'Last day on which it is decided (SUBMITTED) or repaired (RETURNED) in time';
select sec.distribute('registry.change_request', 'distributed');
create index change_request_by_household on registry.change_request (county_code, household_id, proposed_at desc);
create index change_request_open on registry.change_request (area_code, proposed_at desc, id desc) where state in ('SUBMITTED', 'RETURNED');
create index change_request_by_area on registry.change_request (area_code, proposed_at desc, id desc);
create index change_request_by_proposer on registry.change_request (proposed_by, proposed_at desc, id desc);
select sec.protect('registry.change_request');

create table registry.change_step (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  request_id uuid not null,
  state text not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  role text not null,
  opinion text,
  fields text[] not null,
  constraint change_step_pk primary key (county_code, id),
  constraint change_step_state_known check (state in ('SUBMITTED', 'RETURNED', 'APPROVED', 'APPLIED', 'REJECTED', 'WITHDRAWN'))
);
comment on table registry.change_step is 'Each step of a change request: who, when, what he said; never changed';
select sec.distribute('registry.change_step', 'distributed');
create index change_step_by_request on registry.change_step (county_code, request_id, at);
select sec.protect('registry.change_step', 'select,insert');

alter table registry.household_change add column request_id uuid, add column proposed_by_name text;
comment on column registry.household_change.request_id is 'The request that was applied; null: written by a procedure of its own';
comment on column registry.household_change.proposed_by_name is 'Who proposed it; the actor is who agreed';

do $$
declare
  duty constant text := '个人信息保护法 第13条第1款第3项';
  necessity constant text := '个人信息保护法 第13条第1款第3项、第28条';
  audit constant text := 'GB/T 22239 安全审计';
  work constant text := '防返贫监测帮扶工作规则';
begin
  perform sec.declare_keys('registry.change_request');
  perform sec.declare('registry.change_request', '{base_version,applied_version,proposed_by,proposed_at,proposed_on,decided_by,document_ids}', 'technical', '定位与时间', '系统运行', 'row');
  perform sec.declare('registry.change_request', '{change_type,state,level,due_on,returns,proposed_role,source_words}', 'business', '信息变更的审批与期限', work, '永久');
  perform sec.declare('registry.change_request', '{touched,returned_fields}', 'personal', '改动哪些项', duty, '永久');
  perform sec.declare('registry.change_request', '{proposal,base}', 'sensitive', '拟改的值与原值（号码只留遮蔽值）', necessity, '永久');
  perform sec.declare('registry.change_request', '{numbers_sealed}', 'identifier', '拟改的号码与原号码', necessity, '永久', sealed => true);
  perform sec.declare('registry.change_request', '{reason,opinion}', 'personal', '变更理由与审批意见', audit, '永久');
  perform sec.declare('registry.change_request', '{proposed_by_name,decided_by_name}', 'identifier', '谁提出、谁审批', audit, '永久', 'maskName');
  perform sec.declare_keys('registry.change_step');
  perform sec.declare('registry.change_step', '{state,role,fields}', 'business', '信息变更的步骤', work, '永久');
  perform sec.declare('registry.change_step', '{opinion}', 'personal', '审批意见', audit, '永久');
  perform sec.declare('registry.change_step', '{actor_name}', 'identifier', '谁办理', audit, '永久', 'maskName');
  perform sec.declare('registry.household_change', '{request_id}', 'technical', '定位与时间', '系统运行', 'row');
  perform sec.declare('registry.household_change', '{proposed_by_name}', 'identifier', '谁提出变更', audit, '永久', 'maskName');
end $$;
