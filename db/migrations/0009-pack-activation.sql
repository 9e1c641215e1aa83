-- earlier text: ac909151f513f04f9640282876ab197752cc33d8da394e00981b247de5dd3ed8
-- Policy packs are switched on by people: somebody proposes a version, another person confirms it, it holds from its day on, all of it is kept.
alter table policy.pack drop constraint pack_content_once;
alter table policy.pack drop constraint pack_state_known;
alter table policy.pack add column version_no int;
alter table policy.pack add column origin text;
alter table policy.pack add column source_hash text;
alter table policy.pack add column base_id uuid;
alter table policy.pack add column replaces_id uuid;
alter table policy.pack add column taken_from uuid;
alter table policy.pack add column carried_by uuid;
alter table policy.pack add column reason text;
alter table policy.pack add column proposed_by uuid;
alter table policy.pack add column proposed_by_name text;
alter table policy.pack add column proposed_at timestamptz;
alter table policy.pack add column activated_by uuid;
alter table policy.pack add column in_force_from date;
alter table policy.pack add column superseded_on date;
alter table policy.pack add column closed_by uuid;
alter table policy.pack add column closed_by_name text;
alter table policy.pack add column closed_at timestamptz;
alter table policy.pack add column closed_reason text;
alter table policy.pack add column version int not null default 1;

-- What stood in the database came with the product: one version after the other, each from the day on which it was taken in.
do $$ begin
-- Not even planned where there is nothing: a cluster refuses it.
if exists (select 1 from policy.pack limit 1) then
update policy.pack p set
  origin = 'product',
  state = case when p.state = 'draft' then 'withdrawn' else p.state end,
  source_hash = encode(sha256(convert_to(p.source_yaml, 'UTF8')), 'hex'),
  version_no = n.no,
  proposed_by_name = '随产品发布',
  proposed_at = p.activated_at,
  in_force_from = case when p.state = 'draft' then null else n.from_day end,
  superseded_on = case when p.state = 'retired' then coalesce(n.next_day, n.from_day) end
from (
  select id, no, from_day, lead(from_day) over (partition by code order by no) as next_day
  from (
    select id, code, row_number() over (partition by code order by activated_at, id) as no,
      case when row_number() over (partition by code order by activated_at, id) = 1 then effective_from
        else greatest(effective_from, (activated_at at time zone 'Asia/Shanghai')::date) end as from_day
    from policy.pack
  ) numbered
) n
where n.id = p.id;
end if;
end $$;

alter table policy.pack alter column version_no set not null;
alter table policy.pack alter column origin set not null;
alter table policy.pack alter column source_hash set not null;
alter table policy.pack alter column version drop default;
alter table policy.pack add constraint pack_version_once unique (code, version_no);
alter table policy.pack add constraint pack_state_known check (state in ('proposed', 'active', 'retired', 'refused', 'withdrawn'));
alter table policy.pack add constraint pack_origin_known check (origin in ('product', 'person'));
alter table policy.pack add constraint pack_two_persons check (activated_by is null or (proposed_by is not null and proposed_by <> activated_by));
alter table policy.pack add constraint pack_confirmed_by_somebody check (
  state not in ('active', 'retired') or (in_force_from is not null and activated_at is not null and (activated_by is not null or origin = 'product')));
alter table policy.pack add constraint pack_proposal_has_author check (origin = 'product' or (proposed_by is not null and reason is not null));
alter table policy.pack add constraint pack_refused_by_another check (state <> 'refused' or (closed_by is not null and closed_by is distinct from proposed_by));
alter table policy.pack add constraint pack_closed_with_reason check (state not in ('refused', 'withdrawn') or origin = 'product' or closed_reason is not null);
create unique index pack_proposal_once on policy.pack (code, content_hash) where state = 'proposed';
create index pack_by_day on policy.pack (code, in_force_from) where in_force_from is not null;

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

-- Whoever has a valid scope reads. The program may only add proposals, each by its own author; a state changes by the functions below alone.
drop policy scoped on policy.pack;
revoke update on policy.pack from shouwang_app;
create policy pack_read on policy.pack for select to shouwang_app, shouwang_reader, shouwang_auditor
  using (nullif(current_setting('app.lo', true), '') is not null);
create policy pack_propose on policy.pack for insert to shouwang_app with check (
  (origin = 'person' and state = 'proposed' and activated_by is null and in_force_from is null
    and proposed_by::text = nullif(current_setting('app.actor', true), '')
    and area_code = nullif(current_setting('app.lo', true), '')
    and nullif(current_setting('app.role', true), '') in ('PROV_LEAD', 'PROV_OPS', 'CITY_LEAD', 'COUNTY_LEAD', 'COUNTY_APPROVER'))
  or (origin = 'product' and proposed_by is null and activated_by is null
    and nullif(current_setting('app.role', true), '') = 'SYSTEM'
    and (state = 'proposed' or (state = 'active' and version_no = 1))));

create function policy.keeper_of(pack_area text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
declare
  lo constant text := nullif(current_setting('app.lo', true), '');
  hi constant text := nullif(current_setting('app.hi', true), '');
begin
  if not coalesce(public.app_scope_valid() and pack_area collate "C" >= lo and pack_area collate "C" < hi
      and current_setting('app.role', true) in ('PROV_LEAD', 'PROV_OPS', 'CITY_LEAD', 'COUNTY_LEAD', 'COUNTY_APPROVER'), false) then
    raise exception 'no right over the packs of this area' using errcode = '42501';
  end if;
  return current_setting('app.actor', true)::uuid;
end $$;
comment on function policy.keeper_of is 'The person in scope, when his post has a right over the packs of an area; else 42501';

create function policy.activate_pack(target uuid, seen int, act jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog
  as $$
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
end $$;
comment on function policy.activate_pack is 'Confirms a proposal by another person than its author: ends what it replaces, switches it on from its day and adds the overlays that were resolved anew on it';

create function policy.close_proposal(target uuid, seen int, act jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog
  as $$
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
end $$;
comment on function policy.close_proposal is 'Ends a proposal that is not confirmed: its author withdraws it, somebody else refuses it';

revoke all on function policy.keeper_of(text) from public;
revoke all on function policy.activate_pack(uuid, int, jsonb) from public;
revoke all on function policy.close_proposal(uuid, int, jsonb) from public;
grant execute on function policy.activate_pack(uuid, int, jsonb), policy.close_proposal(uuid, int, jsonb) to shouwang_app;

select sec.declare('policy.pack', '{version,version_no,source_hash,base_id,replaces_id,taken_from,carried_by,proposed_by,proposed_at,activated_by,closed_by,closed_at}', 'technical', '定位、范围、版本与时间', '系统运行', 'row');
select sec.declare('policy.pack', '{origin,in_force_from,superseded_on,reason,closed_reason}', 'business', '政策包的提议、确认与停用', '防返贫监测帮扶工作规则', '30年');
select sec.declare('policy.pack', '{proposed_by_name,closed_by_name}', 'identifier', '谁提议、谁退回', 'GB/T 22239 安全审计', '30年', 'maskName');
