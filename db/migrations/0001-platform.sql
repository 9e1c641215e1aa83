-- earlier text: 662d90bc11d32302e14440f031537905f545f567fd438dc1d8f5933e0c849cd5
-- What every module stands on: the signed scope, row-level security, table classes, audit, sessions, jobs' neighbours.
create schema sec;
create schema platform;
create schema audit;
create schema identity;
grant usage on schema sec, platform, audit, identity to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

-- ---------------------------------------------------------------- signed scope
create table sec.scope_key (
  kid text not null,
  inner_pad bytea not null,
  outer_pad bytea not null,
  constraint scope_key_pk primary key (kid)
);
comment on table sec.scope_key is 'HMAC key (as its two pads) that signs scopes; only the owner can read it';

create function sec.scope_mac(message text) returns text
  language sql stable security definer set search_path = pg_catalog
  as $$ select encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex') from sec.scope_key where kid = 'current' $$;
comment on function sec.scope_mac is 'HMAC-SHA256 of a message under the scope key, written out so that no extension is needed';

create function sec.scope_ok(lo text, hi text, actor text, role text, exp text, mac text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
begin
  if mac is null or lo is null or hi is null or actor is null or role is null or exp !~ '^[0-9]{1,12}$' then return false; end if;
  if exp::bigint <= extract(epoch from clock_timestamp()) then return false; end if;
  return coalesce(sec.scope_mac(lo || '|' || hi || '|' || actor || '|' || role || '|' || exp) = mac, false);
end $$;
revoke all on function sec.scope_mac(text) from public;
revoke all on function sec.scope_ok(text, text, text, text, text, text) from public;

create function public.app_enter(lo text, hi text, actor text, role text, exp text, mac text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog
  as $$
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
end $$;
comment on function public.app_enter is 'First statement of every transaction: verifies the signed scope and sets it for this transaction, else 42501';

create function public.app_scope_valid() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
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
end $$;
comment on function public.app_scope_valid is 'Re-checks the MAC of the scope in force once a statement: no scope sees nothing, a forged one raises 42501';

-- ---------------------------------------------------------------- table classes and protection
create table sec.table_class (
  table_name text not null,
  class text not null,
  constraint table_class_pk primary key (table_name),
  constraint table_class_known check (class in ('distributed', 'reference', 'local', 'index'))
);
comment on table sec.table_class is 'The manifest of tables: distributed (business, by county), reference, local, index';

create function sec.distribute(target regclass, class text) returns void
  language plpgsql
  as $$
begin
  insert into sec.table_class (table_name, class) values (target::text, class);
  if exists (select from pg_extension where extname = 'citus') then
    if class = 'reference' then
      execute format('select create_reference_table(%L)', target::text);
    elsif class in ('distributed', 'index') then
      execute format('select create_distributed_table(%L, %L)', target::text, case class when 'index' then 'person_key' else 'county_code' end);
    end if;
  end if;
end $$;
comment on function sec.distribute is 'Declares the class of a table; on Citus it also distributes it. Call right after create table';

create function sec.protect(target regclass, verbs text default 'select,insert,update') returns void
  language plpgsql
  as $$
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
end $$;
comment on function sec.protect is 'Forces row-level security by area range on a business table and grants the verbs; the last statement for a table';

create function sec.show_below(target regclass) returns void
  language plpgsql
  as $$
begin
  execute format('create policy area_above_select on %s for select to shouwang_app, shouwang_reader, shouwang_auditor using (
    length(area_code) = 6 and area_code < nullif(current_setting(''app.hi'', true), '''') and area_code || '':'' > nullif(current_setting(''app.lo'', true), ''''))', target);
end $$;
comment on function sec.show_below is 'Lets towns and villages read a row of their county (headers that name no household); writing stays with the county';

create function sec.protect_by_scope(target regclass, verbs text) returns void
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
comment on function sec.protect_by_scope is 'For reference, local and index tables without an area: any valid scope may use the verbs, no scope may';

-- ---------------------------------------------------------------- idempotency, settings
create table platform.idempotency (
  account_id uuid not null,
  key text not null,
  operation text not null,
  request_hash text not null,
  status int not null,
  body jsonb,
  created_at timestamptz not null,
  constraint idempotency_pk primary key (account_id, key)
);
comment on table platform.idempotency is 'The answer to each unsafe request with an Idempotency-Key, written in the same transaction as its effect';
select sec.distribute('platform.idempotency', 'local');
create index idempotency_age on platform.idempotency (created_at);
select sec.protect_by_scope('platform.idempotency', 'select,insert,update,delete');

create table platform.setting (
  name text not null,
  value jsonb not null,
  constraint setting_pk primary key (name)
);
comment on table platform.setting is 'Small facts of this deployment: demonstration offset, first start';
select sec.distribute('platform.setting', 'local');
select sec.protect_by_scope('platform.setting', 'select,insert,update');

-- ---------------------------------------------------------------- audit
create table audit.event (
  county_code text not null,
  id uuid not null,
  area_code text collate "C" not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  role text not null,
  action text not null,
  object_key text not null,
  reason text,
  detail jsonb,
  request_id text,
  constraint event_pk primary key (county_code, id)
);
comment on table audit.event is 'Who did or read what, written in the transaction of the act; never changed';
select sec.distribute('audit.event', 'distributed');
create index event_by_object on audit.event (county_code, object_key, at desc);
select sec.protect('audit.event', 'select,insert');

create table audit.seal (
  county_code text not null,
  seq bigint not null,
  area_code text collate "C" not null,
  event_id uuid not null,
  row_hash text not null,
  chain_hash text not null,
  constraint seal_pk primary key (county_code, seq),
  constraint seal_event_once unique (county_code, event_id)
);
comment on table audit.seal is 'Chain over audit events in the order of sealing: chain_hash = SM3(previous chain_hash || row_hash)';
select sec.distribute('audit.seal', 'distributed');
select sec.protect('audit.seal', 'select');

create table audit.head (
  county_code text not null,
  seq bigint not null,
  area_code text collate "C" not null,
  sealed_at timestamptz not null,
  chain_hash text not null,
  mac text not null,
  constraint head_pk primary key (county_code, seq)
);
comment on table audit.head is 'Signed heads of the chain; each is also anchored outside the database';
select sec.distribute('audit.head', 'distributed');
select sec.protect('audit.head', 'select');

-- ---------------------------------------------------------------- identity
create table identity.credential (
  account_id uuid not null,
  login_name text not null,
  password_hash text not null,
  totp_secret bytea,
  last_totp_step bigint,
  changed_at timestamptz not null,
  constraint credential_pk primary key (account_id),
  constraint credential_login_once unique (login_name)
);
comment on table identity.credential is 'How an account proves itself: argon2id hash and sealed TOTP secret';
select sec.distribute('identity.credential', 'local');
select sec.protect_by_scope('identity.credential', 'select,insert,update');

create table identity.sign_in_failure (
  login_key text not null,
  failed_count int not null,
  locked_until timestamptz,
  last_failed_at timestamptz not null,
  constraint sign_in_failure_pk primary key (login_key)
);
comment on table identity.sign_in_failure is 'Failed attempts by the hash of the login name that was typed, known or not, so that a delay does not tell who exists';
select sec.distribute('identity.sign_in_failure', 'local');
create index sign_in_failure_age on identity.sign_in_failure (last_failed_at);
select sec.protect_by_scope('identity.sign_in_failure', 'select,insert,update,delete');

create table identity.session (
  token_hash text not null,
  account_id uuid not null,
  post_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint session_pk primary key (token_hash)
);
comment on table identity.session is 'Sessions by the hash of their token; the token itself is never stored';
select sec.distribute('identity.session', 'local');
create index session_by_account on identity.session (account_id);
select sec.protect_by_scope('identity.session', 'select,insert,update,delete');
