-- Rows of a department file that were accepted and that somebody must look at: a name other than the registered one.
create table exchange.flagged_row (
  county_code text not null,
  batch_id uuid not null,
  row_no int not null,
  area_code text collate "C" not null,
  column_name text not null,
  value_shown text not null,
  code text not null,
  reason text not null,
  repair text not null,
  line_sealed bytea,
  constraint flagged_row_pk primary key (county_code, batch_id, row_no),
  constraint flagged_row_code_known check (code in ('name-mismatch'))
);
comment on table exchange.flagged_row is '存疑行: accepted rows that the office is asked to look at, with row, column, masked value, reason and what to do; whole lines are sealed in blocks';
comment on column exchange.flagged_row.line_sealed is 'On the first row of a block: the lines of all its rows, sealed together; null on the others';
select sec.distribute('exchange.flagged_row', 'distributed');
select sec.protect('exchange.flagged_row', 'select,insert');

do $$
declare
  work constant text := '防返贫监测帮扶工作规则';
  consent constant text := '个人信息保护法 第29条，承诺授权书';
begin
  perform sec.declare_keys('exchange.flagged_row');
  perform sec.declare('exchange.flagged_row', '{column_name,code,reason,repair}', 'business', '存疑原因', work, '10年');
  perform sec.declare('exchange.flagged_row', '{value_shown}', 'sensitive', '存疑的值（姓名已遮蔽）', consent, '10年');
  perform sec.declare('exchange.flagged_row', '{line_sealed}', 'identifier', '退回部门核对的原行', consent, '10年', sealed => true);
end $$;
