-- The schema after all migrations, to be read: every own table with what its columns say about a person, keys, indexes, policies,
-- grants, views and functions. Written by `npm run db:types` from db/migrations; a test fails when it is not what they make.

create schema areas; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema audit; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema casework; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema evidence; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema exchange; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema identity; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema platform; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema policy; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema publicity; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema registry; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema screening; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema sec; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema staff; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader
create schema warning; -- usage to shouwang_app; usage to shouwang_auditor; usage to shouwang_job; usage to shouwang_reader

-- Administrative divisions 省-市-县-镇-村 (NBS statistical codes 2023), codes of 2/4/6/9/12 digits
create table areas.area ( -- reference
  code text collate "C" not null, -- business, 永久
  parent_code text collate "C", -- business, 永久
  level smallint not null, -- business, 永久
  name text not null, -- business, 永久
  short_name text not null, -- business, 永久
  pinyin text collate "C" not null, -- business, 永久
  initials text collate "C" not null, -- business, 永久
  valid_from date not null, -- business, 永久
  valid_to date, -- business, 永久
  merged_into_code text collate "C", -- business, 永久
  constraint area_pk PRIMARY KEY (code),
  constraint area_code_form CHECK (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'::text),
  constraint area_level_known CHECK (level >= 1 AND level <= 5)
);
comment on column areas.area.initials is 'Pinyin initials of the name, for search';
CREATE INDEX area_by_initials ON areas.area USING btree (initials);
CREATE INDEX area_by_name ON areas.area USING btree (short_name COLLATE "C");
CREATE INDEX area_by_parent ON areas.area USING btree (parent_code, code);
alter table areas.area force row level security;
create policy owner_all on areas.area to shouwang_owner using (true) with check (true);
create policy scoped on areas.area to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on areas.area as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Who did or read what, written in the transaction of the act; never changed
create table audit.event ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  at timestamp with time zone not null, -- technical
  actor_id uuid, -- technical
  actor_name text not null, -- identifier, maskName, 10年
  role text not null, -- business, 10年
  action text not null, -- business, 10年
  object_key text not null, -- business, 10年
  reason text, -- personal, 10年
  detail jsonb, -- personal, 10年
  request_id text, -- technical
  constraint event_pk PRIMARY KEY (county_code, id)
);
CREATE INDEX event_by_object ON audit.event USING btree (county_code, object_key, at DESC);
alter table audit.event force row level security;
create policy area_insert on audit.event for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on audit.event for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on audit.event to shouwang_owner using (true) with check (true);
create policy signed on audit.event as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Signed heads of the chain; each is also anchored outside the database
create table audit.head ( -- distributed
  county_code text not null, -- technical
  seq bigint not null, -- technical
  area_code text collate "C" not null, -- technical
  sealed_at timestamp with time zone not null, -- technical
  chain_hash text not null, -- technical
  mac text not null, -- technical, 10年
  constraint head_pk PRIMARY KEY (county_code, seq)
);
alter table audit.head force row level security;
create policy area_select on audit.head for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on audit.head to shouwang_owner using (true) with check (true);
create policy signed on audit.head as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Chain over audit events in the order of sealing: chain_hash = SM3(previous chain_hash || row_hash)
create table audit.seal ( -- distributed
  county_code text not null, -- technical
  seq bigint not null, -- technical
  area_code text collate "C" not null, -- technical
  event_id uuid not null, -- technical
  row_hash text not null, -- technical
  chain_hash text not null, -- technical
  constraint seal_pk PRIMARY KEY (county_code, seq),
  constraint seal_event_once UNIQUE (county_code, event_id)
);
alter table audit.seal force row level security;
create policy area_select on audit.seal for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on audit.seal to shouwang_owner using (true) with check (true);
create policy signed on audit.seal as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 各县汇总: open cases of a county by step and days, and its headline figures, as they were when the program last counted; names no household
create table casework.county_count ( -- distributed
  county_code text not null, -- technical
  area_code text collate "C" not null, -- technical
  counts jsonb not null, -- business, 永久
  counted_on date not null, -- business, 永久
  counted_at timestamp with time zone not null, -- business, 永久
  constraint county_count_pk PRIMARY KEY (county_code)
);
comment on column casework.county_count.counts is 'heaps: open cases by state, days in the step and lateness; figures: days since the start, overdue, owed, registered, opened on the day';
alter table casework.county_count force row level security;
create policy area_insert on casework.county_count for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.county_count for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on casework.county_count for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.county_count to shouwang_owner using (true) with check (true);
create policy signed on casework.county_count as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 审核审批: one row a transition, with the frozen data that it was based on (inputs, inputs_hash)
create table casework.decision ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  case_id uuid not null, -- technical
  step text not null, -- business, 永久
  event text not null, -- business, 永久
  from_state text not null, -- business, 永久
  to_state text not null, -- business, 永久
  actor_id uuid not null, -- technical
  actor_name text not null, -- identifier, maskName, 永久
  role text not null, -- business, 永久
  result_code text, -- personal, 永久
  opinion text not null, -- personal, 永久
  decided_at timestamp with time zone not null, -- technical
  decided_on date not null, -- business, 永久
  pack_id uuid not null, -- technical
  inputs_hash text not null, -- technical
  inputs jsonb not null, -- sensitive, 永久
  constraint decision_pk PRIMARY KEY (county_code, id),
  constraint decision_case_fk FOREIGN KEY (county_code, case_id) REFERENCES casework.identification(county_code, id)
);
CREATE INDEX decision_by_case ON casework.decision USING btree (county_code, case_id, decided_at);
alter table casework.decision force row level security;
create policy area_insert on casework.decision for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.decision for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.decision to shouwang_owner using (true) with check (true);
create policy signed on casework.decision as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 识别: one household from work sheet to county decision; snapshot is the persisted state of the machine, state its IDENT or CLUE code
create table casework.identification ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  case_no text not null, -- business, 永久
  household_id uuid not null, -- technical
  head_name text not null, -- identifier, maskName, 永久
  dispatch_id uuid not null, -- technical
  level smallint not null, -- personal, 永久
  episode_no integer not null, -- business, 永久
  category text, -- personal, 永久
  risk_types text[] not null, -- sensitive, 永久
  channel text not null, -- business, 永久
  state text not null, -- business, 永久
  snapshot jsonb not null, -- personal, 永久
  pack_id uuid not null, -- technical
  pack_hash text not null, -- technical
  started_on date not null, -- business, 永久
  chain_due_on date not null, -- business, 永久
  step_started_on date not null, -- business, 永久
  step_due_on date, -- business, 永久
  paused_on date, -- business, 永久
  pause_reason text, -- personal, 永久
  paused_days integer not null, -- business, 永久
  step_runs boolean not null, -- business, 永久
  green_channel boolean not null, -- business, 永久
  green_due_on date, -- business, 永久
  returns jsonb not null, -- personal, 永久
  result_code text, -- personal, 永久
  identified_on date, -- personal, 永久
  closed_at timestamp with time zone, -- technical
  version integer not null, -- technical
  sync_pos bigint not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  constraint identification_pk PRIMARY KEY (county_code, id),
  constraint identification_no_once UNIQUE (county_code, case_no)
);
CREATE INDEX identification_by_area ON casework.identification USING btree (area_code, state);
CREATE INDEX identification_by_due ON casework.identification USING btree (county_code, step_due_on) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX identification_open_once ON casework.identification USING btree (county_code, household_id) WHERE (closed_at IS NULL);
alter table casework.identification force row level security;
create policy area_insert on casework.identification for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.identification for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on casework.identification for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.identification to shouwang_owner using (true) with check (true);
create policy signed on casework.identification as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 评议会: one meeting of a village that heard several households; what it decided stands on the record of each case
create table casework.meeting ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  meeting_no text not null, -- business, 永久
  held_at timestamp with time zone not null, -- business, 永久
  recorded_by uuid not null, -- technical
  recorded_by_name text not null, -- identifier, maskName, 永久
  recorded_at timestamp with time zone not null, -- technical
  constraint meeting_pk PRIMARY KEY (county_code, id),
  constraint meeting_no_once UNIQUE (county_code, meeting_no)
);
CREATE INDEX meeting_by_area ON casework.meeting USING btree (area_code, recorded_at);
alter table casework.meeting force row level security;
create policy area_insert on casework.meeting for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.meeting for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.meeting to shouwang_owner using (true) with check (true);
create policy signed on casework.meeting as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- The agenda of a meeting: its cases in the order in which they were heard
create table casework.meeting_case ( -- distributed
  county_code text not null, -- technical
  meeting_id uuid not null, -- technical
  case_id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  place_no integer not null, -- business, 永久
  constraint meeting_case_pk PRIMARY KEY (county_code, meeting_id, case_id),
  constraint meeting_case_meeting_fk FOREIGN KEY (county_code, meeting_id) REFERENCES casework.meeting(county_code, id)
);
CREATE INDEX meeting_case_by_case ON casework.meeting_case USING btree (county_code, case_id);
alter table casework.meeting_case force row level security;
create policy area_insert on casework.meeting_case for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.meeting_case for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.meeting_case to shouwang_owner using (true) with check (true);
create policy signed on casework.meeting_case as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- For which meeting (or case), notice or announcement the content of a photograph stands; content stands for one of them only, in the whole county
create table casework.photo_use ( -- distributed
  county_code text not null, -- technical
  file_hash text not null, -- technical
  area_code text collate "C" not null, -- technical
  holder uuid not null, -- technical
  recorded_at timestamp with time zone not null, -- technical
  constraint photo_use_pk PRIMARY KEY (county_code, file_hash)
);
alter table casework.photo_use force row level security;
create policy area_insert on casework.photo_use for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.photo_use for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.photo_use to shouwang_owner using (true) with check (true);
create policy signed on casework.photo_use as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- What a step recorded (visit, consent, comparison, meeting, notice, objection, spot check); a return supersedes, never deletes
create table casework.step_record ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  case_id uuid not null, -- technical
  step text not null, -- business, 永久
  round integer not null, -- business, 永久
  data jsonb not null, -- sensitive, 永久
  health_sealed bytea, -- sensitive, sealed, 永久
  recorded_by uuid not null, -- technical
  recorded_by_name text not null, -- identifier, maskName, 永久
  recorded_at timestamp with time zone not null, -- technical
  superseded boolean not null, -- business, 永久
  constraint step_record_pk PRIMARY KEY (county_code, id),
  constraint step_record_case_fk FOREIGN KEY (county_code, case_id) REFERENCES casework.identification(county_code, id)
);
CREATE INDEX step_record_by_case ON casework.step_record USING btree (county_code, case_id, recorded_at);
alter table casework.step_record force row level security;
create policy area_insert on casework.step_record for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.step_record for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on casework.step_record for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.step_record to shouwang_owner using (true) with check (true);
create policy signed on casework.step_record as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 待办: what somebody of these roles must do in this area; area_code is the village of the household, owner_area_code the office that owes it
create table casework.task ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  owner_area_code text collate "C" not null, -- technical
  case_id uuid not null, -- technical
  household_id uuid not null, -- technical
  kind text not null, -- business, 10年
  roles text[] not null, -- business, 10年
  department_code text, -- business, 10年
  title text not null, -- business, 10年
  reason text not null, -- sensitive, 10年
  level smallint not null, -- personal, 10年
  due_on date, -- business, 10年
  state text not null, -- business, 10年
  claimed_by uuid, -- technical
  claimed_by_name text, -- identifier, maskName, 10年
  opened_at timestamp with time zone not null, -- technical
  closed_at timestamp with time zone, -- technical
  assignees uuid[], -- technical
  constraint task_pk PRIMARY KEY (county_code, id),
  constraint task_state_known CHECK (state = ANY (ARRAY['OPEN'::text, 'CLAIMED'::text, 'PAUSED'::text, 'DONE'::text, 'OVERDUE'::text, 'CANCELLED'::text]))
);
comment on column casework.task.assignees is 'Accounts of those whose it is, beside their roles; null: of everybody in these posts';
CREATE INDEX task_by_case ON casework.task USING btree (county_code, case_id);
CREATE INDEX task_by_owner ON casework.task USING btree (owner_area_code, level, due_on) WHERE (closed_at IS NULL);
CREATE INDEX task_open ON casework.task USING btree (area_code, level, due_on) WHERE (closed_at IS NULL);
alter table casework.task force row level security;
create policy area_insert on casework.task for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on casework.task for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on casework.task for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on casework.task to shouwang_owner using (true) with check (true);
create policy signed on casework.task as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 承诺授权: dated, revocable; scopes are codes of consent_scope
create table evidence.consent ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  covered_members uuid[] not null, -- personal, 永久
  scopes text[] not null, -- personal, 永久
  signed_at timestamp with time zone not null, -- personal, 永久
  mode text not null, -- personal, 永久
  proxy_name text, -- identifier, maskName, 永久
  proxy_relation text, -- personal, 永久
  informed_text text not null, -- business, 永久
  document_id uuid, -- technical
  valid_to date not null, -- personal, 永久
  revoked_at timestamp with time zone, -- personal, 永久
  recorded_by uuid not null, -- technical
  constraint consent_pk PRIMARY KEY (county_code, id),
  constraint consent_mode_known CHECK (mode = ANY (ARRAY['paper'::text, 'fingerprint'::text, 'electronic'::text, 'voice'::text]))
);
CREATE INDEX consent_by_household ON evidence.consent USING btree (county_code, household_id, signed_at DESC);
alter table evidence.consent force row level security;
create policy area_insert on evidence.consent for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on evidence.consent for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on evidence.consent for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on evidence.consent to shouwang_owner using (true) with check (true);
create policy signed on evidence.consent as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 佐证材料: photographs, signed papers and papers that the platform generated; content by hash in the file store
create table evidence.document ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid, -- technical
  subject_type text not null, -- business, 永久
  subject_id uuid not null, -- technical
  type text not null, -- business, 永久
  kind text not null, -- business, 永久
  step text, -- business, 永久
  title text not null, -- personal, 永久
  file_hash text not null, -- sensitive, 永久
  mime text not null, -- business, 永久
  size bigint not null, -- business, 永久
  check_code text, -- business, 永久
  taken_at timestamp with time zone not null, -- personal, 永久
  uploaded_by uuid, -- technical
  uploaded_by_name text not null, -- identifier, maskName, 永久
  constraint document_pk PRIMARY KEY (county_code, id)
);
comment on column evidence.document.type is 'code evidence_type (100-112 process papers)';
comment on column evidence.document.step is 'step of the procedure at which it was made';
CREATE INDEX document_by_household ON evidence.document USING btree (county_code, household_id, taken_at);
CREATE INDEX document_by_subject ON evidence.document USING btree (county_code, subject_id, taken_at);
alter table evidence.document force row level security;
create policy area_insert on evidence.document for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on evidence.document for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on evidence.document to shouwang_owner using (true) with check (true);
create policy signed on evidence.document as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 存疑行: accepted rows that the office is asked to look at, with row, column, masked value, reason and what to do; whole lines are sealed in blocks
create table exchange.flagged_row ( -- distributed
  county_code text not null, -- technical
  batch_id uuid not null, -- technical
  row_no integer not null, -- technical
  area_code text collate "C" not null, -- technical
  column_name text not null, -- business, 10年
  value_shown text not null, -- sensitive, 10年
  code text not null, -- business, 10年
  reason text not null, -- business, 10年
  repair text not null, -- business, 10年
  line_sealed bytea, -- identifier, sealed, 10年
  constraint flagged_row_pk PRIMARY KEY (county_code, batch_id, row_no),
  constraint flagged_row_code_known CHECK (code = 'name-mismatch'::text)
);
comment on column exchange.flagged_row.line_sealed is 'On the first row of a block: the lines of all its rows, sealed together; null on the others';
alter table exchange.flagged_row force row level security;
create policy area_insert on exchange.flagged_row for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on exchange.flagged_row for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on exchange.flagged_row to shouwang_owner using (true) with check (true);
create policy signed on exchange.flagged_row as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 交换作业: one department file of one item and month; rows_in = accepted + rejected, accepted = matched + unmatched
create table exchange.import_batch ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  batch_no text not null, -- business, 10年
  item_code text not null, -- business, 10年
  department_code text not null, -- business, 10年
  period text not null, -- business, 10年
  file_name text not null, -- business, 10年
  file_hash text not null, -- sensitive, 10年
  file_size bigint not null, -- business, 10年
  state text not null, -- business, 10年
  progress jsonb not null, -- business, 10年
  encoding text, -- business, 10年
  header_row integer, -- business, 10年
  rows_in integer, -- business, 10年
  rows_accepted integer, -- business, 10年
  rows_rejected integer, -- business, 10年
  rows_matched integer, -- business, 10年
  rows_unmatched integer, -- business, 10年
  gates jsonb, -- business, 10年
  report jsonb, -- business, 10年
  failure jsonb, -- business, 10年
  data_date date, -- business, 10年
  parse_seconds numeric(9,3), -- business, 10年
  uploaded_by uuid not null, -- technical
  uploaded_by_name text not null, -- identifier, maskName, 10年
  received_at timestamp with time zone not null, -- technical
  finished_at timestamp with time zone, -- technical
  confirmed_by_name text, -- identifier, maskName, 10年
  withdrawn_at timestamp with time zone, -- technical
  withdrawn_by_name text, -- identifier, maskName, 10年
  withdraw_reason text, -- business, 10年
  version integer not null, -- technical
  constraint import_batch_pk PRIMARY KEY (county_code, id),
  constraint import_batch_state_known CHECK (state = ANY (ARRAY['received'::text, 'checking'::text, 'held'::text, 'accepted'::text, 'failed'::text, 'withdrawn'::text])),
  constraint import_batch_sum CHECK (rows_in IS NULL OR rows_in = (rows_accepted + rows_rejected) AND rows_accepted = (rows_matched + rows_unmatched))
);
comment on column exchange.import_batch.state is 'held = checked, waits for the confirmation of the office; only accepted files are screened';
comment on column exchange.import_batch.report is 'Counts by fault and by reason, header and format facts of the check';
comment on column exchange.import_batch.data_date is 'The day that the data speak of: latest date of the item''s data date column, else the last day of the month';
CREATE INDEX import_batch_by_item ON exchange.import_batch USING btree (county_code, item_code, period, received_at DESC);
CREATE UNIQUE INDEX import_batch_file_once ON exchange.import_batch USING btree (county_code, item_code, period, file_hash) WHERE (state = ANY (ARRAY['received'::text, 'checking'::text, 'held'::text, 'accepted'::text]));
alter table exchange.import_batch force row level security;
create policy area_insert on exchange.import_batch for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on exchange.import_batch for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on exchange.import_batch for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on exchange.import_batch to shouwang_owner using (true) with check (true);
create policy signed on exchange.import_batch as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Each refused row with row, column, value (masked where it is a number of a person), reason and repair; whole lines are sealed in blocks
create table exchange.rejected_row ( -- distributed
  county_code text not null, -- technical
  batch_id uuid not null, -- technical
  row_no integer not null, -- technical
  area_code text collate "C" not null, -- technical
  column_name text not null, -- business, 10年
  value_shown text not null, -- sensitive, 10年
  code text not null, -- business, 10年
  reason text not null, -- business, 10年
  repair text not null, -- business, 10年
  line_sealed bytea, -- identifier, sealed, 10年
  constraint rejected_row_pk PRIMARY KEY (county_code, batch_id, row_no)
);
comment on column exchange.rejected_row.line_sealed is 'On the first row of a block: the lines of all its rows, sealed together; null on the others';
CREATE INDEX rejected_row_by_code ON exchange.rejected_row USING btree (county_code, batch_id, code, row_no);
alter table exchange.rejected_row force row level security;
create policy area_insert on exchange.rejected_row for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on exchange.rejected_row for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on exchange.rejected_row to shouwang_owner using (true) with check (true);
create policy signed on exchange.rejected_row as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- How an account proves itself: argon2id hash and sealed TOTP secret
create table identity.credential ( -- local
  account_id uuid not null, -- technical
  login_name text not null, -- identifier, withheld, account
  password_hash text not null, -- sensitive, account
  totp_secret bytea, -- sensitive, sealed, account
  last_totp_step bigint, -- technical, account
  changed_at timestamp with time zone not null, -- technical
  must_change_password boolean not null default false, -- technical, account
  password_until timestamp with time zone, -- technical, account
  last_sign_in_at timestamp with time zone, -- technical, account
  constraint credential_pk PRIMARY KEY (account_id),
  constraint credential_login_once UNIQUE (login_name)
);
comment on column identity.credential.must_change_password is 'The password was made by somebody else: until it is changed, nothing but changing it is allowed';
comment on column identity.credential.password_until is 'After this a password made by somebody else is void';
alter table identity.credential force row level security;
create policy owner_all on identity.credential to shouwang_owner using (true) with check (true);
create policy scoped on identity.credential to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on identity.credential as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Sign-ins that one person made for another, each of them: whoever made the last one could still know it, and so could whoever held the maker's then
create table identity.hand_out ( -- local
  id uuid not null, -- technical
  account_id uuid not null, -- technical
  issued_by uuid not null, -- technical, session
  issued_at timestamp with time zone not null, -- technical, session
  constraint hand_out_pk PRIMARY KEY (id),
  constraint hand_out_not_to_oneself CHECK (issued_by <> account_id)
);
comment on column identity.hand_out.issued_by is 'Who made the sign-in. For a week (APART_DAYS) he holds the account, and through it whatever it hands out in that week; from holder to holder this is walked back, at most eight steps, and somebody held decides nothing in which a holder is the other party';
CREATE INDEX hand_out_age ON identity.hand_out USING btree (issued_at);
CREATE INDEX hand_out_by_account ON identity.hand_out USING btree (account_id, issued_at DESC);
alter table identity.hand_out force row level security;
create policy owner_all on identity.hand_out to shouwang_owner using (true) with check (true);
create policy scoped on identity.hand_out to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on identity.hand_out as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: delete, insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Sessions by the hash of their token; the token itself is never stored
create table identity.session ( -- local
  token_hash text not null, -- technical, session
  account_id uuid not null, -- technical
  post_id uuid not null, -- technical
  created_at timestamp with time zone not null, -- technical
  last_seen_at timestamp with time zone not null, -- technical
  expires_at timestamp with time zone not null, -- technical
  ended_at timestamp with time zone, -- technical
  code_checked_at timestamp with time zone, -- technical, session
  constraint session_pk PRIMARY KEY (token_hash)
);
comment on column identity.session.code_checked_at is 'When the person last proved with a one-time code, within this session, who he is; acts that need it ask for at most five minutes';
CREATE INDEX session_by_account ON identity.session USING btree (account_id);
alter table identity.session force row level security;
create policy owner_all on identity.session to shouwang_owner using (true) with check (true);
create policy scoped on identity.session to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on identity.session as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: delete, insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Failed attempts by the hash of the login name that was typed, known or not, so that a delay does not tell who exists
create table identity.sign_in_failure ( -- local
  login_key text not null, -- technical, session
  failed_count integer not null, -- technical, session
  locked_until timestamp with time zone, -- technical, session
  last_failed_at timestamp with time zone not null, -- technical, session
  constraint sign_in_failure_pk PRIMARY KEY (login_key)
);
CREATE INDEX sign_in_failure_age ON identity.sign_in_failure USING btree (last_failed_at);
alter table identity.sign_in_failure force row level security;
create policy owner_all on identity.sign_in_failure to shouwang_owner using (true) with check (true);
create policy scoped on identity.sign_in_failure to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on identity.sign_in_failure as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: delete, insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 导出申请: a list that somebody wants as a file, for a purpose; made only after another person let it go
create table platform.export_request ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  request_no text not null, -- business, 10年
  kind text not null, -- business, 10年
  title text not null, -- business, 10年
  filter jsonb not null, -- personal, 10年
  filter_words jsonb, -- personal, 10年
  format text not null, -- business, 10年
  purpose text not null, -- personal, 10年
  rows_asked integer not null, -- business, 10年
  state text not null, -- business, 10年
  requested_by uuid not null, -- technical
  requested_by_name text not null, -- identifier, maskName, 10年
  requested_by_post text not null, -- business, 10年
  role text not null, -- business, 10年
  requested_at timestamp with time zone not null, -- technical
  decided_by uuid, -- technical
  decided_by_name text, -- identifier, maskName, 10年
  decided_by_post text, -- business, 10年
  decided_at timestamp with time zone, -- technical
  opinion text, -- personal, 10年
  started_at timestamp with time zone, -- technical
  rows_done integer not null, -- business, 10年
  rows_made integer, -- business, 10年
  finished_at timestamp with time zone, -- technical
  failure text, -- business, 10年
  file_hash text, -- sensitive
  file_size bigint, -- business, 10年
  expires_at timestamp with time zone, -- technical
  downloads integer not null, -- business, 10年
  last_download_at timestamp with time zone, -- technical
  version integer not null, -- technical
  constraint export_request_pk PRIMARY KEY (county_code, id),
  constraint export_request_no_once UNIQUE (county_code, request_no),
  constraint export_request_decided_first CHECK ((state = ANY (ARRAY['requested'::text, 'withdrawn'::text, 'expired'::text])) OR decided_at IS NOT NULL),
  constraint export_request_format_known CHECK (format = ANY (ARRAY['csv'::text, 'xlsx'::text])),
  constraint export_request_maker_is_not_checker CHECK (decided_at IS NULL OR decided_by IS NOT NULL AND decided_by <> requested_by),
  constraint export_request_purpose_said CHECK (length(purpose) >= 4),
  constraint export_request_ready_has_file CHECK (state <> 'ready'::text OR file_hash IS NOT NULL AND rows_made IS NOT NULL AND expires_at IS NOT NULL),
  constraint export_request_state_known CHECK (state = ANY (ARRAY['requested'::text, 'approved'::text, 'refused'::text, 'ready'::text, 'expired'::text, 'failed'::text, 'withdrawn'::text]))
);
comment on column platform.export_request.area_code is 'Area of the post in which it was asked for; whoever decides has his post over it';
comment on column platform.export_request.filter is 'The filter of the list as it stood in the address; never a number of a person';
comment on column platform.export_request.filter_words is 'The same filter in words, as requester and approver saw it';
comment on column platform.export_request.rows_asked is 'Rows that the filter left when it was asked for';
comment on column platform.export_request.role is 'Role of the post in which it was asked for; checked again when the file is made and when it is fetched';
comment on column platform.export_request.rows_done is 'Rows written so far; it moves without a new version';
comment on column platform.export_request.file_hash is 'SM3 of the content; the sealed file lies under the id of the request and is gone when it has expired or was withdrawn';
CREATE INDEX export_request_by_person ON platform.export_request USING btree (county_code, requested_by, requested_at DESC, id DESC);
CREATE INDEX export_request_by_state ON platform.export_request USING btree (county_code, state, requested_at DESC, id DESC);
CREATE INDEX export_request_to_sweep ON platform.export_request USING btree (state, expires_at) WHERE (state = ANY (ARRAY['requested'::text, 'ready'::text]));
alter table platform.export_request force row level security;
create policy area_insert on platform.export_request for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on platform.export_request for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on platform.export_request for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on platform.export_request to shouwang_owner using (true) with check (true);
create policy signed on platform.export_request as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- The answer to each unsafe request with an Idempotency-Key, written in the same transaction as its effect
create table platform.idempotency ( -- local
  account_id uuid not null, -- technical
  key text not null, -- technical, retry
  operation text not null, -- technical, retry
  request_hash text not null, -- technical
  status integer not null, -- technical, retry
  body jsonb, -- sensitive, retry
  created_at timestamp with time zone not null, -- technical
  constraint idempotency_pk PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_age ON platform.idempotency USING btree (created_at);
alter table platform.idempotency force row level security;
create policy owner_all on platform.idempotency to shouwang_owner using (true) with check (true);
create policy scoped on platform.idempotency to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on platform.idempotency as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: delete, insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Small facts of this deployment: demonstration offset, first start
create table platform.setting ( -- local
  name text not null, -- technical
  value jsonb not null, -- technical
  constraint setting_pk PRIMARY KEY (name)
);
alter table platform.setting force row level security;
create policy owner_all on platform.setting to shouwang_owner using (true) with check (true);
create policy scoped on platform.setting to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on platform.setting as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 政策包: dated lines, categories, steps, limits, indicators, triggers, exclusions and levels of an area; content is the resolved pack
create table policy.pack ( -- reference
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  code text not null, -- business, 30年
  name text not null, -- business, 30年
  effective_from date not null, -- business, 30年
  effective_to date, -- business, 30年
  content_hash text not null, -- technical
  source_yaml text not null, -- business, 30年
  content jsonb not null, -- business, 30年
  state text not null, -- business, 30年
  activated_by_name text, -- identifier, maskName, 30年
  activated_at timestamp with time zone, -- technical
  version_no integer not null, -- technical
  origin text not null, -- business, 30年
  source_hash text not null, -- technical
  base_id uuid, -- technical
  replaces_id uuid, -- technical
  taken_from uuid, -- technical
  carried_by uuid, -- technical
  reason text, -- business, 30年
  proposed_by uuid, -- technical
  proposed_by_name text, -- identifier, maskName, 30年
  proposed_at timestamp with time zone, -- technical
  activated_by uuid, -- technical
  in_force_from date, -- business, 30年
  superseded_on date, -- business, 30年
  closed_by uuid, -- technical
  closed_by_name text, -- identifier, maskName, 30年
  closed_at timestamp with time zone, -- technical
  closed_reason text, -- business, 30年
  version integer not null, -- technical
  constraint pack_pk PRIMARY KEY (id),
  constraint pack_version_once UNIQUE (code, version_no),
  constraint pack_closed_with_reason CHECK ((state <> ALL (ARRAY['refused'::text, 'withdrawn'::text])) OR origin = 'product'::text OR closed_reason IS NOT NULL),
  constraint pack_confirmed_by_somebody CHECK ((state <> ALL (ARRAY['active'::text, 'retired'::text])) OR in_force_from IS NOT NULL AND activated_at IS NOT NULL AND (activated_by IS NOT NULL OR origin = 'product'::text)),
  constraint pack_origin_known CHECK (origin = ANY (ARRAY['product'::text, 'person'::text])),
  constraint pack_proposal_has_author CHECK (origin = 'product'::text OR proposed_by IS NOT NULL AND reason IS NOT NULL),
  constraint pack_refused_by_another CHECK (state <> 'refused'::text OR closed_by IS NOT NULL AND closed_by IS DISTINCT FROM proposed_by),
  constraint pack_state_known CHECK (state = ANY (ARRAY['proposed'::text, 'active'::text, 'retired'::text, 'refused'::text, 'withdrawn'::text])),
  constraint pack_two_persons CHECK (activated_by IS NULL OR proposed_by IS NOT NULL AND proposed_by <> activated_by)
);
comment on column policy.pack.version_no is 'Number of the version of this pack; proposals that were never confirmed have one too';
comment on column policy.pack.origin is 'product: a text that ships, offered or taken in at the first start; person: somebody proposed it';
comment on column policy.pack.source_hash is 'SHA-256 of source_yaml: what ships is offered once';
comment on column policy.pack.base_id is 'Version of the pack below on which the content was resolved; null where the pack extends none';
comment on column policy.pack.replaces_id is 'Latest confirmed version when this one was proposed: a later one must be looked at before this one may be confirmed';
comment on column policy.pack.taken_from is 'Version whose text was taken over: an earlier one, or one that ships';
comment on column policy.pack.carried_by is 'Version of the pack below whose confirmation resolved this one anew, by the same author and confirmer';
comment on column policy.pack.in_force_from is 'First day on which the version holds: its effective day, or the day of confirmation when that is later; null while it is not confirmed';
comment on column policy.pack.superseded_on is 'First day on which it no longer holds, since a later version does; equal to in_force_from when it never came to hold';
comment on column policy.pack.closed_reason is 'Why the proposal was refused or withdrawn';
CREATE INDEX pack_by_day ON policy.pack USING btree (code, in_force_from) WHERE (in_force_from IS NOT NULL);
CREATE UNIQUE INDEX pack_proposal_once ON policy.pack USING btree (code, content_hash) WHERE (state = 'proposed'::text);
alter table policy.pack force row level security;
create policy owner_all on policy.pack to shouwang_owner using (true) with check (true);
create policy pack_propose on policy.pack for insert to shouwang_app with check (origin = 'person'::text AND state = 'proposed'::text AND activated_by IS NULL AND in_force_from IS NULL AND proposed_by::text = NULLIF(current_setting('app.actor'::text, true), ''::text) AND area_code = NULLIF(current_setting('app.lo'::text, true), ''::text) AND (NULLIF(current_setting('app.role'::text, true), ''::text) = ANY (ARRAY['PROV_LEAD'::text, 'PROV_OPS'::text, 'CITY_LEAD'::text, 'COUNTY_LEAD'::text, 'COUNTY_APPROVER'::text])) OR origin = 'product'::text AND proposed_by IS NULL AND activated_by IS NULL AND NULLIF(current_setting('app.role'::text, true), ''::text) = 'SYSTEM'::text AND (state = 'proposed'::text OR state = 'active'::text AND version_no = 1));
create policy pack_read on policy.pack for select to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on policy.pack as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 公示 / 公告 in one village; type is a code of publicity_type
create table publicity.notice ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  notice_no text not null, -- business, 永久
  type text not null, -- business, 永久
  place text not null, -- business, 永久
  from_on date not null, -- business, 永久
  to_on date not null, -- business, 永久
  objection_phone text not null, -- business, 永久
  template_version text not null, -- business, 永久
  state text not null, -- business, 永久
  start_photo_id uuid, -- technical
  end_photo_id uuid, -- technical
  objection_token text not null, -- technical
  posted_by uuid not null, -- technical
  posted_by_name text not null, -- identifier, maskName, 永久
  posted_at timestamp with time zone not null, -- technical
  withdrawn_at timestamp with time zone, -- technical
  version integer not null, -- technical
  constraint notice_pk PRIMARY KEY (county_code, id),
  constraint notice_no_once UNIQUE (county_code, notice_no),
  constraint notice_days CHECK (to_on >= from_on),
  constraint notice_state_known CHECK (state = ANY (ARRAY['DRAFT'::text, 'POSTED'::text, 'OBJECTED'::text, 'ENDED'::text, 'WITHDRAWN'::text]))
);
CREATE INDEX notice_by_area ON publicity.notice USING btree (area_code, state);
alter table publicity.notice force row level security;
create policy area_insert on publicity.notice for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on publicity.notice for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on publicity.notice for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on publicity.notice to shouwang_owner using (true) with check (true);
create policy signed on publicity.notice as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Only these fields may be shown: masked name, village and group, size, proposed category; never number, phone, account, health
create table publicity.notice_entry ( -- distributed
  county_code text not null, -- technical
  notice_id uuid not null, -- technical
  case_id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  display_name text not null, -- identifier, maskName, 永久
  display_area text not null, -- personal, 永久
  family_size integer not null, -- personal, 永久
  display_reason text not null, -- personal, 永久
  state text not null, -- business, 永久
  place_no integer not null, -- business, 永久
  changed_at timestamp with time zone not null, -- technical
  constraint notice_entry_pk PRIMARY KEY (county_code, notice_id, case_id),
  constraint notice_entry_notice_fk FOREIGN KEY (county_code, notice_id) REFERENCES publicity.notice(county_code, id),
  constraint notice_entry_state_known CHECK (state = ANY (ARRAY['POSTED'::text, 'OBJECTED'::text, 'ENDED'::text, 'WITHDRAWN'::text]))
);
comment on column publicity.notice_entry.state is 'State of this household on the notice; the state of the notice follows from those of its entries';
comment on column publicity.notice_entry.place_no is 'Line of the paper on which the household stands';
CREATE INDEX notice_entry_by_case ON publicity.notice_entry USING btree (county_code, case_id);
alter table publicity.notice_entry force row level security;
create policy area_insert on publicity.notice_entry for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on publicity.notice_entry for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on publicity.notice_entry for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on publicity.notice_entry to shouwang_owner using (true) with check (true);
create policy signed on publicity.notice_entry as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 异议 against a notice, also anonymous; who objected is sealed and never told to the household
create table publicity.objection ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  notice_id uuid not null, -- technical
  case_id uuid not null, -- technical
  raised_by_sealed bytea, -- identifier, sealed, 永久
  channel text not null, -- business, 永久
  content text not null, -- sensitive, 永久
  received_on date not null, -- business, 永久
  due_on date not null, -- business, 永久
  review_team jsonb, -- identifier, maskName, 永久
  result_code text, -- personal, 永久
  reply text, -- sensitive, 永久
  replied_at timestamp with time zone, -- technical
  constraint objection_pk PRIMARY KEY (county_code, id),
  constraint objection_channel_known CHECK (channel = ANY (ARRAY['phone'::text, 'box'::text, 'visit'::text, 'online'::text]))
);
CREATE INDEX objection_by_case ON publicity.objection USING btree (county_code, case_id);
alter table publicity.objection force row level security;
create policy area_insert on publicity.objection for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on publicity.objection for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on publicity.objection for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on publicity.objection to shouwang_owner using (true) with check (true);
create policy signed on publicity.objection as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 信息变更申请: what somebody proposes to change in one household, on the version that he saw; nothing of it counts anywhere before it is applied
create table registry.change_request ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  change_type text not null, -- business, 永久
  state text not null, -- business, 永久
  level text not null, -- business, 永久
  base_version integer not null, -- technical
  proposal jsonb not null, -- sensitive, 永久
  base jsonb not null, -- sensitive, 永久
  numbers_sealed bytea, -- identifier, sealed, 永久
  touched text[] not null, -- personal, 永久
  reason text not null, -- personal, 永久
  source_words text, -- business, 永久
  document_ids uuid[] not null, -- technical
  proposed_by uuid not null, -- technical
  proposed_by_name text not null, -- identifier, maskName, 永久
  proposed_role text not null, -- business, 永久
  proposed_at timestamp with time zone not null, -- technical
  proposed_on date not null, -- technical
  due_on date not null, -- business, 永久
  returns integer not null, -- business, 永久
  decided_by uuid, -- technical
  decided_by_name text, -- identifier, maskName, 永久
  decided_at timestamp with time zone, -- technical
  opinion text, -- personal, 永久
  returned_fields text[], -- personal, 永久
  applied_version integer, -- technical
  version integer not null, -- technical
  constraint change_request_pk PRIMARY KEY (county_code, id),
  constraint change_request_applied_whole CHECK ((state = 'APPLIED'::text) = (applied_version IS NOT NULL)),
  constraint change_request_decided_whole CHECK ((state = ANY (ARRAY['SUBMITTED'::text, 'WITHDRAWN'::text])) OR decided_by IS NOT NULL),
  constraint change_request_level_known CHECK (level = ANY (ARRAY['town'::text, 'county'::text])),
  constraint change_request_maker_is_not_checker CHECK (decided_by <> proposed_by),
  constraint change_request_state_known CHECK (state = ANY (ARRAY['SUBMITTED'::text, 'RETURNED'::text, 'APPLIED'::text, 'REJECTED'::text, 'WITHDRAWN'::text])),
  constraint change_request_type_known CHECK (change_type = ANY (ARRAY['H6'::text, 'H5'::text, 'M11'::text, 'M12'::text, 'M13'::text, 'M14'::text, 'M15'::text, 'M16'::text, 'M21'::text, 'M22'::text, 'M23'::text, 'M24'::text, 'M25'::text, 'M26'::text, 'M27'::text]))
);
comment on column registry.change_request.change_type is 'code change_type: H5 户主变更, H6 信息更正, M1x member joins, M2x member leaves';
comment on column registry.change_request.level is 'Who decides: town, or county for numbers, category and the head of a household with an open case';
comment on column registry.change_request.proposal is 'The proposed values; numbers stand here as masks only';
comment on column registry.change_request.base is 'The values that the proposer saw, by touched field; numbers stand here as masks only';
comment on column registry.change_request.numbers_sealed is 'The proposed numbers and those that the proposer saw, by touched field, sealed together';
comment on column registry.change_request.touched is 'The fields that it would change: household.<field>, member.<id>.<field>, income.<id>.reversed, joining.<key>';
comment on column registry.change_request.source_words is 'The word of a department or the finding with which it began';
comment on column registry.change_request.due_on is 'Last day on which it is decided (SUBMITTED) or repaired (RETURNED) in time';
CREATE INDEX change_request_by_area ON registry.change_request USING btree (area_code, proposed_at DESC, id DESC);
CREATE INDEX change_request_by_household ON registry.change_request USING btree (county_code, household_id, proposed_at DESC);
CREATE INDEX change_request_by_proposer ON registry.change_request USING btree (proposed_by, proposed_at DESC, id DESC);
CREATE INDEX change_request_open ON registry.change_request USING btree (area_code, proposed_at DESC, id DESC) WHERE (state = ANY (ARRAY['SUBMITTED'::text, 'RETURNED'::text]));
alter table registry.change_request force row level security;
create policy area_insert on registry.change_request for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.change_request for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.change_request for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.change_request to shouwang_owner using (true) with check (true);
create policy signed on registry.change_request as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Each step of a change request: who, when, what he said; never changed
create table registry.change_step ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  request_id uuid not null, -- technical
  state text not null, -- business, 永久
  at timestamp with time zone not null, -- technical
  actor_id uuid not null, -- technical
  actor_name text not null, -- identifier, maskName, 永久
  role text not null, -- business, 永久
  opinion text, -- personal, 永久
  fields text[] not null, -- business, 永久
  constraint change_step_pk PRIMARY KEY (county_code, id),
  constraint change_step_state_known CHECK (state = ANY (ARRAY['SUBMITTED'::text, 'RETURNED'::text, 'APPROVED'::text, 'APPLIED'::text, 'REJECTED'::text, 'WITHDRAWN'::text]))
);
CREATE INDEX change_step_by_request ON registry.change_step USING btree (county_code, request_id, at);
alter table registry.change_step force row level security;
create policy area_insert on registry.change_step for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.change_step for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.change_step to shouwang_owner using (true) with check (true);
create policy signed on registry.change_step as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Per county: the position of the last change (offline sync, snapshots) and the last household number given
create table registry.county_position ( -- distributed
  county_code text not null, -- technical
  area_code text collate "C" not null, -- technical
  pos bigint not null, -- technical
  household_seq bigint not null, -- technical
  constraint county_position_pk PRIMARY KEY (county_code)
);
alter table registry.county_position force row level security;
create policy overlap on registry.county_position to shouwang_app, shouwang_auditor, shouwang_reader using (area_code < NULLIF(current_setting('app.hi'::text, true), ''::text) AND (area_code || ':'::text) > NULLIF(current_setting('app.lo'::text, true), ''::text)) with check (area_code < NULLIF(current_setting('app.hi'::text, true), ''::text) AND (area_code || ':'::text) > NULLIF(current_setting('app.lo'::text, true), ''::text));
create policy owner_all on registry.county_position to shouwang_owner using (true) with check (true);
create policy signed on registry.county_position as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 农户: unit of registration, current state with the latest living conditions (住房与生活条件)
create table registry.household ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_no text collate "C" not null, -- personal, 永久
  national_household_no text, -- personal, 永久
  group_no text, -- personal, 永久
  address text, -- identifier, withheld, 永久
  head_member_id uuid, -- technical
  head_name text collate "C" not null, -- identifier, maskName, 永久
  head_pinyin text collate "C" not null, -- identifier, withheld, 永久
  household_type text not null, -- personal, 永久
  contact_phone_sealed bytea, -- identifier, sealed, 永久
  contact_phone_mask text, -- identifier, maskPhone, 永久
  contact_phone_key uuid, -- personal, 永久
  bank_account_sealed bytea, -- identifier, sealed, 永久
  bank_account_mask text, -- identifier, maskAccount, 永久
  registered_count integer not null, -- personal, 永久
  resident_count integer not null, -- personal, 永久
  sharing_count integer not null, -- personal, 永久
  is_relocated boolean, -- personal, 永久
  no_labour_backstop boolean, -- sensitive, 永久
  poverty_exit_year integer, -- personal, 永久
  last_year_per_capita_fen bigint, -- sensitive, 永久
  loan_overdue_days integer, -- sensitive, 永久
  monitoring_state text not null, -- personal, 永久
  current_case_id uuid, -- technical
  risk_level smallint, -- personal, 永久
  risk_reason text, -- sensitive, 永久
  risk_run_id uuid, -- technical
  last_visited_on date, -- personal, 永久
  living_surveyed_on date, -- personal, 永久
  house_grade text, -- personal, 永久
  sole_housing boolean, -- personal, 永久
  safe_house_exception text, -- personal, 永久
  house_area_m2 numeric(7,1), -- personal, 永久
  house_structure text, -- personal, 永久
  house_built_year integer, -- personal, 永久
  safe_water boolean, -- personal, 永久
  water_source text, -- personal, 永久
  water_outage_days integer, -- personal, 永久
  water_fetch_minutes integer, -- personal, 永久
  water_quota_litre numeric(7,1), -- personal, 永久
  electricity boolean, -- personal, 永久
  has_sanitary_toilet boolean, -- personal, 永久
  toilet_usable boolean, -- personal, 永久
  road_paved boolean, -- personal, 永久
  has_network boolean, -- personal, 永久
  qr_token text not null, -- technical
  status text not null, -- personal, 永久
  version integer not null, -- technical
  sync_pos bigint not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  monitor_contact_name text, -- identifier, maskName, 永久
  monitor_contact_phone text, -- business, 永久
  constraint household_pk PRIMARY KEY (county_code, id),
  constraint household_no_once UNIQUE (county_code, household_no),
  constraint household_counts_sane CHECK (registered_count >= 0 AND registered_count <= 60 AND resident_count >= 0 AND resident_count <= 60 AND sharing_count >= 0 AND sharing_count <= 60),
  constraint household_status_known CHECK (status = ANY (ARRAY['active'::text, 'split'::text, 'merged'::text, 'cancelled'::text, 'movedOut'::text])),
  constraint household_type_known CHECK (household_type = ANY (ARRAY['1'::text, '2'::text])),
  constraint household_village_form CHECK (area_code ~ '^[0-9]{12}$'::text AND "left"(area_code, 6) = county_code)
);
comment on column registry.household.household_type is 'code household_type: 1 脱贫户, 2 一般农户';
comment on column registry.household.sharing_count is '共同生活、共享收支人数, the divisor of the income formula unless the pack says otherwise';
comment on column registry.household.last_year_per_capita_fen is 'per-capita net income of the 12 months before, in fen; null = unknown';
comment on column registry.household.risk_level is 'code risk_level of the latest run: 1 红, 2 橙, 3 黄, 4 绿; null = not yet screened or undecided';
comment on column registry.household.monitor_contact_name is '监测联系人 named when the household was registered as monitored; null: nobody was named';
comment on column registry.household.monitor_contact_phone is 'Office phone of the contact, not a private number';
CREATE INDEX household_by_area ON registry.household USING btree (area_code, household_no) WHERE (status = 'active'::text);
CREATE INDEX household_by_name ON registry.household USING btree (county_code, head_name, area_code, household_no) WHERE (status = 'active'::text);
CREATE INDEX household_by_number ON registry.household USING btree (household_no);
CREATE INDEX household_by_phone ON registry.household USING btree (contact_phone_key) WHERE (contact_phone_key IS NOT NULL);
CREATE INDEX household_by_pinyin ON registry.household USING btree (county_code, head_pinyin, area_code, household_no) WHERE (status = 'active'::text);
CREATE INDEX household_by_risk ON registry.household USING btree (risk_level, area_code, household_no) WHERE (status = 'active'::text);
CREATE INDEX household_by_state ON registry.household USING btree (monitoring_state, area_code, household_no) WHERE ((status = 'active'::text) AND (monitoring_state <> 'NOT_COVERED'::text));
CREATE INDEX household_by_sync ON registry.household USING btree (county_code, sync_pos);
CREATE INDEX household_by_visit ON registry.household USING btree (county_code, COALESCE(last_visited_on, '0001-01-01'::date), area_code, household_no) WHERE (status = 'active'::text);
alter table registry.household force row level security;
create policy area_insert on registry.household for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.household for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.household for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.household to shouwang_owner using (true) with check (true);
create policy signed on registry.household as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Every change of a household and its parts: who, when, why, field by field (diff: {field: [old, new]}); sealed values appear masked
create table registry.household_change ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  subject text not null, -- business, 永久
  subject_id uuid not null, -- technical
  version integer not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  actor_id uuid, -- technical
  actor_name text not null, -- identifier, maskName, 永久
  source text not null, -- business, 永久
  reason text not null, -- personal, 永久
  diff jsonb not null, -- sensitive, 永久
  request_id uuid, -- technical
  proposed_by_name text, -- identifier, maskName, 永久
  constraint household_change_pk PRIMARY KEY (county_code, id),
  constraint household_change_subject_known CHECK (subject = ANY (ARRAY['household'::text, 'member'::text, 'income'::text, 'risk'::text, 'case'::text]))
);
comment on column registry.household_change.request_id is 'The request that was applied; null: written by a procedure of its own';
comment on column registry.household_change.proposed_by_name is 'Who proposed it; the actor is who agreed';
CREATE INDEX household_change_by_case ON registry.household_change USING btree (county_code, changed_at) WHERE (subject = 'case'::text);
CREATE INDEX household_change_by_household ON registry.household_change USING btree (county_code, household_id, changed_at DESC);
alter table registry.household_change force row level security;
create policy area_insert on registry.household_change for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.household_change for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.household_change to shouwang_owner using (true) with check (true);
create policy signed on registry.household_change as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 收支明细: dated lines, never overwritten, only reversed; item codes of income_item / expense_item by direction
create table registry.income_item ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  member_id uuid, -- technical
  item_code text not null, -- sensitive, 永久
  direction text not null, -- sensitive, 永久
  amount_fen bigint not null, -- sensitive, 永久
  occurred_from date not null, -- sensitive, 永久
  occurred_to date not null, -- sensitive, 永久
  source text not null, -- business, 永久
  department_code text, -- business, 永久
  is_one_off boolean not null, -- sensitive, 永久
  purpose_bound boolean not null, -- sensitive, 永久
  source_ref text, -- business, 永久
  reversed_by uuid, -- technical
  recorded_month text not null, -- sensitive, 永久
  recorded_at timestamp with time zone not null, -- technical
  constraint income_item_pk PRIMARY KEY (county_code, id),
  constraint income_item_household_fk FOREIGN KEY (county_code, household_id) REFERENCES registry.household(county_code, id),
  constraint income_item_amount_sane CHECK (amount_fen >= 0),
  constraint income_item_direction_known CHECK (direction = ANY (ARRAY['in'::text, 'out'::text])),
  constraint income_item_source_known CHECK (source = ANY (ARRAY['declared'::text, 'department'::text, 'estimated'::text, 'imported'::text]))
);
CREATE INDEX income_item_by_household ON registry.income_item USING btree (county_code, household_id, occurred_to);
alter table registry.income_item force row level security;
create policy area_insert on registry.income_item for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.income_item for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.income_item for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.income_item to shouwang_owner using (true) with check (true);
create policy signed on registry.income_item as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 家庭成员: current and former members; numbers sealed, masks for display, person_key to match department data
create table registry.member ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  member_no text collate "C" not null, -- personal, 永久
  name text collate "C" not null, -- identifier, maskName, 永久
  name_pinyin text collate "C" not null, -- identifier, withheld, 永久
  gender text not null, -- personal, 永久
  id_type text not null, -- personal, 永久
  id_number_sealed bytea, -- identifier, sealed, 永久
  id_number_mask text, -- identifier, maskIdNumber, 永久
  person_key uuid, -- personal, 永久
  birth_date date not null, -- personal, 永久
  relation text not null, -- personal, 永久
  ethnicity text not null, -- personal, 永久
  political_status text, -- personal, 永久
  education text, -- personal, 永久
  student_status text, -- sensitive, 永久
  dropout_reason text, -- sensitive, 永久
  health text[], -- sensitive, 永久
  disability_card_sealed bytea, -- identifier, sealed, 永久
  disability_card_mask text, -- identifier, maskIdNumber, 永久
  disability_category integer, -- sensitive, 永久
  disability_grade integer, -- sensitive, 永久
  labour_ability text, -- sensitive, 永久
  phone_sealed bytea, -- identifier, sealed, 永久
  phone_mask text, -- identifier, maskPhone, 永久
  is_working boolean, -- personal, 永久
  work_place text, -- personal, 永久
  work_months numeric(3,1), -- personal, 永久
  medical_insured boolean, -- personal, 永久
  pension_insured boolean, -- personal, 永久
  dibao_status text, -- sensitive, 永久
  tekun_status text, -- sensitive, 永久
  is_resident boolean not null, -- personal, 永久
  shares_income boolean not null, -- personal, 永久
  member_status text not null, -- personal, 永久
  change_type text, -- personal, 永久
  change_date date, -- personal, 永久
  version integer not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  constraint member_pk PRIMARY KEY (county_code, id),
  constraint member_household_fk FOREIGN KEY (county_code, household_id) REFERENCES registry.household(county_code, id),
  constraint member_school_or_education CHECK (education IS NULL OR student_status IS NULL),
  constraint member_status_known CHECK (member_status = ANY (ARRAY['current'::text, 'left'::text])),
  constraint member_work_months_sane CHECK (work_months IS NULL OR work_months >= 0::numeric AND work_months <= 12::numeric)
);
comment on column registry.member.health is 'codes of health (1 健康, 2 长期慢性病, 3 患有大病, 4 残疾); null = not known';
CREATE INDEX member_by_dibao ON registry.member USING btree (area_code, household_id) WHERE ((member_status = 'current'::text) AND (dibao_status = ANY (ARRAY['1'::text, '2'::text])));
CREATE INDEX member_by_household ON registry.member USING btree (county_code, household_id);
CREATE INDEX member_by_name ON registry.member USING btree (county_code, name, area_code, household_id, id) WHERE (member_status = 'current'::text);
CREATE INDEX member_by_person ON registry.member USING btree (county_code, person_key) WHERE (person_key IS NOT NULL);
CREATE INDEX member_by_pinyin ON registry.member USING btree (county_code, name_pinyin, area_code, household_id, id) WHERE (member_status = 'current'::text);
CREATE INDEX member_by_tekun ON registry.member USING btree (area_code, household_id) WHERE ((member_status = 'current'::text) AND (tekun_status = ANY (ARRAY['1'::text, '2'::text])));
alter table registry.member force row level security;
create policy area_insert on registry.member for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.member for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.member for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.member to shouwang_owner using (true) with check (true);
create policy signed on registry.member as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- One registered person in one place: global uniqueness of the keyed ID number
create table registry.person_identity ( -- index
  person_key uuid not null, -- personal, 永久
  county_code text not null, -- technical
  member_id uuid not null, -- technical
  constraint person_identity_pk PRIMARY KEY (person_key)
);
alter table registry.person_identity force row level security;
create policy owner_all on registry.person_identity to shouwang_owner using (true) with check (true);
create policy scoped on registry.person_identity to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on registry.person_identity as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: delete, insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 数据核验: one working of all data-quality rules over all households of a county; names no household
create table registry.quality_check ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  cause text not null, -- business, 永久
  state text not null, -- business, 永久
  households_total integer, -- business, 永久
  households_done integer not null, -- business, 永久
  opened integer not null, -- business, 永久
  closed integer not null, -- business, 永久
  counts jsonb, -- business, 永久
  failure text, -- business, 永久
  started_by uuid, -- technical
  started_by_name text not null, -- identifier, maskName, 永久
  started_at timestamp with time zone not null, -- technical
  started_on date not null, -- technical
  finished_at timestamp with time zone, -- technical
  constraint quality_check_pk PRIMARY KEY (county_code, id),
  constraint quality_check_cause_known CHECK (cause = ANY (ARRAY['asked'::text, 'nightly'::text])),
  constraint quality_check_done_whole CHECK (state <> 'done'::text OR finished_at IS NOT NULL AND counts IS NOT NULL),
  constraint quality_check_state_known CHECK (state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text]))
);
comment on column registry.quality_check.cause is 'asked: somebody of the county started it; nightly: the program itself';
comment on column registry.quality_check.opened is 'Findings that were not there before';
comment on column registry.quality_check.closed is 'Findings that had gone since';
comment on column registry.quality_check.counts is 'Open findings of the county when it was done, without those exempted: by rule (all rules on health together), errors, warnings, households';
CREATE INDEX quality_check_latest ON registry.quality_check USING btree (county_code, started_at DESC);
CREATE UNIQUE INDEX quality_check_one_at_a_time ON registry.quality_check USING btree (county_code) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
alter table registry.quality_check force row level security;
create policy area_above_select on registry.quality_check for select to shouwang_app, shouwang_auditor, shouwang_reader using (length(area_code) = 6 AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text) AND (area_code || ':'::text) > NULLIF(current_setting('app.lo'::text, true), ''::text));
create policy area_insert on registry.quality_check for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.quality_check for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.quality_check for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.quality_check to shouwang_owner using (true) with check (true);
create policy signed on registry.quality_check as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 数据核验豁免: one finding of one household or member that stands as it is, with reason, decision and the day on which it comes back
create table registry.quality_exemption ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  member_id uuid, -- technical
  rule_code text not null, -- sensitive, 永久
  state text not null, -- business, 永久
  reason text not null, -- sensitive, 永久
  days integer not null, -- business, 永久
  asked_by uuid not null, -- technical
  asked_by_name text not null, -- identifier, maskName, 永久
  asked_at timestamp with time zone not null, -- technical
  asked_on date not null, -- technical
  decided_by uuid, -- technical
  decided_by_name text, -- identifier, maskName, 永久
  decided_at timestamp with time zone, -- technical
  opinion text, -- sensitive, 永久
  expires_on date, -- technical
  version integer not null, -- technical
  constraint quality_exemption_pk PRIMARY KEY (county_code, id),
  constraint quality_exemption_days_sane CHECK (days >= 1 AND days <= 3650),
  constraint quality_exemption_decided_whole CHECK ((state = 'asked'::text) = (decided_by IS NULL) AND (state = 'approved'::text) = (expires_on IS NOT NULL)),
  constraint quality_exemption_maker_is_not_checker CHECK (decided_by <> asked_by),
  constraint quality_exemption_state_known CHECK (state = ANY (ARRAY['asked'::text, 'approved'::text, 'refused'::text]))
);
comment on column registry.quality_exemption.member_id is 'null: the finding is of the household itself';
comment on column registry.quality_exemption.rule_code is 'Code of the data-quality rule; some of them tell something of health';
comment on column registry.quality_exemption.days is 'Days that were asked for, and after the decision those that were given';
comment on column registry.quality_exemption.expires_on is 'First day on which the finding stands again';
CREATE INDEX quality_exemption_by_household ON registry.quality_exemption USING btree (county_code, household_id, asked_at DESC);
CREATE UNIQUE INDEX quality_exemption_one_request ON registry.quality_exemption USING btree (county_code, household_id, rule_code, COALESCE(member_id, household_id)) WHERE (state = 'asked'::text);
alter table registry.quality_exemption force row level security;
create policy area_insert on registry.quality_exemption for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.quality_exemption for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.quality_exemption for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.quality_exemption to shouwang_owner using (true) with check (true);
create policy signed on registry.quality_exemption as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 数据质量问题: one rule that one household or member breaks, from the day it was first found until it was mended; no value of the entry stands here
create table registry.quality_finding ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  member_id uuid, -- technical
  rule_code text not null, -- sensitive, 永久
  severity text not null, -- business, 永久
  health boolean not null, -- sensitive, 永久
  found_on date not null, -- business, 永久
  closed_at timestamp with time zone, -- technical
  constraint quality_finding_pk PRIMARY KEY (county_code, id),
  constraint quality_finding_severity_known CHECK (severity = ANY (ARRAY['error'::text, 'warn'::text]))
);
comment on column registry.quality_finding.member_id is 'null: the finding is of the household itself';
comment on column registry.quality_finding.rule_code is 'Code of the data-quality rule; some of them tell something of health';
comment on column registry.quality_finding.health is 'The rule tells something of health: its code is never shown in a list';
comment on column registry.quality_finding.found_on is 'Day on which it was found first; one that comes back is found anew';
comment on column registry.quality_finding.closed_at is 'When it was seen to be gone; null: it still stands';
CREATE INDEX quality_finding_by_rule ON registry.quality_finding USING btree (rule_code, area_code, household_id, id) WHERE (closed_at IS NULL);
CREATE INDEX quality_finding_by_severity ON registry.quality_finding USING btree (severity, area_code, household_id, id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX quality_finding_once ON registry.quality_finding USING btree (county_code, household_id, rule_code, COALESCE(member_id, household_id)) WHERE (closed_at IS NULL);
alter table registry.quality_finding force row level security;
create policy area_insert on registry.quality_finding for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on registry.quality_finding for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on registry.quality_finding for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on registry.quality_finding to shouwang_owner using (true) with check (true);
create policy signed on registry.quality_finding as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Income and expense lines in force that no department overrides, and how the anti-poverty ledger counts each: counted, kept-apart (self-pay, claims), work-cost and unsold-stock (counted only when the policy pack says so), else why not
create view registry.v_counted_income with (security_invoker=true) as
 SELECT county_code,
    household_id,
    item_code,
    direction,
    amount_fen,
    occurred_to,
    source,
        CASE
            WHEN direction = 'out'::text THEN
            CASE
                WHEN item_code = ANY (ARRAY['1001'::text, '1002'::text, '1003'::text, '1004'::text, '1005'::text]) THEN 'counted'::text
                WHEN item_code = ANY (ARRAY['3001'::text, '3002'::text]) THEN 'work-cost'::text
                ELSE 'kept-apart'::text
            END
            WHEN item_code <> ALL (ARRAY['1001'::text, '1002'::text, '1003'::text, '1004'::text, '2001'::text, '2002'::text, '2003'::text, '2004'::text, '2005'::text, '3001'::text, '3002'::text, '3003'::text, '3004'::text, '3005'::text, '4001'::text, '4002'::text, '4003'::text, '4004'::text, '4005'::text, '4006'::text, '4007'::text, '4008'::text, '4009'::text, '4010'::text, '4011'::text, '4012'::text, '4013'::text, '4014'::text]) THEN 'kept-apart'::text
            WHEN purpose_bound THEN 'purpose-bound'::text
            WHEN is_one_off AND item_code >= '4'::text THEN 'one-off'::text
            WHEN item_code = '2004'::text THEN 'unsold-stock'::text
            WHEN item_code = ANY (ARRAY['2005'::text, '4011'::text, '4012'::text, '4013'::text, '4014'::text]) THEN 'not-in-ledger'::text
            ELSE 'counted'::text
        END AS standing
   FROM ( SELECT income_item.county_code,
            income_item.household_id,
            income_item.item_code,
            income_item.direction,
            income_item.amount_fen,
            income_item.occurred_to,
            income_item.source,
            income_item.is_one_off,
            income_item.purpose_bound
           FROM registry.income_item
          WHERE income_item.source = 'department'::text AND income_item.reversed_by IS NULL
        UNION ALL
         SELECT o.county_code,
            o.household_id,
            o.item_code,
            o.direction,
            o.amount_fen,
            o.occurred_to,
            o.source,
            o.is_one_off,
            o.purpose_bound
           FROM registry.income_item o
          WHERE o.source <> 'department'::text AND o.reversed_by IS NULL AND NOT (EXISTS ( SELECT
                   FROM registry.income_item d
                  WHERE d.source = 'department'::text AND d.reversed_by IS NULL AND d.county_code = o.county_code AND d.household_id = o.household_id AND d.direction = o.direction AND d.item_code = o.item_code AND COALESCE(d.member_id, d.household_id) = COALESCE(o.member_id, o.household_id) AND date_trunc('month'::text, d.occurred_to::timestamp without time zone) = date_trunc('month'::text, o.occurred_to::timestamp without time zone)))) i;
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Facts of active households for the screening snapshot
create view registry.v_household_snapshot with (security_invoker=true) as
 SELECT county_code,
    id AS household_id,
    area_code,
    household_type,
    registered_count,
    resident_count,
    sharing_count,
    is_relocated,
    monitoring_state,
    poverty_exit_year,
    house_grade,
    sole_housing,
    safe_house_exception,
    safe_water,
    water_outage_days,
    electricity,
    toilet_usable,
    road_paved,
    has_network,
    last_year_per_capita_fen,
    loan_overdue_days
   FROM registry.household h
  WHERE status = 'active'::text;
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Facts of current members for the screening snapshot and for matching
create view registry.v_member_snapshot with (security_invoker=true) as
 SELECT county_code,
    household_id,
    id AS member_id,
    person_key,
    area_code,
    gender,
    birth_date,
    is_resident,
    shares_income,
    student_status,
    education,
    dropout_reason,
    health,
    disability_category,
    disability_grade,
    labour_ability,
    medical_insured,
    is_working,
    work_months
   FROM registry.member m
  WHERE member_status = 'current'::text;
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Households that are monitored and whose risk is not eliminated, with the level of the latest run
create view registry.v_monitored with (security_invoker=true) as
 SELECT county_code,
    area_code,
    id AS household_id,
    monitoring_state,
    risk_level,
    registered_count
   FROM registry.household h
  WHERE status = 'active'::text AND (monitoring_state = ANY (ARRAY['MONITORED'::text, 'REENTERED'::text, 'PROPOSED_EXIT'::text]));
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Each change of a household's monitoring state: from which, to which, when
create view registry.v_monitoring_change with (security_invoker=true) as
 SELECT county_code,
    area_code,
    household_id,
    diff #>> '{monitoringState,0}'::text[] AS from_state,
    diff #>> '{monitoringState,1}'::text[] AS to_state,
    changed_at
   FROM registry.household_change c
  WHERE subject = 'case'::text AND (diff #>> '{monitoringState,0}'::text[]) IS DISTINCT FROM (diff #>> '{monitoringState,1}'::text[]);
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Counts of a run by area (county, towns, villages); stable and undecided are never added
create table screening.area_count ( -- distributed
  county_code text not null, -- technical
  run_id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  households integer not null, -- business, 10年
  red integer not null, -- business, 10年
  orange integer not null, -- business, 10年
  yellow integer not null, -- business, 10年
  green integer not null, -- business, 10年
  undecided integer not null, -- business, 10年
  newly integer not null, -- business, 10年
  cleared integer not null, -- business, 10年
  monitored integer not null default 0, -- business, 10年
  by_rule jsonb not null, -- business, 10年
  constraint area_count_pk PRIMARY KEY (county_code, run_id, area_code)
);
comment on column screening.area_count.monitored is 'of the red, orange and yellow ones those that are monitored already';
alter table screening.area_count force row level security;
create policy area_insert on screening.area_count for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on screening.area_count for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on screening.area_count to shouwang_owner using (true) with check (true);
create policy signed on screening.area_count as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 筛选结果 of the households that somebody must see, with the trace from which every number can be recomputed
create table screening.hit ( -- distributed
  county_code text not null, -- technical
  run_id uuid not null, -- technical
  household_id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  level smallint, -- personal, 10年
  score double precision, -- personal, 10年
  main_reason text not null, -- sensitive, 10年
  triggers text[] not null, -- sensitive, 10年
  risk_types text[] not null, -- sensitive, 10年
  exclusions text[] not null, -- sensitive, 10年
  undecided integer not null, -- personal, 10年
  is_new boolean not null, -- personal, 10年
  is_monitored boolean not null default false, -- personal, 10年
  trace jsonb not null, -- sensitive, 10年
  constraint hit_pk PRIMARY KEY (county_code, run_id, household_id),
  constraint hit_run_fk FOREIGN KEY (county_code, run_id) REFERENCES screening.run(county_code, id),
  constraint hit_level_known CHECK (level IS NULL OR level >= 1 AND level <= 4)
);
comment on column screening.hit.level is 'code risk_level: 1 红, 2 橙, 3 黄; null = a key rule cannot be decided, data must be collected';
comment on column screening.hit.is_monitored is 'monitored when the run worked: its contact follows up, no new identification is opened';
CREATE INDEX hit_by_area ON screening.hit USING btree (county_code, run_id, area_code, level);
CREATE INDEX hit_by_household ON screening.hit USING btree (county_code, household_id);
alter table screening.hit force row level security;
create policy area_insert on screening.hit for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on screening.hit for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on screening.hit to shouwang_owner using (true) with check (true);
create policy signed on screening.hit as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 筛选批次: inputs (snapshot, batches, pack hash), engine and result hash; the same inputs give the same hash
create table screening.run ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  run_no text not null, -- business, 10年
  pack_id uuid not null, -- technical
  pack_name text not null, -- business, 10年
  pack_hash text not null, -- technical
  period text not null, -- business, 10年
  engine text not null, -- business, 10年
  state text not null, -- business, 10年
  progress jsonb not null, -- business, 10年
  snapshot_pos bigint, -- business, 10年
  batches jsonb not null, -- business, 10年
  missing_items text[] not null, -- business, 10年
  households integer, -- business, 10年
  item_rows bigint, -- business, 10年
  counts jsonb, -- business, 10年
  by_rule jsonb, -- business, 10年
  result_hash text, -- technical
  kept_files jsonb, -- business, 10年
  seconds numeric(9,3), -- business, 10年
  failure jsonb, -- business, 10年
  started_by uuid not null, -- technical
  started_by_name text not null, -- identifier, maskName, 10年
  started_at timestamp with time zone not null, -- technical
  finished_at timestamp with time zone, -- technical
  dispatched_at timestamp with time zone, -- technical
  version integer not null, -- technical
  constraint run_pk PRIMARY KEY (county_code, id),
  constraint run_done_finished CHECK (state <> 'done'::text OR finished_at IS NOT NULL),
  constraint run_state_known CHECK (state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text]))
);
comment on column screening.run.kept_files is 'Columnar files that the run read, below the data folder, kept so that it can be worked out again; null when they are swept';
CREATE INDEX run_by_time ON screening.run USING btree (county_code, started_at DESC);
alter table screening.run force row level security;
create policy area_above_select on screening.run for select to shouwang_app, shouwang_auditor, shouwang_reader using (length(area_code) = 6 AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text) AND (area_code || ':'::text) > NULLIF(current_setting('app.lo'::text, true), ''::text));
create policy area_insert on screening.run for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on screening.run for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on screening.run for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on screening.run to shouwang_owner using (true) with check (true);
create policy signed on screening.run as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Counts of runs by county, town and village
create view screening.v_area_count with (security_invoker=true) as
 SELECT county_code,
    run_id,
    area_code,
    households,
    red,
    orange,
    yellow,
    green,
    undecided,
    newly,
    cleared,
    monitored
   FROM screening.area_count c;
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- Runs whose result stands: nothing of them changes any more but the moment of their dispatch
create view screening.v_closed_run with (security_invoker=true) as
 SELECT county_code,
    id AS run_id,
    area_code,
    run_no,
    period,
    pack_name,
    batches,
    missing_items,
    started_at,
    finished_at,
    dispatched_at
   FROM screening.run r
  WHERE state = 'done'::text;
