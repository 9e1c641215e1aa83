-- Who handed out whose sign-in, each time: one column on the credential forgot the earlier giver as soon as a later one stood in it.
create table identity.hand_out (
  id uuid not null,
  account_id uuid not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  constraint hand_out_pk primary key (id),
  constraint hand_out_not_to_oneself check (issued_by <> account_id)
);
comment on table identity.hand_out is 'Sign-ins that one person made for another, each of them: whoever made the last one could still know it, and so could whoever held the maker''s then';
comment on column identity.hand_out.issued_by is 'Who made the sign-in. For a week (APART_DAYS) he holds the account, and through it whatever it hands out in that week; from holder to holder this is walked back, at most eight steps, and somebody held decides nothing in which a holder is the other party';
select sec.distribute('identity.hand_out', 'local');
create index hand_out_by_account on identity.hand_out (account_id, issued_at desc);
create index hand_out_age on identity.hand_out (issued_at);
select sec.protect_by_scope('identity.hand_out', 'select,insert,delete');
select sec.declare_keys('identity.hand_out');
select sec.declare('identity.hand_out', '{issued_by,issued_at}', 'technical', '发放登录凭据的人不借他人之手审批', 'GB/T 22239 安全审计', 'session');

insert into identity.hand_out (id, account_id, issued_by, issued_at)
select gen_random_uuid(), account_id, issued_by, issued_at from identity.credential where issued_by <> account_id and issued_at is not null;
alter table identity.credential drop column issued_by, drop column issued_at;
delete from sec.column_class where table_name = 'identity.credential' and column_name in ('issued_by', 'issued_at');

-- A policy of a table that a cluster knows may not ask another table (sub-selects are refused there). An account has no area of its own, so no
-- range over its row says whose it is: a function of the owner asks its posts and its requests, by the key of both.
create function staff.account_in_scope(account uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  as $$
  select exists (select from staff.post p where p.account_id = account
      and p.area_code >= nullif(current_setting('app.lo', true), '') and p.area_code < nullif(current_setting('app.hi', true), ''))
    or exists (select from staff.grant_request r where r.account_id = account
      and r.area_code >= nullif(current_setting('app.lo', true), '') and r.area_code < nullif(current_setting('app.hi', true), ''))
  $$;
comment on function staff.account_in_scope is 'Whether an account has or had a post in the area of the scope in force, or one was asked for there';
revoke all on function staff.account_in_scope(uuid) from public;
grant execute on function staff.account_in_scope(uuid) to shouwang_app;
drop policy area_update on staff.account;
create policy area_update on staff.account as restrictive for update to shouwang_app
  using (nullif(current_setting('app.role', true), '') = 'SYSTEM' or staff.account_in_scope(id));

-- The packs' policies ask no table: a row's own columns, the settings of the scope, and its re-check once a statement.
comment on policy pack_read on policy.pack is 'Packs are no secret within a valid scope. The sub-select asks no table, it re-checks the scope once a statement; a cluster, which refuses it as in every other policy, stands on app_enter alone';
comment on policy pack_propose on policy.pack is 'One''s own proposal for one''s own area, by the row''s own columns and the settings of the scope; texts that ship are taken in by the program';
