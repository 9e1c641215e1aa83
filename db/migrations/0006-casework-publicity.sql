-- Identification (P1): cases, what each step recorded, decisions with their frozen basis, tasks; village notices.
create schema casework;
create schema publicity;
grant usage on schema casework, publicity to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

create table casework.identification (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  case_no text not null,
  household_id uuid not null,
  head_name text not null,
  dispatch_id uuid not null,
  level smallint not null,
  episode_no int not null,
  category text,
  risk_types text[] not null,
  channel text not null,
  state text not null,
  snapshot jsonb not null,
  pack_id uuid not null,
  pack_hash text not null,
  started_on date not null,
  chain_due_on date not null,
  step_started_on date not null,
  step_due_on date,
  paused_on date,
  pause_reason text,
  paused_days int not null,
  step_runs boolean not null,
  green_channel boolean not null,
  green_due_on date,
  returns jsonb not null,
  result_code text,
  identified_on date,
  closed_at timestamptz,
  version int not null,
  sync_pos bigint not null,
  changed_at timestamptz not null,
  constraint identification_pk primary key (county_code, id),
  constraint identification_no_once unique (county_code, case_no)
);
comment on table casework.identification is '识别: one household from work sheet to county decision; snapshot is the persisted state of the machine, state its IDENT or CLUE code';
select sec.distribute('casework.identification', 'distributed');
create unique index identification_open_once on casework.identification (county_code, household_id) where closed_at is null;
create index identification_by_area on casework.identification (area_code, state);
create index identification_by_due on casework.identification (county_code, step_due_on) where closed_at is null;
select sec.protect('casework.identification');

create table casework.step_record (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  case_id uuid not null,
  step text not null,
  round int not null,
  data jsonb not null,
  health_sealed bytea,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  superseded boolean not null,
  constraint step_record_pk primary key (county_code, id)
);
comment on table casework.step_record is 'What a step recorded (visit, consent, comparison, meeting, notice, objection, spot check); a return supersedes, never deletes';
select sec.distribute('casework.step_record', 'distributed');
alter table casework.step_record add constraint step_record_case_fk foreign key (county_code, case_id) references casework.identification (county_code, id);
create index step_record_by_case on casework.step_record (county_code, case_id, recorded_at);
select sec.protect('casework.step_record');

create table casework.decision (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  case_id uuid not null,
  step text not null,
  event text not null,
  from_state text not null,
  to_state text not null,
  actor_id uuid not null,
  actor_name text not null,
  role text not null,
  result_code text,
  opinion text not null,
  decided_at timestamptz not null,
  decided_on date not null,
  pack_id uuid not null,
  inputs_hash text not null,
  inputs jsonb not null,
  constraint decision_pk primary key (county_code, id)
);
comment on table casework.decision is '审核审批: one row a transition, with the frozen data that it was based on (inputs, inputs_hash)';
select sec.distribute('casework.decision', 'distributed');
alter table casework.decision add constraint decision_case_fk foreign key (county_code, case_id) references casework.identification (county_code, id);
create index decision_by_case on casework.decision (county_code, case_id, decided_at);
select sec.protect('casework.decision', 'select,insert');

create table casework.task (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  owner_area_code text collate "C" not null,
  case_id uuid not null,
  household_id uuid not null,
  kind text not null,
  roles text[] not null,
  department_code text,
  title text not null,
  reason text not null,
  level smallint not null,
  due_on date,
  state text not null,
  claimed_by uuid,
  claimed_by_name text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint task_pk primary key (county_code, id),
  constraint task_state_known check (state in ('OPEN', 'CLAIMED', 'PAUSED', 'DONE', 'OVERDUE', 'CANCELLED'))
);
comment on table casework.task is '待办: what somebody of these roles must do in this area; area_code is the village of the household, owner_area_code the office that owes it';
select sec.distribute('casework.task', 'distributed');
create index task_open on casework.task (area_code, level, due_on) where closed_at is null;
create index task_by_owner on casework.task (owner_area_code, level, due_on) where closed_at is null;
create index task_by_case on casework.task (county_code, case_id);
select sec.protect('casework.task');

create table publicity.notice (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  notice_no text not null,
  type text not null,
  place text not null,
  from_on date not null,
  to_on date not null,
  objection_phone text not null,
  template_version text not null,
  state text not null,
  start_photo_id uuid,
  end_photo_id uuid,
  objection_token text not null,
  posted_by uuid not null,
  posted_by_name text not null,
  posted_at timestamptz not null,
  withdrawn_at timestamptz,
  version int not null,
  constraint notice_pk primary key (county_code, id),
  constraint notice_no_once unique (county_code, notice_no),
  constraint notice_state_known check (state in ('DRAFT', 'POSTED', 'OBJECTED', 'ENDED', 'WITHDRAWN')),
  constraint notice_days check (to_on >= from_on)
);
comment on table publicity.notice is '公示 / 公告 in one village; type is a code of publicity_type';
select sec.distribute('publicity.notice', 'distributed');
create index notice_by_area on publicity.notice (area_code, state);
select sec.protect('publicity.notice');

create table publicity.notice_entry (
  county_code text not null,
  notice_id uuid not null,
  case_id uuid not null,
  area_code text collate "C" not null,
  display_name text not null,
  display_area text not null,
  family_size int not null,
  display_reason text not null,
  constraint notice_entry_pk primary key (county_code, notice_id, case_id)
);
comment on table publicity.notice_entry is 'Only these fields may be shown: masked name, village and group, size, proposed category; never number, phone, account, health';
select sec.distribute('publicity.notice_entry', 'distributed');
alter table publicity.notice_entry add constraint notice_entry_notice_fk foreign key (county_code, notice_id) references publicity.notice (county_code, id);
create index notice_entry_by_case on publicity.notice_entry (county_code, case_id);
select sec.protect('publicity.notice_entry', 'select,insert');

create table publicity.objection (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  notice_id uuid not null,
  case_id uuid not null,
  raised_by_sealed bytea,
  channel text not null,
  content text not null,
  received_on date not null,
  due_on date not null,
  review_team jsonb,
  result_code text,
  reply text,
  replied_at timestamptz,
  constraint objection_pk primary key (county_code, id),
  constraint objection_channel_known check (channel in ('phone', 'box', 'visit', 'online'))
);
comment on table publicity.objection is '异议 against a notice, also anonymous; who objected is sealed and never told to the household';
select sec.distribute('publicity.objection', 'distributed');
create index objection_by_case on publicity.objection (county_code, case_id);
select sec.protect('publicity.objection');
