-- Who went on the visit of a 跟进单 is known by account; names alone stand only in rows of before.
alter table warning.follow_up
  add column went_ids uuid[] not null default '{}',
  add column companions text[] not null default '{}';
alter table warning.follow_up drop constraint follow_up_maker_is_not_checker;
alter table warning.follow_up add constraint follow_up_maker_is_not_checker check (
  made_by <> actor_id
  and not (
    act = 'confirmFollowUp'
    and (
      actor_id = any (went_ids)
      or actor_name = any (companions)
      or (cardinality(went_ids) = 0 and actor_name = any (went))
    )
  )
);
alter table warning.follow_up add constraint follow_up_people_named check (cardinality(went_ids) in (0, cardinality(went)));
comment on column warning.follow_up.went is 'Names of those who went, as their accounts had them on that day; in rows without went_ids as they were typed. On a decision those of the visit that it judges';
comment on column warning.follow_up.went_ids is 'Accounts of those who went, in the order of went; empty in rows of before accounts were kept';
comment on column warning.follow_up.companions is 'Names of those without an account who went along: group heads, grid workers; they do not count towards the number of people';

do $$
begin
  perform sec.declare('warning.follow_up', '{went_ids}', 'technical', '谁入户跟进', 'GB/T 22239 安全审计', '10年');
  perform sec.declare('warning.follow_up', '{companions}', 'identifier', '谁随同入户跟进', 'GB/T 22239 安全审计', '10年', 'maskName');
end $$;
