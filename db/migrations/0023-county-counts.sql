-- Where the cases of a county stand, as one number of its moment: above counties figures are added up from these, nothing is read live over many.
create table casework.county_count (
  county_code text not null,
  area_code text collate "C" not null,
  counts jsonb not null,
  counted_on date not null,
  counted_at timestamptz not null,
  constraint county_count_pk primary key (county_code)
);
comment on table casework.county_count is '各县汇总: open cases of a county by step and days, and its headline figures, as they were when the program last counted; names no household';
comment on column casework.county_count.counts is 'heaps: open cases by state, days in the step and lateness; figures: days since the start, overdue, owed, registered, opened on the day';
select sec.distribute('casework.county_count', 'distributed');
select sec.protect('casework.county_count', 'select,insert,update');
select sec.declare_keys('casework.county_count');
select sec.declare('casework.county_count', '{counts,counted_on,counted_at}', 'business', '各县办理情况汇总', '防返贫监测帮扶工作规则', '永久');
