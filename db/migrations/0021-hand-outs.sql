-- earlier text: f24aaa7663eae447666294f212596f46a53c7bb495c9505dccb8b8013250064b
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
