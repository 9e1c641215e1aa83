-- Papers and consent; department data; policy packs.
create schema evidence;
create schema exchange;
create schema policy;
grant usage on schema evidence, exchange, policy to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

create table evidence.document (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid,
  subject_type text not null,
  subject_id uuid not null,
  type text not null,
  kind text not null,
  step text,
  title text not null,
  file_hash text not null,
  mime text not null,
  size bigint not null,
  check_code text,
  taken_at timestamptz not null,
  uploaded_by uuid,
  uploaded_by_name text not null,
  constraint document_pk primary key (county_code, id)
);
comment on table evidence.document is '佐证材料: photographs, signed papers and papers that the platform generated; content by hash in the file store';
comment on column evidence.document.step is 'step of the procedure at which it was made';
comment on column evidence.document.type is 'code evidence_type (100-112 process papers)';
select sec.distribute('evidence.document', 'distributed');
create index document_by_subject on evidence.document (county_code, subject_id, taken_at);
create index document_by_household on evidence.document (county_code, household_id, taken_at);
select sec.protect('evidence.document', 'select,insert');

create table evidence.consent (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  household_id uuid not null,
  covered_members uuid[] not null,
  scopes text[] not null,
  signed_at timestamptz not null,
  mode text not null,
  proxy_name text,
  proxy_relation text,
  informed_text text not null,
  document_id uuid,
  valid_to date not null,
  revoked_at timestamptz,
  recorded_by uuid not null,
  constraint consent_pk primary key (county_code, id),
  constraint consent_mode_known check (mode in ('paper', 'fingerprint', 'electronic', 'voice'))
);
comment on table evidence.consent is '承诺授权: dated, revocable; scopes are codes of consent_scope';
select sec.distribute('evidence.consent', 'distributed');
create index consent_by_household on evidence.consent (county_code, household_id, signed_at desc);
select sec.protect('evidence.consent');

create table exchange.import_batch (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  batch_no text not null,
  item_code text not null,
  department_code text not null,
  period text not null,
  file_name text not null,
  file_hash text not null,
  file_size bigint not null,
  state text not null,
  progress jsonb not null,
  encoding text,
  header_row int,
  rows_in int,
  rows_accepted int,
  rows_rejected int,
  rows_matched int,
  rows_unmatched int,
  gates jsonb,
  report jsonb,
  failure jsonb,
  data_date date,
  parse_seconds numeric(9, 3),
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  received_at timestamptz not null,
  finished_at timestamptz,
  confirmed_by_name text,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdraw_reason text,
  version int not null,
  constraint import_batch_pk primary key (county_code, id),
  constraint import_batch_state_known check (state in ('received', 'checking', 'held', 'accepted', 'failed', 'withdrawn')),
  constraint import_batch_sum check (rows_in is null or (rows_in = rows_accepted + rows_rejected and rows_accepted = rows_matched + rows_unmatched))
);
comment on table exchange.import_batch is '交换作业: one department file of one item and month; rows_in = accepted + rejected, accepted = matched + unmatched';
comment on column exchange.import_batch.state is 'held = checked, waits for the confirmation of the office; only accepted files are screened';
comment on column exchange.import_batch.data_date is 'The day that the data speak of: latest date of the item''s data date column, else the last day of the month';
comment on column exchange.import_batch.report is 'Counts by fault and by reason, header and format facts of the check';
select sec.distribute('exchange.import_batch', 'distributed');
create unique index import_batch_file_once on exchange.import_batch (county_code, item_code, period, file_hash) where state in ('received', 'checking', 'held', 'accepted');
create index import_batch_by_item on exchange.import_batch (county_code, item_code, period, received_at desc);
select sec.protect('exchange.import_batch');

create table exchange.rejected_row (
  county_code text not null,
  batch_id uuid not null,
  row_no int not null,
  area_code text collate "C" not null,
  column_name text not null,
  value_shown text not null,
  code text not null,
  reason text not null,
  repair text not null,
  line_sealed bytea,
  constraint rejected_row_pk primary key (county_code, batch_id, row_no)
);
comment on table exchange.rejected_row is 'Each refused row with row, column, value (masked where it is a number of a person), reason and repair; whole lines are sealed in blocks';
comment on column exchange.rejected_row.line_sealed is 'On the first row of a block: the lines of all its rows, sealed together; null on the others';
select sec.distribute('exchange.rejected_row', 'distributed');
create index rejected_row_by_code on exchange.rejected_row (county_code, batch_id, code, row_no);
select sec.protect('exchange.rejected_row', 'select,insert');

create table policy.pack (
  id uuid not null,
  area_code text collate "C" not null,
  code text not null,
  name text not null,
  effective_from date not null,
  effective_to date,
  content_hash text not null,
  source_yaml text not null,
  content jsonb not null,
  state text not null,
  activated_by_name text,
  activated_at timestamptz,
  constraint pack_pk primary key (id),
  constraint pack_content_once unique (code, content_hash),
  constraint pack_state_known check (state in ('draft', 'active', 'retired'))
);
comment on table policy.pack is '政策包: dated lines, categories, steps, limits, indicators, triggers, exclusions and levels of an area; content is the resolved pack';
select sec.distribute('policy.pack', 'reference');
select sec.protect_by_scope('policy.pack', 'select,insert,update');
