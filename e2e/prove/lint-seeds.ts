const declared = (columns: string, more = 'mask => null') =>
  `select sec.declare('registry.member', ${columns}, '验证', '验证', '永久', ${more})`;

/** One broken thing for each rule of the catalogue lint; each is planted in a transaction that is rolled back. */
export const LINT_SEEDS: readonly (readonly [rule: string, statement: string])[] = [
  ['table-without-forced-rls', "create table areas.bad (a int); select sec.distribute('areas.bad', 'local')"],
  ['table-without-class', 'create table areas.bad (a int)'],
  [
    'partition-granted-directly',
    'create table areas.p (a int) partition by list (a); create table areas.p1 partition of areas.p for values in (1); grant select on areas.p1 to shouwang_app',
  ],
  ['view-with-owner-rights', 'create view registry.bad as select * from registry.household'],
  [
    'materialised-view-granted',
    'create materialized view registry.bad as select 1 as a; grant select on registry.bad to shouwang_app',
  ],
  ['policy-open-to-app', 'create policy bad on registry.household for select to shouwang_app using (true)'],
  [
    'policy-with-bare-setting',
    "create policy bad on registry.household to shouwang_app using (area_code >= current_setting('app.lo', true))",
  ],
  [
    'policy-with-bare-setting',
    "create policy bad on registry.household for insert to shouwang_app with check (area_code >= nullif(current_setting('app.lo', true), '') and area_code < current_setting('app.hi', true))",
  ],
  [
    'policy-asks-more-than-its-row',
    'create policy bad on registry.household as restrictive for update to shouwang_app using (exists (select from staff.post p where p.area_code = household.area_code))',
  ],
  [
    'policy-asks-more-than-its-row',
    'create function staff.of_scope(area text) returns boolean language sql stable as $$ select exists (select from staff.post p where p.area_code = area) $$; create policy bad on registry.household as restrictive for update to shouwang_app using (staff.of_scope(area_code))',
  ],
  [
    'policy-asks-more-than-its-row',
    "drop policy signed on areas.area; create policy signed on areas.area to shouwang_app using (name = '' or (select app_scope_valid()))",
  ],
  ['table-without-signed-policy', 'drop policy signed on registry.household'],
  ['table-without-signed-policy', 'drop policy signed on staff.account'],
  [
    'signed-policy-on-a-cluster',
    "insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion) values (99999, 'citus', 10, 'pg_catalog'::regnamespace, false, '0')",
  ],
  ['unique-without-county', 'create unique index bad on registry.household (qr_token)'],
  [
    'key-not-led-by-county',
    "create table registry.bad (id int primary key, county_code text); select sec.distribute('registry.bad', 'distributed')",
  ],
  [
    'distributed-without-area',
    "create table registry.bad (county_code text primary key); select sec.distribute('registry.bad', 'distributed')",
  ],
  [
    'foreign-key-to-distributed',
    "create table staff.bad (c text, h uuid, foreign key (c, h) references registry.household (county_code, id)); select sec.distribute('staff.bad', 'local')",
  ],
  ['app-owns-or-bypasses', 'alter role shouwang_reader createdb'],
  [
    'trigger-on-business-table',
    "create function registry.f() returns trigger language plpgsql as 'begin return new; end'; create trigger bad before update on registry.household for each row execute function registry.f()",
  ],
  [
    'definer-without-search-path',
    "create function public.bad() returns int language sql security definer as 'select 1'",
  ],
  ['column-undeclared', 'alter table registry.household add column bad int'],
  ['declared-column-missing', 'alter table registry.household drop column address'],
  [
    'sealed-column-not-bytea',
    `alter table registry.member add column bad text; ${declared("'{bad}', 'identifier'", 'sealed => true')}`,
  ],
  ['identifier-in-plain', `alter table registry.member add column bad text; ${declared("'{bad}', 'identifier'")}`],
  [
    'identifier-in-plain',
    `alter table registry.member add column passport_mask text; ${declared("'{passport_mask}', 'identifier'", "mask => 'maskIdNumber'")}`,
  ],
  [
    'identifier-in-plain',
    `alter table registry.member add column work_phone text; ${declared("'{work_phone}', 'personal'")}`,
  ],
];
