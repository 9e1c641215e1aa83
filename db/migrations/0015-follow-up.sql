-- 跟进单 of households that are monitored already, the merge window of hints, and the contact of a monitored household.
alter table registry.household add column monitor_contact_name text, add column monitor_contact_phone text;
comment on column registry.household.monitor_contact_name is '监测联系人 named when the household was registered as monitored; null: nobody was named';
comment on column registry.household.monitor_contact_phone is 'Office phone of the contact, not a private number';

-- Contacts named before this migration stand in the record of the step.
update registry.household h
set monitor_contact_name = named.name, monitor_contact_phone = named.phone
from (
  select distinct on (i.county_code, i.household_id) i.county_code, i.household_id, r.data ->> 'contactName' as name, r.data ->> 'contactPhone' as phone
  from casework.step_record r
  join casework.identification i on i.county_code = r.county_code and i.id = r.case_id
  where r.step = 'REGISTERED' and not r.superseded
  order by i.county_code, i.household_id, r.recorded_at desc
) named
where h.county_code = named.county_code and h.id = named.household_id;

alter table warning.dispatch
  add column kind text not null default 'identification',
  add column last_hint_on date,
  add column renewed_on date,
  add column missed_due_on date,
  add column closed_on date,
  add column recorded_by uuid,
  add column confirmed_by uuid;
alter table warning.dispatch add constraint dispatch_kind_known check (kind in ('identification', 'follow-up'));
alter table warning.dispatch add constraint dispatch_follow_up_without_case check (kind = 'identification' or case_id is null);
alter table warning.dispatch add constraint dispatch_maker_is_not_checker check (confirmed_by <> recorded_by);
comment on column warning.dispatch.kind is 'identification 工作单: leads to a case; follow-up 跟进单: the household is monitored already, its contact looks';
comment on column warning.dispatch.last_hint_on is 'Day of the last hint that joined; null: none since received_on';
comment on column warning.dispatch.renewed_on is '重新提示: day of the last hint that came later than clue.mergeDays after the one before';
comment on column warning.dispatch.missed_due_on is 'The first last day that had gone by without a visit when the sheet was renewed: it stays overdue whatever its new last day';
comment on column warning.dispatch.closed_on is 'Day on which the sheet was closed; null: open, or closed before it was kept';
comment on column warning.dispatch.recorded_by is 'Follow-up sheets: who recorded the visit that stands';
comment on column warning.dispatch.confirmed_by is 'Follow-up sheets: who confirmed it at the town';

update warning.dispatch d set last_hint_on = hinted.on_day
from (select county_code, dispatch_id, max((received_at at time zone 'Asia/Shanghai')::date) as on_day from warning.clue group by 1, 2) hinted
where d.county_code = hinted.county_code and d.id = hinted.dispatch_id and hinted.on_day > d.received_on;
update warning.dispatch d set closed_on = (i.closed_at at time zone 'Asia/Shanghai')::date
from casework.identification i
where d.state = 'CLOSED' and i.county_code = d.county_code and i.id = d.case_id;

create index dispatch_closed_by_household on warning.dispatch (county_code, household_id, closed_on desc) where state = 'CLOSED';
create index dispatch_renewed on warning.dispatch (area_code) where missed_due_on is not null and state in ('RECEIVED', 'DISPATCHED', 'VERIFYING');
create index dispatch_follow_up on warning.dispatch (area_code, level, due_on) where kind = 'follow-up';

alter table warning.clue add column merged_into_id uuid;
alter table warning.clue add constraint clue_merged_fk foreign key (county_code, merged_into_id) references warning.clue (county_code, id);
comment on column warning.clue.merged_into_id is '已并入: the clue of the same sheet that it follows; null on the clues with which the sheet began';

create table warning.follow_up (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  dispatch_id uuid not null,
  household_id uuid not null,
  act text not null,
  result_code text,
  decision text,
  reason text not null,
  visited_on date,
  went text[] not null,
  photo_ids uuid[] not null,
  made_by uuid,
  actor_id uuid not null,
  actor_name text not null,
  role text not null,
  at timestamptz not null,
  next_due_on date,
  constraint follow_up_pk primary key (county_code, id),
  constraint follow_up_act_known check (act in ('recordFollowUp', 'confirmFollowUp')),
  constraint follow_up_result_known check (result_code in ('P4.F1', 'P4.F3', 'P4.F4', 'P4.F5', 'P4.F6')),
  constraint follow_up_decision_known check (decision in ('agree', 'return')),
  constraint follow_up_record_whole check (act <> 'recordFollowUp' or (result_code is not null and visited_on is not null and cardinality(went) > 0)),
  constraint follow_up_decision_whole check (act <> 'confirmFollowUp' or (decision is not null and made_by is not null)),
  constraint follow_up_maker_is_not_checker check (made_by <> actor_id and not (act = 'confirmFollowUp' and actor_name = any (went)))
);
comment on table warning.follow_up is 'Acts on a 跟进单: each visit that was recorded and each decision of the town on it; never changed';
comment on column warning.follow_up.result_code is 'P4 feedback: F1 needs more help, F3 measures run already, F4 solved, F5 wrong data, F6 nobody found';
comment on column warning.follow_up.went is 'Names of those who went; on a decision those of the visit that it judges';
comment on column warning.follow_up.made_by is 'On a decision: who recorded the visit that it judges';
comment on column warning.follow_up.next_due_on is 'Last day for what comes next; null when the sheet is closed';
select sec.distribute('warning.follow_up', 'distributed');
alter table warning.follow_up add constraint follow_up_dispatch_fk foreign key (county_code, dispatch_id) references warning.dispatch (county_code, id);
create index follow_up_by_dispatch on warning.follow_up (county_code, dispatch_id, at);
create index follow_up_by_household on warning.follow_up (county_code, household_id, at desc);
select sec.protect('warning.follow_up', 'select,insert');

do $$
declare
  duty constant text := '个人信息保护法 第13条第1款第3项';
  audit constant text := 'GB/T 22239 安全审计';
  work constant text := '防返贫监测帮扶工作规则';
  running constant text := '系统运行';
begin
  perform sec.declare('registry.household', '{monitor_contact_name}', 'identifier', '监测联系人', duty, '永久', 'maskName');
  perform sec.declare('registry.household', '{monitor_contact_phone}', 'business', '监测联系人办公电话', work, '永久');
  perform sec.declare('warning.dispatch', '{kind,last_hint_on,renewed_on,missed_due_on,closed_on}', 'business', '单子的种类、重新提示与期限', work, '10年');
  perform sec.declare('warning.dispatch', '{confirmed_by}', 'technical', '谁确认跟进', audit, 'row');
  perform sec.declare('warning.dispatch', '{recorded_by}', 'technical', '谁登记跟进', audit, 'row');
  perform sec.declare('warning.clue', '{merged_into_id}', 'technical', '并入哪一条线索', running, 'row');
  perform sec.declare_keys('warning.follow_up');
  perform sec.declare('warning.follow_up', '{act,decision,role,next_due_on,made_by,photo_ids}', 'business', '跟进的办理与期限', work, '10年');
  perform sec.declare('warning.follow_up', '{result_code,reason,visited_on}', 'personal', '跟进结论与理由', duty, '10年');
  perform sec.declare('warning.follow_up', '{actor_name}', 'identifier', '谁办理跟进', audit, '10年', 'maskName');
  perform sec.declare('warning.follow_up', '{went}', 'identifier', '谁入户跟进', audit, '10年', 'maskName');
end $$;
