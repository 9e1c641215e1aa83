-- The town's step between the county's work sheet and the visit: a sheet is received until the town has named its team.
alter table warning.dispatch add column sent_by uuid, add column sent_by_name text;
comment on column warning.dispatch.sent_by is 'Who sent the sheet out for the county; null for sheets of the time before it was kept';
alter table casework.task add column assignees uuid[];
comment on column casework.task.assignees is 'Accounts of those whose it is, beside their roles; null: of everybody in these posts';

do $$
declare
  audit constant text := 'GB/T 22239 安全审计';
  work constant text := '防返贫监测帮扶工作规则';
begin
  perform sec.declare('warning.dispatch', '{sent_by}', 'technical', '谁派发', audit, 'row');
  perform sec.declare('warning.dispatch', '{sent_by_name}', 'identifier', '谁派发', audit, '10年', 'maskName');
  perform sec.declare('casework.task', '{assignees}', 'technical', '谁的待办', work, 'row');
end $$;

-- Records bear the name of the step in which they are made: the clue is received, the town hands it out, the team claims it.
update casework.step_record set step = 'CLAIMED' where step = 'RECEIVED';
update casework.step_record set step = 'RECEIVED' where step = 'DISPATCHED';

-- Sheets that nobody has claimed yet wait for the town; their clock goes on as it stands.
update casework.identification
set state = 'RECEIVED', snapshot = jsonb_set(snapshot, '{state}', '"RECEIVED"'), version = version + 1
where state = 'DISPATCHED';
update casework.identification
set snapshot = jsonb_set(snapshot, '{context,resumeTo}', '"RECEIVED"'), version = version + 1
where state = 'SUSPENDED' and snapshot #>> '{context,resumeTo}' = 'DISPATCHED';
update casework.task
set kind = 'dispatchVerification', roles = '{TOWN_REVIEWER}', title = '派发核实', owner_area_code = left(owner_area_code, 9)
where kind = 'claimVerification' and closed_at is null;
update warning.clue set status = 'RECEIVED' where status = 'DISPATCHED';
update warning.dispatch set state = 'RECEIVED', version = version + 1 where state = 'DISPATCHED';
