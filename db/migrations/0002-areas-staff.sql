-- Administrative divisions, accounts and posts.
create schema areas;
create schema staff;
grant usage on schema areas, staff to shouwang_app, shouwang_job, shouwang_reader, shouwang_auditor;

create table areas.area (
  code text collate "C" not null,
  parent_code text collate "C",
  level smallint not null,
  name text not null,
  short_name text not null,
  pinyin text collate "C" not null,
  initials text collate "C" not null,
  valid_from date not null,
  valid_to date,
  merged_into_code text collate "C",
  constraint area_pk primary key (code),
  constraint area_level_known check (level between 1 and 5),
  constraint area_code_form check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$')
);
comment on table areas.area is 'Administrative divisions 省-市-县-镇-村 (NBS statistical codes 2023), codes of 2/4/6/9/12 digits';
comment on column areas.area.initials is 'Pinyin initials of the name, for search';
select sec.distribute('areas.area', 'reference');
create index area_by_parent on areas.area (parent_code, code);
create index area_by_name on areas.area (short_name collate "C");
create index area_by_initials on areas.area (initials);
select sec.protect_by_scope('areas.area', 'select');

create table staff.account (
  id uuid not null,
  login_name text not null,
  name text not null,
  phone_sealed bytea,
  phone_mask text,
  status text not null,
  is_demonstration boolean not null,
  version int not null,
  changed_at timestamptz not null,
  constraint account_pk primary key (id),
  constraint account_login_once unique (login_name),
  constraint account_status_known check (status in ('PENDING', 'ACTIVE', 'LOCKED', 'SUSPENDED', 'CLOSED'))
);
comment on table staff.account is '账号: a person who signs in; what they may do stands in their posts';
select sec.distribute('staff.account', 'reference');
select sec.protect_by_scope('staff.account', 'select,insert,update');

create table staff.post (
  id uuid not null,
  account_id uuid not null,
  role text not null,
  area_code text collate "C" not null,
  department_code text,
  title text not null,
  valid_from date not null,
  valid_to date,
  version int not null,
  changed_at timestamptz not null,
  constraint post_pk primary key (id),
  constraint post_role_form check (role ~ '^[A-Z_]+$'),
  constraint post_area_form check (area_code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$')
);
comment on table staff.post is '岗位: role x level x area (x department) of an account for a time';
select sec.distribute('staff.post', 'reference');
alter table staff.post add constraint post_account_fk foreign key (account_id) references staff.account (id);
create index post_by_account on staff.post (account_id);
create index post_by_area on staff.post (area_code, role);
select sec.protect_by_scope('staff.post', 'select,insert,update');