-- grants: select to shouwang_app; select to shouwang_job; select to shouwang_reader

-- The register of columns; the lint of the catalogue refuses a column of an own table that is not in it
create table sec.column_class ( -- no class
  table_name text not null,
  column_name text not null,
  level text not null,
  purpose text not null,
  basis text not null,
  retention text not null,
  mask text,
  sealed boolean not null,
  constraint column_class_pk PRIMARY KEY (table_name, column_name),
  constraint column_class_level_known CHECK (level = ANY (ARRAY['technical'::text, 'business'::text, 'personal'::text, 'sensitive'::text, 'identifier'::text])),
  constraint column_class_mask_known CHECK (mask = ANY (ARRAY['maskIdNumber'::text, 'maskPhone'::text, 'maskAccount'::text, 'maskName'::text, 'withheld'::text])),
  constraint column_class_mask_or_sealed CHECK (mask IS NULL OR NOT sealed),
  constraint column_class_retention_known CHECK (retention = ANY (ARRAY['永久'::text, '30年'::text, '10年'::text, 'account'::text, 'session'::text, 'retry'::text, 'row'::text])),
  constraint column_class_words CHECK (purpose <> ''::text AND basis <> ''::text)
);
comment on column sec.column_class.level is 'technical: keys, scope, versions, times, nothing about a person; business: the work, not a person; personal: 个人信息保护法 art. 4, also keyed pseudonyms; sensitive: art. 28 and GB/T 45574-2025 annex A (health, disability, income, account, minors); identifier: points to the person directly (name, number, phone, account, address)';
comment on column sec.column_class.purpose is 'What the column is kept for, in words that can be told to the person';
comment on column sec.column_class.basis is 'The article, standard or paper that allows it';
comment on column sec.column_class.retention is '永久, 30年, 10年: national retention periods of the archive volume to which the row belongs; account, session: as long as there is one; retry: until no repeat of the request can come; row: as long as its row';
comment on column sec.column_class.mask is 'Function of platform/crypto/mask.ts with which the value is shown where it may not be shown whole; withheld: not shown at all there. A masked number stands in x_mask beside x_sealed; names are plain, since they are searched, and masked when shown';
comment on column sec.column_class.sealed is 'Encrypted by platform/crypto/field.ts; the column is bytea';
-- grants: none

