-- Files that leave the platform: who asks for which list and what for, who lets it go, what was made of it, how often it was fetched.
create table platform.export_request (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  request_no text not null,
  kind text not null,
  title text not null,
  filter jsonb not null,
  filter_words jsonb,
  format text not null,
  purpose text not null,
  rows_asked int not null,
  state text not null,
  requested_by uuid not null,
  requested_by_name text not null,
  requested_by_post text not null,
  role text not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_by_post text,
  decided_at timestamptz,
  opinion text,
  started_at timestamptz,
  rows_done int not null,
  rows_made int,
  finished_at timestamptz,
  failure text,
  file_hash text,
  file_size bigint,
  expires_at timestamptz,
  downloads int not null,
  last_download_at timestamptz,
  version int not null,
  constraint export_request_pk primary key (county_code, id),
  constraint export_request_no_once unique (county_code, request_no),
  constraint export_request_state_known check (state in ('requested', 'approved', 'refused', 'ready', 'expired', 'failed', 'withdrawn')),
  constraint export_request_format_known check (format in ('csv', 'xlsx')),
  constraint export_request_maker_is_not_checker check (decided_at is null or (decided_by is not null and decided_by <> requested_by)),
  constraint export_request_decided_first check (state in ('requested', 'withdrawn', 'expired') or decided_at is not null),
  constraint export_request_ready_has_file check (state <> 'ready' or (file_hash is not null and rows_made is not null and expires_at is not null)),
  constraint export_request_purpose_said check (length(purpose) >= 4)
);
comment on table platform.export_request is '导出申请: a list that somebody wants as a file, for a purpose; made only after another person let it go';
comment on column platform.export_request.area_code is 'Area of the post in which it was asked for; whoever decides has his post over it';
comment on column platform.export_request.filter is 'The filter of the list as it stood in the address; never a number of a person';
comment on column platform.export_request.filter_words is 'The same filter in words, as requester and approver saw it';
comment on column platform.export_request.role is 'Role of the post in which it was asked for; checked again when the file is made and when it is fetched';
comment on column platform.export_request.rows_asked is 'Rows that the filter left when it was asked for';
comment on column platform.export_request.rows_done is 'Rows written so far; it moves without a new version';
comment on column platform.export_request.file_hash is 'SM3 of the content; the sealed file lies under the id of the request and is gone when it has expired or was withdrawn';
select sec.distribute('platform.export_request', 'distributed');
create index export_request_by_person on platform.export_request (county_code, requested_by, requested_at desc, id desc);
create index export_request_by_state on platform.export_request (county_code, state, requested_at desc, id desc);
create index export_request_to_sweep on platform.export_request (state, expires_at) where state in ('requested', 'ready');
select sec.protect('platform.export_request');

select sec.declare_keys('platform.export_request');
select sec.declare('platform.export_request', '{requested_by,decided_by,requested_at,last_download_at}', 'technical', '定位与时间', '系统运行', 'row');
select sec.declare('platform.export_request', '{request_no,kind,title,format,state,role,requested_by_post,decided_by_post,rows_asked,rows_done,rows_made,failure,file_size,downloads}', 'business', '导出的审批与留痕', 'GB/T 22239 安全审计', '10年');
select sec.declare('platform.export_request', '{filter,filter_words,purpose,opinion}', 'personal', '导出什么、做什么用、谁同意', 'GB/T 22239 安全审计', '10年');
select sec.declare('platform.export_request', '{requested_by_name,decided_by_name}', 'identifier', '谁申请、谁批准', 'GB/T 22239 安全审计', '10年', 'maskName');
select sec.declare('platform.export_request', '{file_hash}', 'sensitive', '导出的文件（到期销毁）', '个人信息保护法 第13条第1款第3项、第28条', 'row');
