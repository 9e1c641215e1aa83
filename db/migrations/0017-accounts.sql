-- earlier text: afa34a40978f79c019bb1ac3f90e804f595f4d4f521ef3a25570da6477db0b7f
-- Accounts and posts are asked for by one person and agreed by another; passwords that somebody else has seen live for one sign-in.
alter table staff.account
  add column pinyin text collate "C" not null default '',
  add column initials text collate "C" not null default '',
  add column entered_by uuid,
  add column entered_by_name text,
  add column entered_at timestamptz,
  add column decided_by uuid,
  add column decided_by_name text,
  add column decided_at timestamptz,
  add column state_reason text,
  add column state_by_name text,
  add column state_at timestamptz,
  add column successor_id uuid,
  add column successor_name text;
alter table staff.account add constraint account_maker_is_not_checker check (decided_by <> entered_by);
alter table staff.account add constraint account_agreed_first check (entered_by is null or status in ('PENDING', 'CLOSED') or decided_by is not null);
alter table staff.account add constraint account_not_by_oneself check (entered_by <> id and decided_by <> id);
alter table staff.account add constraint account_successor_is_another check (successor_id <> id);
comment on column staff.account.pinyin is 'Sound of the name without tones, for search and for the order of lists; empty until the upkeep has filled it';
comment on column staff.account.entered_by is 'Who asked for the account; null: opened from the command line or with the demonstration';
comment on column staff.account.decided_by is 'Who agreed or refused; never whoever asked';
comment on column staff.account.state_at is 'Real time of the last change of state; idle days are counted from it or from the last sign-in';
comment on column staff.account.successor_id is 'Who takes over the open work of a suspended or closed account';
-- The order of the list, alone and for each state, and the three ways of searching.
create index account_by_sound on staff.account (pinyin, id);
create index account_by_state on staff.account (status, pinyin, id);
create index account_by_initials on staff.account (initials);
create index account_by_login on staff.account (login_name collate "C");
create index account_by_name on staff.account (name collate "C");

create table staff.grant_request (
  id uuid not null,
  account_id uuid not null,
  area_code text collate "C" not null,
  kind text not null,
  posts jsonb not null,
  state text not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_by_role text not null,
  entered_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  opinion text,
  version int not null,
  constraint grant_request_pk primary key (id),
  constraint grant_request_kind_known check (kind in ('account', 'post')),
  constraint grant_request_state_known check (state in ('waiting', 'approved', 'refused', 'withdrawn', 'lapsed')),
  constraint grant_request_maker_is_not_checker check (state not in ('approved', 'refused') or (decided_by is not null and decided_by <> entered_by)),
  constraint grant_request_not_for_oneself check (entered_by <> account_id and decided_by <> account_id),
  constraint grant_request_posts_list check (jsonb_typeof(posts) = 'array' and jsonb_array_length(posts) between 1 and 5)
);
comment on table staff.grant_request is '授权申请: posts that one person asks for somebody, with a new account or for one that exists; another person agrees';
comment on column staff.grant_request.area_code is 'The narrowest area that holds all the posts; whoever decides has his post over it';
select sec.distribute('staff.grant_request', 'reference');
alter table staff.grant_request add constraint grant_request_account_fk foreign key (account_id) references staff.account (id);
create index grant_request_by_account on staff.grant_request (account_id, entered_at desc);
create index grant_request_by_area on staff.grant_request (area_code, account_id);
create index grant_request_waiting on staff.grant_request (area_code, entered_at, id) where state = 'waiting';
-- One request at a time for one account.
create unique index grant_request_one_waiting on staff.grant_request (account_id) where state = 'waiting';
select sec.protect('staff.grant_request');

-- Sign-in and teams read posts everywhere; writing them needs the area, by the database too. Programs (SYSTEM) open the first accounts.
create policy area_insert on staff.post as restrictive for insert to shouwang_app
  with check (nullif(current_setting('app.role', true), '') = 'SYSTEM'
    or (area_code >= nullif(current_setting('app.lo', true), '') and area_code < nullif(current_setting('app.hi', true), '')));
create policy area_update on staff.post as restrictive for update to shouwang_app
  using (nullif(current_setting('app.role', true), '') = 'SYSTEM'
    or (area_code >= nullif(current_setting('app.lo', true), '') and area_code < nullif(current_setting('app.hi', true), '')));

alter table identity.credential
  add column must_change_password boolean not null default false,
  add column password_until timestamptz,
  add column issued_by uuid,
  add column issued_at timestamptz,
  add column last_sign_in_at timestamptz;
comment on column identity.credential.must_change_password is 'The password was made by somebody else: until it is changed, nothing but changing it is allowed';
comment on column identity.credential.password_until is 'After this a password made by somebody else is void';
comment on column identity.credential.issued_by is 'Who handed out the sign-in last; for a week neither may agree to what the other asks for';
alter table identity.session add column code_checked_at timestamptz;
comment on column identity.session.code_checked_at is 'When the person last proved with a one-time code, within this session, who he is; acts that need it ask for at most five minutes';

select sec.declare_keys('staff.grant_request');
select sec.declare('staff.grant_request', '{entered_by,decided_by,entered_at}', 'technical', '谁申请、谁同意、何时', 'GB/T 22239 安全审计', '10年');
select sec.declare('staff.grant_request', '{kind,posts,state,entered_by_role,opinion}', 'business', '岗位授权的审批与留痕', 'GB/T 22239 访问控制', '10年');
select sec.declare('staff.grant_request', '{entered_by_name,decided_by_name}', 'identifier', '谁申请、谁同意', 'GB/T 22239 安全审计', '10年', 'maskName');
select sec.declare('staff.account', '{pinyin,initials}', 'identifier', '检索经办人', '个人信息保护法 第13条第1款第3项', 'account', 'withheld');
select sec.declare('staff.account', '{entered_by,entered_at,decided_by,decided_at,state_at,successor_id}', 'technical', '谁申请、谁同意、何时', 'GB/T 22239 安全审计', 'account');
select sec.declare('staff.account', '{entered_by_name,decided_by_name,state_by_name,successor_name}', 'identifier', '谁申请、谁同意、谁接手', 'GB/T 22239 安全审计', 'account', 'maskName');
select sec.declare('staff.account', '{state_reason}', 'personal', '启用、停用、注销的理由', 'GB/T 22239 身份鉴别', 'account');
select sec.declare('identity.credential', '{must_change_password,password_until,issued_by,issued_at,last_sign_in_at}', 'technical', '首次登录改密、久未登录锁定', 'GB/T 22239 身份鉴别', 'account');
select sec.declare('identity.session', '{code_checked_at}', 'technical', '重要操作前再次核验', 'GB/T 22239 身份鉴别', 'session');
