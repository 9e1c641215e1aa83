-- earlier text: fbaa15afe7281430070d3978b7febefbc5bf383d5f61f0c3b5100acff0448343
-- Many households at one meeting and on one notice: the meeting, whose cases it heard, which content stands for what, and entries of a notice that
-- each have a state of their own.
create table casework.meeting (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  meeting_no text not null,
  held_at timestamptz not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  constraint meeting_pk primary key (county_code, id),
  constraint meeting_no_once unique (county_code, meeting_no)
);
comment on table casework.meeting is '评议会: one meeting of a village that heard several households; what it decided stands on the record of each case';
select sec.distribute('casework.meeting', 'distributed');
create index meeting_by_area on casework.meeting (area_code, recorded_at);
select sec.protect('casework.meeting', 'select,insert');

create table casework.meeting_case (
  county_code text not null,
  meeting_id uuid not null,
  case_id uuid not null,
  area_code text collate "C" not null,
  place_no int not null,
  constraint meeting_case_pk primary key (county_code, meeting_id, case_id)
);
comment on table casework.meeting_case is 'The agenda of a meeting: its cases in the order in which they were heard';
select sec.distribute('casework.meeting_case', 'distributed');
alter table casework.meeting_case add constraint meeting_case_meeting_fk foreign key (county_code, meeting_id) references casework.meeting (county_code, id);
create index meeting_case_by_case on casework.meeting_case (county_code, case_id);
select sec.protect('casework.meeting_case', 'select,insert');

create table casework.photo_use (
  county_code text not null,
  file_hash text not null,
  area_code text collate "C" not null,
  holder uuid not null,
  recorded_at timestamptz not null,
  constraint photo_use_pk primary key (county_code, file_hash)
);
comment on table casework.photo_use is 'For which meeting (or case), notice or announcement the content of a photograph stands; content stands for one of them only, in the whole county';
select sec.distribute('casework.photo_use', 'distributed');
select sec.protect('casework.photo_use', 'select,insert');

-- What was used before this migration stands for what used it.
do $$ begin
-- Not even planned where there is nothing: a cluster refuses it.
if exists (select 1 from casework.step_record limit 1) then
insert into casework.photo_use (county_code, file_hash, area_code, holder, recorded_at)
select distinct on (d.county_code, d.file_hash) d.county_code, d.file_hash, d.area_code,
       case when r.step = 'EVALUATED' then r.case_id else (r.data ->> 'noticeId')::uuid end, r.recorded_at
from casework.step_record r
cross join lateral (
  select jsonb_array_elements_text(case when r.step = 'EVALUATED' then r.data -> 'photoIds' else '[]'::jsonb end) as document
  union all select r.data ->> 'startPhotoId' union all select r.data ->> 'endPhotoId' union all select r.data ->> 'photoId'
) named
join evidence.document d on d.county_code = r.county_code and d.subject_id = r.case_id and d.id = named.document::uuid
where r.step in ('EVALUATED', 'PUBLICISED', 'ANNOUNCED')
order by d.county_code, d.file_hash, r.recorded_at;
end if;
end $$;

alter table publicity.notice_entry add column state text not null default 'POSTED';
alter table publicity.notice_entry add column place_no int not null default 1;
alter table publicity.notice_entry add column changed_at timestamptz;
update publicity.notice_entry e set state = case n.state when 'DRAFT' then 'POSTED' else n.state end, changed_at = coalesce(n.withdrawn_at, n.posted_at)
from publicity.notice n where n.county_code = e.county_code and n.id = e.notice_id;
alter table publicity.notice_entry alter column state drop default;
alter table publicity.notice_entry alter column place_no drop default;
alter table publicity.notice_entry alter column changed_at set not null;
alter table publicity.notice_entry add constraint notice_entry_state_known check (state in ('POSTED', 'OBJECTED', 'ENDED', 'WITHDRAWN'));
comment on column publicity.notice_entry.state is 'State of this household on the notice; the state of the notice follows from those of its entries';
comment on column publicity.notice_entry.place_no is 'Line of the paper on which the household stands';
-- What was shown is never changed; only how the entry stands.
grant update (state, changed_at) on publicity.notice_entry to shouwang_app;
create policy area_update on publicity.notice_entry for update to shouwang_app
  using (area_code >= nullif(current_setting('app.lo', true), '') and area_code < nullif(current_setting('app.hi', true), ''))
  with check (area_code >= nullif(current_setting('app.lo', true), '') and area_code < nullif(current_setting('app.hi', true), ''));

do $$
declare
  audit constant text := 'GB/T 22239 安全审计';
  running constant text := '系统运行';
  work constant text := '防返贫监测帮扶工作规则';
  public_notice constant text := '个人信息保护法 第13条第1款第3项，公示规定';
begin
  perform sec.declare_keys('casework.meeting');
  perform sec.declare_keys('casework.meeting_case');
  perform sec.declare_keys('casework.photo_use');
  perform sec.declare('casework.meeting', '{meeting_no,held_at}', 'business', '民主评议会', work, '永久');
  perform sec.declare('casework.meeting', '{recorded_by_name}', 'identifier', '谁登记', audit, '永久', 'maskName');
  perform sec.declare('casework.meeting_case', '{meeting_id}', 'technical', '议程属于哪次会议', running, 'row');
  perform sec.declare('casework.meeting_case', '{place_no}', 'business', '议程次序', work, '永久');
  perform sec.declare('casework.photo_use', '{file_hash,holder}', 'technical', '一份照片只作一次会议或公示的凭证', running, 'row');
  perform sec.declare('publicity.notice_entry', '{state,place_no}', 'business', '该户公示情况和次序', public_notice, '永久');
  perform sec.declare('publicity.notice_entry', '{changed_at}', 'technical', '该户公示情况何时变动', running, 'row');
end $$;