-- HMAC key (as its two pads) that signs scopes; only the owner can read it
create table sec.scope_key ( -- no class
  kid text not null,
  inner_pad bytea not null,
  outer_pad bytea not null,
  constraint scope_key_pk PRIMARY KEY (kid)
);
-- grants: none

create table sec.suspended_index ( -- no class
  definition text not null,
  constraint suspended_index_pk PRIMARY KEY (definition)
);
-- grants: none

-- The manifest of tables: distributed (business, by county), reference, local, index
create table sec.table_class ( -- no class
  table_name text not null,
  class text not null,
  constraint table_class_pk PRIMARY KEY (table_name),
  constraint table_class_known CHECK (class = ANY (ARRAY['distributed'::text, 'reference'::text, 'local'::text, 'index'::text]))
);
-- grants: none

-- 账号: a person who signs in; what they may do stands in their posts
create table staff.account ( -- reference
  id uuid not null, -- technical
  login_name text not null, -- identifier, withheld, account
  name text not null, -- identifier, maskName, account
  phone_sealed bytea, -- identifier, sealed, account
  phone_mask text, -- identifier, maskPhone, account
  status text not null, -- business, account
  is_demonstration boolean not null, -- business, account
  version integer not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  pinyin text collate "C" not null default ''::text, -- identifier, withheld, account
  initials text collate "C" not null default ''::text, -- identifier, withheld, account
  entered_by uuid, -- technical, account
  entered_by_name text, -- identifier, maskName, account
  entered_at timestamp with time zone, -- technical, account
  decided_by uuid, -- technical, account
  decided_by_name text, -- identifier, maskName, account
  decided_at timestamp with time zone, -- technical, account
  state_reason text, -- personal, account
  state_by_name text, -- identifier, maskName, account
  state_at timestamp with time zone, -- technical, account
  successor_id uuid, -- technical, account
  successor_name text, -- identifier, maskName, account
  area_codes text[] collate "C" not null, -- technical, account
  constraint account_pk PRIMARY KEY (id),
  constraint account_login_once UNIQUE (login_name),
  constraint account_agreed_first CHECK (entered_by IS NULL OR (status = ANY (ARRAY['PENDING'::text, 'CLOSED'::text])) OR decided_by IS NOT NULL),
  constraint account_maker_is_not_checker CHECK (decided_by <> entered_by),
  constraint account_not_by_oneself CHECK (entered_by <> id AND decided_by <> id),
  constraint account_status_known CHECK (status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text, 'LOCKED'::text, 'SUSPENDED'::text, 'CLOSED'::text])),
  constraint account_successor_is_another CHECK (successor_id <> id)
);
comment on column staff.account.pinyin is 'Sound of the name without tones, for search and for the order of lists; empty until the upkeep has filled it';
comment on column staff.account.entered_by is 'Who asked for the account; null: opened from the command line or with the demonstration';
comment on column staff.account.decided_by is 'Who agreed or refused; never whoever asked';
comment on column staff.account.state_at is 'Real time of the last change of state; idle days are counted from it or from the last sign-in';
comment on column staff.account.successor_id is 'Who takes over the open work of a suspended or closed account';
comment on column staff.account.area_codes is 'Codes of the areas of all posts that the account has or had and of what was asked for it, and of all areas above these: who has one of them in scope may write the account';
CREATE INDEX account_by_initials ON staff.account USING btree (initials);
CREATE INDEX account_by_login ON staff.account USING btree (login_name COLLATE "C");
CREATE INDEX account_by_name ON staff.account USING btree (name COLLATE "C");
CREATE INDEX account_by_sound ON staff.account USING btree (pinyin, id);
CREATE INDEX account_by_state ON staff.account USING btree (status, pinyin, id);
alter table staff.account force row level security;
create policy area_update on staff.account as restrictive for update to shouwang_app using (NULLIF(current_setting('app.role'::text, true), ''::text) = 'SYSTEM'::text OR (NULLIF(current_setting('app.lo'::text, true), ''::text) = ANY (area_codes)));
create policy owner_all on staff.account to shouwang_owner using (true) with check (true);
create policy scoped on staff.account to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on staff.account as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 授权申请: posts that one person asks for somebody, with a new account or for one that exists; another person agrees
create table staff.grant_request ( -- reference
  id uuid not null, -- technical
  account_id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  kind text not null, -- business, 10年
  posts jsonb not null, -- business, 10年
  state text not null, -- business, 10年
  entered_by uuid not null, -- technical, 10年
  entered_by_name text not null, -- identifier, maskName, 10年
  entered_by_role text not null, -- business, 10年
  entered_at timestamp with time zone not null, -- technical, 10年
  decided_by uuid, -- technical, 10年
  decided_by_name text, -- identifier, maskName, 10年
  decided_at timestamp with time zone, -- technical
  opinion text, -- business, 10年
  version integer not null, -- technical
  constraint grant_request_pk PRIMARY KEY (id),
  constraint grant_request_account_fk FOREIGN KEY (account_id) REFERENCES staff.account(id),
  constraint grant_request_kind_known CHECK (kind = ANY (ARRAY['account'::text, 'post'::text])),
  constraint grant_request_maker_is_not_checker CHECK ((state <> ALL (ARRAY['approved'::text, 'refused'::text])) OR decided_by IS NOT NULL AND decided_by <> entered_by),
  constraint grant_request_not_for_oneself CHECK (entered_by <> account_id AND decided_by <> account_id),
  constraint grant_request_posts_list CHECK (jsonb_typeof(posts) = 'array'::text AND jsonb_array_length(posts) >= 1 AND jsonb_array_length(posts) <= 5),
  constraint grant_request_state_known CHECK (state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text, 'lapsed'::text]))
);
comment on column staff.grant_request.area_code is 'The narrowest area that holds all the posts; whoever decides has his post over it';
CREATE INDEX grant_request_by_account ON staff.grant_request USING btree (account_id, entered_at DESC);
CREATE INDEX grant_request_by_area ON staff.grant_request USING btree (area_code, account_id);
CREATE UNIQUE INDEX grant_request_one_waiting ON staff.grant_request USING btree (account_id) WHERE (state = 'waiting'::text);
CREATE INDEX grant_request_waiting ON staff.grant_request USING btree (area_code, entered_at, id) WHERE (state = 'waiting'::text);
alter table staff.grant_request force row level security;
create policy area_insert on staff.grant_request for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on staff.grant_request for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on staff.grant_request for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on staff.grant_request to shouwang_owner using (true) with check (true);
create policy signed on staff.grant_request as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 岗位: role x level x area (x department) of an account for a time
create table staff.post ( -- reference
  id uuid not null, -- technical
  account_id uuid not null, -- technical
  role text not null, -- business, account
  area_code text collate "C" not null, -- technical
  department_code text, -- business, account
  title text not null, -- business, account
  valid_from date not null, -- business, account
  valid_to date, -- business, account
  version integer not null, -- technical
  changed_at timestamp with time zone not null, -- technical
  constraint post_pk PRIMARY KEY (id),
  constraint post_account_fk FOREIGN KEY (account_id) REFERENCES staff.account(id),
  constraint post_area_form CHECK (area_code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'::text),
  constraint post_role_form CHECK (role ~ '^[A-Z_]+$'::text)
);
CREATE INDEX post_by_account ON staff.post USING btree (account_id);
CREATE INDEX post_by_area ON staff.post USING btree (area_code, role);
alter table staff.post force row level security;
create policy area_insert on staff.post as restrictive for insert to shouwang_app with check (NULLIF(current_setting('app.role'::text, true), ''::text) = 'SYSTEM'::text OR area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on staff.post as restrictive for update to shouwang_app using (NULLIF(current_setting('app.role'::text, true), ''::text) = 'SYSTEM'::text OR area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on staff.post to shouwang_owner using (true) with check (true);
create policy scoped on staff.post to shouwang_app, shouwang_auditor, shouwang_reader using (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL) with check (NULLIF(current_setting('app.lo'::text, true), ''::text) IS NOT NULL);
create policy signed on staff.post as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- 风险线索: every hint from any channel, merged into one dispatch
create table warning.clue ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  household_id uuid not null, -- technical
  dispatch_id uuid not null, -- technical
  channel text not null, -- business, 10年
  rule_code text not null, -- sensitive, 10年
  department_code text, -- business, 10年
  risk_types text[] not null, -- sensitive, 10年
  level smallint not null, -- personal, 10年
  reason text not null, -- sensitive, 10年
  trigger_values jsonb not null, -- sensitive, 10年
  run_id uuid, -- technical
  received_at timestamp with time zone not null, -- technical
  status text not null, -- business, 10年
  result_code text, -- personal, 10年
  merged_into_id uuid, -- technical
  constraint clue_pk PRIMARY KEY (county_code, id),
  constraint clue_dispatch_fk FOREIGN KEY (county_code, dispatch_id) REFERENCES warning.dispatch(county_code, id),
  constraint clue_merged_fk FOREIGN KEY (county_code, merged_into_id) REFERENCES warning.clue(county_code, id)
);
comment on column warning.clue.merged_into_id is '已并入: the clue of the same sheet that it follows; null on the clues with which the sheet began';
CREATE INDEX clue_by_dispatch ON warning.clue USING btree (county_code, dispatch_id);
CREATE INDEX clue_by_household ON warning.clue USING btree (county_code, household_id, received_at DESC);
alter table warning.clue force row level security;
create policy area_insert on warning.clue for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on warning.clue for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on warning.clue for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on warning.clue to shouwang_owner using (true) with check (true);
create policy signed on warning.clue as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- One work sheet a household and cycle: all hits, triggers and clues merged, with reasons, village and due date
create table warning.dispatch ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  dispatch_no text not null, -- business, 10年
  household_id uuid not null, -- technical
  head_name text not null, -- identifier, maskName, 10年
  run_id uuid, -- technical
  level smallint not null, -- personal, 10年
  channel text not null, -- business, 10年
  reasons jsonb not null, -- sensitive, 10年
  rule_codes text[] not null, -- sensitive, 10年
  risk_types text[] not null, -- sensitive, 10年
  state text not null, -- business, 10年
  result_code text, -- personal, 10年
  received_on date not null, -- business, 10年
  due_on date not null, -- business, 10年
  case_id uuid, -- technical
  created_at timestamp with time zone not null, -- technical
  version integer not null, -- technical
  sent_by uuid, -- technical
  sent_by_name text, -- identifier, maskName, 10年
  kind text not null default 'identification'::text, -- business, 10年
  last_hint_on date, -- business, 10年
  renewed_on date, -- business, 10年
  missed_due_on date, -- business, 10年
  closed_on date, -- business, 10年
  recorded_by uuid, -- technical
  confirmed_by uuid, -- technical
  constraint dispatch_pk PRIMARY KEY (county_code, id),
  constraint dispatch_no_once UNIQUE (county_code, dispatch_no),
  constraint dispatch_follow_up_without_case CHECK (kind = 'identification'::text OR case_id IS NULL),
  constraint dispatch_kind_known CHECK (kind = ANY (ARRAY['identification'::text, 'follow-up'::text])),
  constraint dispatch_maker_is_not_checker CHECK (confirmed_by <> recorded_by),
  constraint dispatch_state_known CHECK (state = ANY (ARRAY['RECEIVED'::text, 'MERGED'::text, 'DISPATCHED'::text, 'VERIFYING'::text, 'VERIFIED'::text, 'DEPT_FOLLOWUP'::text, 'TO_IDENTIFY'::text, 'CLOSED'::text]))
);
comment on column warning.dispatch.sent_by is 'Who sent the sheet out for the county; null for sheets of the time before it was kept';
comment on column warning.dispatch.kind is 'identification 工作单: leads to a case; follow-up 跟进单: the household is monitored already, its contact looks';
comment on column warning.dispatch.last_hint_on is 'Day of the last hint that joined; null: none since received_on';
comment on column warning.dispatch.renewed_on is '重新提示: day of the last hint that came later than clue.mergeDays after the one before';
comment on column warning.dispatch.missed_due_on is 'The first last day that had gone by without a visit when the sheet was renewed: it stays overdue whatever its new last day';
comment on column warning.dispatch.closed_on is 'Day on which the sheet was closed; null: open, or closed before it was kept';
comment on column warning.dispatch.recorded_by is 'Follow-up sheets: who recorded the visit that stands';
comment on column warning.dispatch.confirmed_by is 'Follow-up sheets: who confirmed it at the town';
CREATE INDEX dispatch_by_area ON warning.dispatch USING btree (area_code, level, due_on);
CREATE INDEX dispatch_by_household ON warning.dispatch USING btree (county_code, household_id);
CREATE INDEX dispatch_by_run ON warning.dispatch USING btree (county_code, run_id);
CREATE INDEX dispatch_closed_by_household ON warning.dispatch USING btree (county_code, household_id, closed_on DESC) WHERE (state = 'CLOSED'::text);
CREATE INDEX dispatch_follow_up ON warning.dispatch USING btree (area_code, level, due_on) WHERE (kind = 'follow-up'::text);
CREATE UNIQUE INDEX dispatch_open_once ON warning.dispatch USING btree (county_code, household_id) WHERE (state = ANY (ARRAY['RECEIVED'::text, 'DISPATCHED'::text, 'VERIFYING'::text, 'VERIFIED'::text, 'DEPT_FOLLOWUP'::text, 'TO_IDENTIFY'::text]));
CREATE INDEX dispatch_renewed ON warning.dispatch USING btree (area_code) WHERE ((missed_due_on IS NOT NULL) AND (state = ANY (ARRAY['RECEIVED'::text, 'DISPATCHED'::text, 'VERIFYING'::text])));
alter table warning.dispatch force row level security;
create policy area_insert on warning.dispatch for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on warning.dispatch for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_update on warning.dispatch for update to shouwang_app using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text)) with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on warning.dispatch to shouwang_owner using (true) with check (true);
create policy signed on warning.dispatch as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select, update to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Acts on a 跟进单: each visit that was recorded and each decision of the town on it; never changed
create table warning.follow_up ( -- distributed
  county_code text not null, -- technical
  id uuid not null, -- technical
  area_code text collate "C" not null, -- technical
  dispatch_id uuid not null, -- technical
  household_id uuid not null, -- technical
  act text not null, -- business, 10年
  result_code text, -- personal, 10年
  decision text, -- business, 10年
  reason text not null, -- personal, 10年
  visited_on date, -- personal, 10年
  went text[] not null, -- identifier, maskName, 10年
  photo_ids uuid[] not null, -- business, 10年
  made_by uuid, -- business, 10年
  actor_id uuid not null, -- technical
  actor_name text not null, -- identifier, maskName, 10年
  role text not null, -- business, 10年
  at timestamp with time zone not null, -- technical
  next_due_on date, -- business, 10年
  went_ids uuid[] not null default '{}'::uuid[], -- technical, 10年
  companions text[] not null default '{}'::text[], -- identifier, maskName, 10年
  constraint follow_up_pk PRIMARY KEY (county_code, id),
  constraint follow_up_dispatch_fk FOREIGN KEY (county_code, dispatch_id) REFERENCES warning.dispatch(county_code, id),
  constraint follow_up_act_known CHECK (act = ANY (ARRAY['recordFollowUp'::text, 'confirmFollowUp'::text])),
  constraint follow_up_decision_known CHECK (decision = ANY (ARRAY['agree'::text, 'return'::text])),
  constraint follow_up_decision_whole CHECK (act <> 'confirmFollowUp'::text OR decision IS NOT NULL AND made_by IS NOT NULL),
  constraint follow_up_maker_is_not_checker CHECK (made_by <> actor_id AND NOT (act = 'confirmFollowUp'::text AND ((actor_id = ANY (went_ids)) OR (actor_name = ANY (companions)) OR cardinality(went_ids) = 0 AND (actor_name = ANY (went))))),
  constraint follow_up_people_named CHECK (cardinality(went_ids) = 0 OR cardinality(went_ids) = cardinality(went)),
  constraint follow_up_record_whole CHECK (act <> 'recordFollowUp'::text OR result_code IS NOT NULL AND visited_on IS NOT NULL AND cardinality(went) > 0),
  constraint follow_up_result_known CHECK (result_code = ANY (ARRAY['P4.F1'::text, 'P4.F3'::text, 'P4.F4'::text, 'P4.F5'::text, 'P4.F6'::text]))
);
comment on column warning.follow_up.result_code is 'P4 feedback: F1 needs more help, F3 measures run already, F4 solved, F5 wrong data, F6 nobody found';
comment on column warning.follow_up.went is 'Names of those who went, as their accounts had them on that day; in rows without went_ids as they were typed. On a decision those of the visit that it judges';
comment on column warning.follow_up.made_by is 'On a decision: who recorded the visit that it judges';
comment on column warning.follow_up.next_due_on is 'Last day for what comes next; null when the sheet is closed';
comment on column warning.follow_up.went_ids is 'Accounts of those who went, in the order of went; empty in rows of before accounts were kept';
comment on column warning.follow_up.companions is 'Names of those without an account who went along: group heads, grid workers; they do not count towards the number of people';
CREATE INDEX follow_up_by_dispatch ON warning.follow_up USING btree (county_code, dispatch_id, at);
CREATE INDEX follow_up_by_household ON warning.follow_up USING btree (county_code, household_id, at DESC);
alter table warning.follow_up force row level security;
create policy area_insert on warning.follow_up for insert to shouwang_app with check (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy area_select on warning.follow_up for select to shouwang_app, shouwang_auditor, shouwang_reader using (area_code >= NULLIF(current_setting('app.lo'::text, true), ''::text) AND area_code < NULLIF(current_setting('app.hi'::text, true), ''::text));
create policy owner_all on warning.follow_up to shouwang_owner using (true) with check (true);
create policy signed on warning.follow_up as restrictive to shouwang_app, shouwang_auditor, shouwang_reader using (( SELECT public.app_scope_valid() AS app_scope_valid));
-- grants: insert, select to shouwang_app; select to shouwang_auditor; delete, insert, select, update to shouwang_job; select to shouwang_reader

-- Confirms a proposal by another person than its author: ends what it replaces, switches it on from its day and adds the overlays that were resolved anew on it
-- execute: shouwang_app
CREATE OR REPLACE FUNCTION policy.activate_pack(target uuid, seen integer, act jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  chosen policy.pack;
  actor uuid;
  newest uuid;
  from_day constant date := (act ->> 'from')::date;
  today constant date := (act ->> 'today')::date;
begin
  select * into chosen from policy.pack where id = target for update;
  actor := policy.keeper_of(chosen.area_code);
  select id into newest from policy.pack where code = chosen.code and state in ('active', 'retired') order by activated_at desc, version_no desc limit 1;
  if chosen.state <> 'proposed' or chosen.version <> seen or chosen.replaces_id is distinct from newest then
    raise exception 'the proposal is no longer what was seen' using errcode = '40001';
  end if;
  if chosen.proposed_by is null or chosen.proposed_by = actor then
    raise exception 'a pack is confirmed by another person than its author' using errcode = '42501';
  end if;
  if from_day < chosen.effective_from or from_day < today then
    raise exception 'a pack does not hold before its day' using errcode = '23514';
  end if;
  update policy.pack set
    superseded_on = greatest(in_force_from, from_day),
    state = case when from_day <= today or in_force_from >= from_day then 'retired' else state end,
    version = version + 1
  where state = 'active' and id in (select (e.value #>> '{}')::uuid from jsonb_array_elements(act -> 'ended') e) and area_code like chosen.area_code || '%';
  update policy.pack set
    state = 'active', in_force_from = from_day, superseded_on = (act ->> 'until')::date, version = version + 1,
    activated_by = actor, activated_by_name = act ->> 'byName', activated_at = (act ->> 'at')::timestamptz
  where id = target;
  insert into policy.pack (id, area_code, code, name, effective_from, effective_to, content_hash, source_yaml, source_hash, content, state, version_no, origin,
    base_id, replaces_id, taken_from, carried_by, reason, proposed_by, proposed_by_name, proposed_at, activated_by, activated_by_name, activated_at,
    in_force_from, superseded_on, version)
  select c.id, c.area_code, c.code, c.name, c.effective_from, c.effective_to, c.content_hash, c.source_yaml,
    encode(sha256(convert_to(c.source_yaml, 'UTF8')), 'hex'), c.content, 'active',
    (select coalesce(max(k.version_no), 0) from policy.pack k where k.code = c.code) + row_number() over (partition by c.code order by c.in_force_from),
    'person', c.base_id, c.replaces_id, c.replaces_id, target, chosen.reason, chosen.proposed_by, chosen.proposed_by_name, chosen.proposed_at,
    actor, act ->> 'byName', (act ->> 'at')::timestamptz, c.in_force_from, c.superseded_on, 1
  from jsonb_to_recordset(act -> 'carried') as c (id uuid, area_code text, code text, name text, effective_from date, effective_to date, content_hash text,
    source_yaml text, content jsonb, base_id uuid, replaces_id uuid, in_force_from date, superseded_on date)
  where c.area_code like chosen.area_code || '%';
end $function$;

-- Ends a proposal that is not confirmed: its author withdraws it, somebody else refuses it
-- execute: shouwang_app
CREATE OR REPLACE FUNCTION policy.close_proposal(target uuid, seen integer, act jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  chosen policy.pack;
  actor uuid;
begin
  select * into chosen from policy.pack where id = target for update;
  actor := policy.keeper_of(chosen.area_code);
  if chosen.state <> 'proposed' or chosen.version <> seen then
    raise exception 'the proposal is no longer what was seen' using errcode = '40001';
  end if;
  if not coalesce(case act ->> 'state' when 'refused' then chosen.proposed_by is distinct from actor
      when 'withdrawn' then chosen.proposed_by = actor or chosen.origin = 'product' end, false) then
    raise exception 'authors withdraw, others refuse' using errcode = '42501';
  end if;
  update policy.pack set state = act ->> 'state', closed_by = actor, closed_by_name = act ->> 'byName', closed_at = (act ->> 'at')::timestamptz,
    closed_reason = act ->> 'reason', version = version + 1
  where id = target;
end $function$;

-- The person in scope, when his post has a right over the packs of an area; else 42501
-- execute: owner
CREATE OR REPLACE FUNCTION policy.keeper_of(pack_area text)
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  lo constant text := nullif(current_setting('app.lo', true), '');
  hi constant text := nullif(current_setting('app.hi', true), '');
begin
  if not coalesce(public.app_scope_valid() and pack_area collate "C" >= lo and pack_area collate "C" < hi
      and current_setting('app.role', true) in ('PROV_LEAD', 'PROV_OPS', 'CITY_LEAD', 'COUNTY_LEAD', 'COUNTY_APPROVER'), false) then
    raise exception 'no right over the packs of this area' using errcode = '42501';
  end if;
  return current_setting('app.actor', true)::uuid;
end $function$;

-- First statement of every transaction: verifies the signed scope and sets it for this transaction, else 42501
-- execute: public
CREATE OR REPLACE FUNCTION public.app_enter(lo text, hi text, actor text, role text, exp text, mac text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not sec.scope_ok(lo, hi, actor, role, exp, mac) then
    raise exception 'scope refused' using errcode = '42501';
  end if;
  execute format('set local app.lo = %L', lo);
  execute format('set local app.hi = %L', hi);
  execute format('set local app.actor = %L', actor);
  execute format('set local app.role = %L', role);
  execute format('set local app.exp = %L', exp);
  execute format('set local app.mac = %L', mac);
end $function$;

-- Re-checks the MAC of the scope in force once a statement: no scope sees nothing, a forged one raises 42501
-- execute: public
CREATE OR REPLACE FUNCTION public.app_scope_valid()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if not sec.scope_ok(nullif(current_setting('app.lo', true), ''), nullif(current_setting('app.hi', true), ''),
                      nullif(current_setting('app.actor', true), ''), nullif(current_setting('app.role', true), ''),
                      nullif(current_setting('app.exp', true), ''), nullif(current_setting('app.mac', true), '')) then
    if nullif(current_setting('app.lo', true), '') is not null then
      raise exception 'scope forged or expired' using errcode = '42501';
    end if;
    return false;
  end if;
  return true;
end $function$;

-- ANALYZE after a bulk load; only the owner may, and plans without statistics are a thousand times slower
-- execute: shouwang_job
CREATE OR REPLACE FUNCTION registry.refresh_statistics()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ analyze registry.household; analyze registry.member; analyze registry.income_item; analyze registry.person_identity $function$;

-- Builds the suspended indexes again
-- execute: shouwang_job
CREATE OR REPLACE FUNCTION registry.resume_indexes()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET maintenance_work_mem TO '512MB'
AS $function$
declare i record; n int := 0;
begin
  for i in select definition from sec.suspended_index loop
    execute i.definition;
    n := n + 1;
  end loop;
  delete from sec.suspended_index;
  return n;
end $function$;

-- Drops the secondary indexes of an empty registry within the transaction of its first load; does nothing when there are rows
-- execute: shouwang_job
CREATE OR REPLACE FUNCTION registry.suspend_indexes()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare i record; n int := 0;
begin
  if exists (select from pg_extension where extname = 'citus') then return 0; end if;
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
end $function$;

-- Declares columns of one table that serve one purpose; stands beside the create table or add column that makes them. A column is declared once
-- execute: owner
CREATE OR REPLACE FUNCTION sec.declare(target regclass, columns text[], level text, purpose text, basis text, retention text, mask text DEFAULT NULL::text, sealed boolean DEFAULT false)
 RETURNS void
 LANGUAGE sql
AS $function$ insert into sec.column_class select target::text, c, level, purpose, basis, retention, mask, sealed from unnest(columns) c $function$;

-- Declares the columns of a new table whose names always mean keys, scope, versions, times or hashes of records
-- execute: owner
CREATE OR REPLACE FUNCTION sec.declare_keys(target regclass)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into sec.column_class
  select target::text, a.attname, 'technical', '定位、范围、版本与时间', '系统运行', 'row', null, false
  from pg_attribute a
  where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname = any (array[
    'county_code', 'area_code', 'owner_area_code', 'id', 'version', 'sync_pos', 'pos', 'seq', 'row_no',
    'account_id', 'post_id', 'actor_id', 'household_id', 'member_id', 'head_member_id', 'current_case_id', 'case_id', 'dispatch_id', 'clue_id',
    'run_id', 'risk_run_id', 'batch_id', 'pack_id', 'notice_id', 'document_id', 'event_id', 'subject_id', 'request_id', 'start_photo_id', 'end_photo_id',
    'reversed_by', 'started_by', 'recorded_by', 'uploaded_by', 'posted_by', 'claimed_by',
    'at', 'changed_at', 'created_at', 'recorded_at', 'received_at', 'started_at', 'finished_at', 'dispatched_at', 'opened_at', 'closed_at',
    'decided_at', 'posted_at', 'withdrawn_at', 'replied_at', 'activated_at', 'sealed_at', 'expires_at', 'ended_at', 'last_seen_at',
    'pack_hash', 'content_hash', 'inputs_hash', 'result_hash', 'row_hash', 'chain_hash', 'request_hash'])
  $function$;

-- Declares the class of a table; on Citus it also distributes it. Call right after create table
-- execute: public
CREATE OR REPLACE FUNCTION sec.distribute(target regclass, class text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into sec.table_class (table_name, class) values (target::text, class);
  if exists (select from pg_extension where extname = 'citus') then
    if class = 'reference' then
      execute format('select create_reference_table(%L)', target::text);
    elsif class in ('distributed', 'index') then
      execute format('select create_distributed_table(%L, %L)', target::text, case class when 'index' then 'person_key' else 'county_code' end);
    end if;
  end if;
end $function$;

-- Forces row-level security by area range on a business table and grants the verbs; the last statement for a table
-- execute: public
CREATE OR REPLACE FUNCTION sec.protect(target regclass, verbs text DEFAULT 'select,insert,update'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  lo constant text := 'nullif(current_setting(''app.lo'', true), '''')';
  hi constant text := 'nullif(current_setting(''app.hi'', true), '''')';
  area constant text := format('area_code >= %s and area_code < %s', lo, hi);
  verb text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_all on %s to shouwang_owner using (true) with check (true)', target);
  foreach verb in array string_to_array(verbs, ',') loop
    execute format('grant %s on %s to shouwang_app', verb, target);
    if verb = 'select' then
      execute format('create policy area_select on %s for select to shouwang_app, shouwang_reader, shouwang_auditor using (%s)', target, area);
    elsif verb = 'insert' then
      execute format('create policy area_insert on %s for insert to shouwang_app with check (%s)', target, area);
    elsif verb = 'update' then
      execute format('create policy area_update on %s for update to shouwang_app using (%s) with check (%s)', target, area, area);
    elsif verb = 'delete' then
      execute format('create policy area_delete on %s for delete to shouwang_app using (%s)', target, area);
    end if;
  end loop;
  execute format('grant select on %s to shouwang_reader, shouwang_auditor', target);
  execute format('grant select, insert, update, delete on %s to shouwang_job', target);
  if not exists (select from pg_extension where extname = 'citus') then
    execute format('create policy signed on %s as restrictive to shouwang_app, shouwang_reader, shouwang_auditor using ((select app_scope_valid()))', target);
  end if;
end $function$;

-- For reference, local and index tables without an area: any valid scope may use the verbs, no scope may
-- execute: public
CREATE OR REPLACE FUNCTION sec.protect_by_scope(target regclass, verbs text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare verb text;
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_all on %s to shouwang_owner using (true) with check (true)', target);
  execute format('create policy scoped on %s to shouwang_app, shouwang_reader, shouwang_auditor
    using (nullif(current_setting(''app.lo'', true), '''') is not null) with check (nullif(current_setting(''app.lo'', true), '''') is not null)', target);
  foreach verb in array string_to_array(verbs, ',') loop
    execute format('grant %s on %s to shouwang_app', verb, target);
  end loop;
  execute format('grant select on %s to shouwang_reader, shouwang_auditor', target);
  execute format('grant select, insert, update, delete on %s to shouwang_job', target);
  if not exists (select from pg_extension where extname = 'citus') then
    execute format('create policy signed on %s as restrictive to shouwang_app, shouwang_reader, shouwang_auditor using ((select app_scope_valid()))', target);
  end if;
end $function$;

-- HMAC-SHA256 of a message under the scope key, written out so that no extension is needed
-- execute: owner
CREATE OR REPLACE FUNCTION sec.scope_mac(message text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex') from sec.scope_key where kid = 'current' $function$;

-- execute: owner
CREATE OR REPLACE FUNCTION sec.scope_ok(lo text, hi text, actor text, role text, exp text, mac text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if mac is null or lo is null or hi is null or actor is null or role is null or exp !~ '^[0-9]{1,12}$' then return false; end if;
  if exp::bigint <= extract(epoch from clock_timestamp()) then return false; end if;
  return coalesce(sec.scope_mac(lo || '|' || hi || '|' || actor || '|' || role || '|' || exp) = mac, false);
end $function$;

-- Lets towns and villages read a row of their county (headers that name no household); writing stays with the county
-- execute: public
CREATE OR REPLACE FUNCTION sec.show_below(target regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('create policy area_above_select on %s for select to shouwang_app, shouwang_reader, shouwang_auditor using (
    length(area_code) = 6 and area_code < nullif(current_setting(''app.hi'', true), '''') and area_code || '':'' > nullif(current_setting(''app.lo'', true), ''''))', target);
end $function$;
