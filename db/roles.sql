-- The roles of a cluster. They are shared by all databases of a server, so each is made only when it is missing.
-- owner owns everything and never signs in (on a cluster its nodes do, as the owner); app owns nothing and sees rows only through the signed scope;
-- job loads and exports in bulk (COPY), explicitly and audited; reader and auditor only read, within a scope.
do $$
declare r text;
begin
  foreach r in array array['shouwang_owner', 'shouwang_app', 'shouwang_job', 'shouwang_reader', 'shouwang_auditor'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    end if;
  end loop;
end $$;
alter role shouwang_owner nologin nosuperuser nocreatedb nocreaterole nobypassrls;
alter role shouwang_app login nosuperuser nocreatedb nocreaterole nobypassrls connection limit 60;
alter role shouwang_job login nosuperuser nocreatedb nocreaterole bypassrls connection limit 12;
alter role shouwang_reader login nosuperuser nocreatedb nocreaterole nobypassrls connection limit 10;
alter role shouwang_auditor login nosuperuser nocreatedb nocreaterole nobypassrls connection limit 10;
alter role shouwang_app set statement_timeout = '20s';
alter role shouwang_app set idle_in_transaction_session_timeout = '30s';
alter role shouwang_app set lock_timeout = '5s';
alter role shouwang_reader set statement_timeout = '60s';
alter role shouwang_auditor set statement_timeout = '60s';
grant set on parameter session_replication_role to shouwang_job;
-- A cluster passes the settings of a transaction on to its nodes only when told to; elsewhere nobody reads this one.
alter role shouwang_app set citus.propagate_set_commands = 'local';
alter role shouwang_job set citus.propagate_set_commands = 'local';
alter role shouwang_reader set citus.propagate_set_commands = 'local';
alter role shouwang_auditor set citus.propagate_set_commands = 'local';
do $$ begin
  -- Nodes of a cluster meet as the role that acts, so that its owner signs in too: without a password, between nodes alone.
  if exists (select from pg_extension where extname = 'citus') then
    alter role shouwang_owner login;
  end if;
end $$;
