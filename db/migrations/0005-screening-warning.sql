-- Runs of the screening and what they found; clues merged into one dispatch a household.
create schema screening;
create schema warning;
grant usage on schema screening, warning to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

create table screening.run (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  run_no text not null,
  pack_id uuid not null,
  pack_name text not null,
  pack_hash text not null,
  period text not null,
  engine text not null,
  state text not null,
  progress jsonb not null,
  snapshot_pos bigint,
  batches jsonb not null,
  missing_items text[] not null,
  households int,
  item_rows bigint,
  counts jsonb,
  by_rule jsonb,
  result_hash text,
  kept_files jsonb,
  seconds numeric(9, 3),
  failure jsonb,
  started_by uuid not null,
  started_by_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  dispatched_at timestamptz,
  version int not null,
  constraint run_pk primary key (county_code, id),
  constraint run_state_known check (state in ('queued', 'running', 'done', 'failed')),
  constraint run_done_finished check (state <> 'done' or finished_at is not null)
);
comment on table screening.run is '筛选批次: inputs (snapshot, batches, pack hash), engine and result hash; the same inputs give the same hash';
comment on column screening.run.kept_files is 'Columnar files that the run read, below the data folder, kept so that it can be worked out again; null when they are swept';
select sec.distribute('screening.run', 'distributed');
create index run_by_time on screening.run (county_code, started_at desc);
select sec.protect('screening.run');
select sec.show_below('screening.run');

create table screening.hit (
  county_code text not null,
  run_id uuid not null,
  household_id uuid not null,
  area_code text collate "C" not null,
  level smallint,
  score double precision,
  main_reason text not null,
  triggers text[] not null,
  risk_types text[] not null,
  exclusions text[] not null,
  undecided int not null,
  is_new boolean not null,
  is_monitored boolean not null default false,
  trace jsonb not null,
  constraint hit_pk primary key (county_code, run_id, household_id),
  constraint hit_level_known check (level is null or level between 1 and 4)
);
comment on table screening.hit is '筛选结果 of the households that somebody must see, with the trace from which every number can be recomputed';
comment on column screening.hit.level is 'code risk_level: 1 红, 2 橙, 3 黄; null = a key rule cannot be decided, data must be collected';
comment on column screening.hit.is_monitored is 'monitored when the run worked: its contact follows up, no new identification is opened';
select sec.distribute('screening.hit', 'distributed');
alter table screening.hit add constraint hit_run_fk foreign key (county_code, run_id) references screening.run (county_code, id);
create index hit_by_area on screening.hit (county_code, run_id, area_code, level);
create index hit_by_household on screening.hit (county_code, household_id);
select sec.protect('screening.hit', 'select,insert');

create table screening.area_count (
  county_code text not null,
  run_id uuid not null,
  area_code text collate "C" not null,
  households int not null,
  red int not null,
  orange int not null,
  yellow int not null,
  green int not null,
  undecided int not null,
  newly int not null,
  cleared int not null,
  monitored int not null default 0,
  by_rule jsonb not null,
  constraint area_count_pk primary key (county_code, run_id, area_code)
);
comment on column screening.area_count.monitored is 'of the red, orange and yellow ones those that are monitored already';
comment on table screening.area_count is 'Counts of a run by area (county, towns, villages); stable and undecided are never added';
select sec.distribute('screening.area_count', 'distributed');
select sec.protect('screening.area_count', 'select,insert');

-- Published to insight: runs that are done, and their counts. No household.
create view screening.v_closed_run with (security_invoker = true) as
select r.county_code, r.id as run_id, r.area_code, r.run_no, r.period, r.pack_name, r.batches, r.missing_items, r.started_at, r.finished_at, r.dispatched_at
from screening.run r where r.state = 'done';
comment on view screening.v_closed_run is 'Runs whose result stands: nothing of them changes any more but the moment of their dispatch';

create view screening.v_area_count with (security_invoker = true) as
select c.county_code, c.run_id, c.area_code, c.households, c.red, c.orange, c.yellow, c.green, c.undecided, c.newly, c.cleared, c.monitored
from screening.area_count c;
comment on view screening.v_area_count is 'Counts of runs by county, town and village';
grant select on screening.v_closed_run, screening.v_area_count to shouwang_app, shouwang_job, shouwang_reader;

create table warning.dispatch (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  dispatch_no text not null,
  household_id uuid not null,
  head_name text not null,
  run_id uuid,
  level smallint not null,
  channel text not null,
  reasons jsonb not null,
  rule_codes text[] not null,
  risk_types text[] not null,
  state text not null,
  result_code text,
  received_on date not null,
  due_on date not null,
  case_id uuid,
  created_at timestamptz not null,
  version int not null,
  constraint dispatch_pk primary key (county_code, id),
  constraint dispatch_no_once unique (county_code, dispatch_no),
  constraint dispatch_state_known check (state in ('RECEIVED', 'MERGED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY', 'CLOSED'))
);
comment on table warning.dispatch is 'One work sheet a household and cycle: all hits, triggers and clues merged, with reasons, village and due date';
select sec.distribute('warning.dispatch', 'distributed');
create unique index dispatch_open_once on warning.dispatch (county_code, household_id) where state in ('RECEIVED', 'DISPATCHED', 'VERIFYING', 'VERIFIED', 'DEPT_FOLLOWUP', 'TO_IDENTIFY');
create index dispatch_by_household on warning.dispatch (county_code, household_id);
create index dispatch_by_area on warning.dispatch (area_code, level, due_on);
create index dispatch_by_run on warning.dispatch (county_code, run_id);
select sec.protect('warning.dispatch');

create table warning.clue (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  dispatch_id uuid not null,
  channel text not null,
  rule_code text not null,
  department_code text,
  risk_types text[] not null,
  level smallint not null,
  reason text not null,
  trigger_values jsonb not null,
  run_id uuid,
  received_at timestamptz not null,
  status text not null,
  result_code text,
  constraint clue_pk primary key (county_code, id)
);
comment on table warning.clue is '风险线索: every hint from any channel, merged into one dispatch';
select sec.distribute('warning.clue', 'distributed');
alter table warning.clue add constraint clue_dispatch_fk foreign key (county_code, dispatch_id) references warning.dispatch (county_code, id);
create index clue_by_dispatch on warning.clue (county_code, dispatch_id);
create index clue_by_household on warning.clue (county_code, household_id, received_at desc);
select sec.protect('warning.clue');
