-- A cluster refuses a sub-select in a policy, and a function that asks tables within one: a policy asks the row's own columns and the settings of the
-- scope, nothing else. The first migrations make it so; what stands here brings databases of before to the same. The re-check of the scope is a
-- policy of its own (`signed`), which a cluster goes without.
create or replace function sec.protect_by_scope(target regclass, verbs text) returns void
  language plpgsql
  as $$
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
end $$;

do $$
declare target regclass;
begin
  for target in select polrelid from pg_policy where polname in ('scoped', 'pack_read') loop
    execute format('drop policy owner_all on %s', target);
    execute format('drop policy if exists scoped on %s', target);
    execute format('drop policy if exists signed on %s', target);
    perform sec.protect_by_scope(target, 'select');
  end loop;
end $$;

-- Packs: no secret within a scope, so they are read as `protect_by_scope` says; one adds one's own proposal for one's own area.
drop policy pack_read on policy.pack;
drop policy pack_propose on policy.pack;
drop policy scoped on policy.pack;
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
comment on policy pack_propose on policy.pack is 'One''s own proposal for one''s own area; texts that ship are taken in by the program';

-- An account has no area of its own: it keeps those over its posts and over what was asked for it, so that its row says whose it is.
alter table staff.account add column area_codes text[] collate "C" not null default '{}';
do $$ begin
-- Not even planned where there is nothing, as a cluster might refuse it.
if exists (select 1 from staff.account limit 1) then
update staff.account a set area_codes = coalesce((
  select array_agg(distinct left(c.area_code, n) order by left(c.area_code, n))
  from (select p.area_code from staff.post p where p.account_id = a.id union select r.area_code from staff.grant_request r where r.account_id = a.id) c,
    unnest(array[2, 4, 6, 9, 12]) n
  where n <= length(c.area_code)), '{}');
end if;
end $$;
alter table staff.account alter column area_codes drop default;
comment on column staff.account.area_codes is 'Codes of the areas of all posts that the account has or had and of what was asked for it, and of all areas above these: who has one of them in scope may write the account';
drop policy if exists area_update on staff.account;
create policy area_update on staff.account as restrictive for update to shouwang_app
  using (nullif(current_setting('app.role', true), '') = 'SYSTEM' or nullif(current_setting('app.lo', true), '') = any (area_codes));
drop function if exists staff.account_in_scope(uuid);
select sec.declare('staff.account', '{area_codes}', 'technical', '定位、范围、版本与时间', '系统运行', 'account');

-- On a cluster the first load leaves the indexes as they are: what the owner does to tables, nobody else may follow within the transaction.
create or replace function registry.suspend_indexes() returns int
  language plpgsql security definer set search_path = pg_catalog
  as $$
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
end $$;
