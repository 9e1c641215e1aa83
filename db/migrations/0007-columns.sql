-- The register of columns: what each column says about a person, why it is kept, on which basis and for how long.
create table sec.column_class (
  table_name text not null,
  column_name text not null,
  level text not null,
  purpose text not null,
  basis text not null,
  retention text not null,
  mask text,
  sealed boolean not null,
  constraint column_class_pk primary key (table_name, column_name),
  constraint column_class_level_known check (level in ('technical', 'business', 'personal', 'sensitive', 'identifier')),
  constraint column_class_words check (purpose <> '' and basis <> ''),
  constraint column_class_retention_known check (retention in ('永久', '30年', '10年', 'account', 'session', 'retry', 'row')),
  constraint column_class_mask_known check (mask in ('maskIdNumber', 'maskPhone', 'maskAccount', 'maskName', 'withheld')),
  constraint column_class_mask_or_sealed check (mask is null or not sealed)
);
comment on table sec.column_class is 'The register of columns; the lint of the catalogue refuses a column of an own table that is not in it';
comment on column sec.column_class.level is 'technical: keys, scope, versions, times, nothing about a person; business: the work, not a person; personal: 个人信息保护法 art. 4, also keyed pseudonyms; sensitive: art. 28 and GB/T 45574-2025 annex A (health, disability, income, account, minors); identifier: points to the person directly (name, number, phone, account, address)';
comment on column sec.column_class.purpose is 'What the column is kept for, in words that can be told to the person';
comment on column sec.column_class.basis is 'The article, standard or paper that allows it';
comment on column sec.column_class.retention is '永久, 30年, 10年: national retention periods of the archive volume to which the row belongs; account, session: as long as there is one; retry: until no repeat of the request can come; row: as long as its row';
comment on column sec.column_class.mask is 'Function of platform/crypto/mask.ts with which the value is shown where it may not be shown whole; withheld: not shown at all there. A masked number stands in x_mask beside x_sealed; names are plain, since they are searched, and masked when shown';
comment on column sec.column_class.sealed is 'Encrypted by platform/crypto/field.ts; the column is bytea';

create function sec.declare(target regclass, columns text[], level text, purpose text, basis text, retention text,
                            mask text default null, sealed boolean default false) returns void
  language sql
  as $$ insert into sec.column_class select target::text, c, level, purpose, basis, retention, mask, sealed from unnest(columns) c $$;
comment on function sec.declare is 'Declares columns of one table that serve one purpose; stands beside the create table or add column that makes them. A column is declared once';

create function sec.declare_keys(target regclass) returns void
  language sql
  as $$
  insert into sec.column_class
  select target::text, a.attname, 'technical', '定位、范围、版本与时间', '系统运行', 'row', null, false
  from pg_attribute a
  where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname = any (array[
    'county_code', 'area_code', 'owner_area_code', 'id', 'version', 'sync_pos', 'pos', 'seq', 'row_no',
    'account_id', 'post_id', 'actor_id', 'household_id', 'member_id', 'head_member_id', 'current_case_id', 'case_id', 'dispatch_id', 'clue_id',
    'run_id', 'risk_run_id', 'batch_id', 'pack_id', 'notice_id', 'document_id', 'event_id', 'subject_id', 'request_id', 'start_photo_id', 'end_photo_id',
    'reversed_by', 'started_by', 'recorded_by', 'uploaded_by', 'posted_by', 'claimed_by',
    'at', 'changed_at', 'created_at', 'recorded_at', 'received_at', 'started_at', 'finished_at', 'dispatched_at', 'opened_at', 'closed_at',
    'decided_at', 'posted_at', 'withdrawn_at', 'replied_at', 'activated_at', 'sealed_at', 'expires_at', 'ended_at', 'last_seen_at',
    'pack_hash', 'content_hash', 'inputs_hash', 'result_hash', 'row_hash', 'chain_hash', 'request_hash'])
  $$;
comment on function sec.declare_keys is 'Declares the columns of a new table whose names always mean keys, scope, versions, times or hashes of records';
revoke all on function sec.declare(regclass, text[], text, text, text, text, text, boolean), sec.declare_keys(regclass) from public;

do $$
declare
  -- Statutory duty of the offices (履行法定职责); sensitive values besides by necessity and strict protection, from departments only with the signed consent.
  duty constant text := '个人信息保护法 第13条第1款第3项';
  necessity constant text := '个人信息保护法 第13条第1款第3项、第28条';
  consent constant text := '个人信息保护法 第29条，承诺授权书';
  public_notice constant text := '个人信息保护法 第13条第1款第3项，公示规定';
  audit constant text := 'GB/T 22239 安全审计';
  sign_in constant text := 'GB/T 22239 身份鉴别';
  running constant text := '系统运行';
  work constant text := '防返贫监测帮扶工作规则';
begin
  perform sec.declare_keys(c.oid::regclass)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('platform', 'audit', 'identity', 'areas', 'staff', 'registry', 'evidence', 'exchange', 'policy', 'screening', 'warning', 'casework', 'publicity')
  order by c.oid::regclass::text;

  -- platform, audit
  perform sec.declare('platform.idempotency', '{key,operation,status}', 'technical', '重复提交只执行一次', running, 'retry');
  perform sec.declare('platform.idempotency', '{body}', 'sensitive', '重复提交得到同一答复', running, 'retry');
  perform sec.declare('platform.setting', '{name,value}', 'technical', '本部署的设置', running, 'row');
  perform sec.declare('audit.event', '{actor_name}', 'identifier', '谁办理或查看', audit, '10年', 'maskName');
  perform sec.declare('audit.event', '{role,action,object_key}', 'business', '以何身份做了何事', audit, '10年');
  perform sec.declare('audit.event', '{reason,detail}', 'personal', '办理或查看的理由', audit, '10年');
  perform sec.declare('audit.head', '{mac}', 'technical', '审计链的签名', audit, '10年');

  -- identity, staff, areas
  perform sec.declare('identity.credential', '{login_name}', 'identifier', '登录', sign_in, 'account', 'withheld');
  perform sec.declare('identity.credential', '{password_hash}', 'sensitive', '登录口令的鉴别', sign_in, 'account');
  perform sec.declare('identity.credential', '{totp_secret}', 'sensitive', '第二因子的鉴别', sign_in, 'account', sealed => true);
  perform sec.declare('identity.credential', '{last_totp_step}', 'technical', '动态码只用一次', sign_in, 'account');
  perform sec.declare('identity.sign_in_failure', '{login_key,failed_count,locked_until,last_failed_at}', 'technical', '防止猜测口令', sign_in, 'session');
  perform sec.declare('identity.session', '{token_hash}', 'technical', '会话', sign_in, 'session');
  perform sec.declare('areas.area', '{code,parent_code,level,name,short_name,pinyin,initials,valid_from,valid_to,merged_into_code}', 'business', '行政区划', 'GB/T 2260、GB/T 10114', '永久');
  perform sec.declare('staff.account', '{login_name}', 'identifier', '登录', sign_in, 'account', 'withheld');
  perform sec.declare('staff.account', '{name}', 'identifier', '经办人', duty, 'account', 'maskName');
  perform sec.declare('staff.account', '{phone_sealed}', 'identifier', '联系经办人', duty, 'account', sealed => true);
  perform sec.declare('staff.account', '{phone_mask}', 'identifier', '联系经办人', duty, 'account', 'maskPhone');
  perform sec.declare('staff.account', '{status,is_demonstration}', 'business', '账号状态', sign_in, 'account');
  perform sec.declare('staff.post', '{role,department_code,title,valid_from,valid_to}', 'business', '岗位与权限', sign_in, 'account');

  -- registry. A row of a child under fourteen is sensitive as a whole; as columns, those that mostly describe children are.
  perform sec.declare('registry.county_position', '{household_seq}', 'technical', '户编号的分配', running, 'row');
  perform sec.declare('registry.household', '{household_no,national_household_no,group_no,household_type,status}', 'personal', '农户登记', duty, '永久');
  perform sec.declare('registry.household', '{address}', 'identifier', '入户', duty, '永久', 'withheld');
  perform sec.declare('registry.household', '{head_name}', 'identifier', '识别户主', duty, '永久', 'maskName');
  perform sec.declare('registry.household', '{head_pinyin}', 'identifier', '检索户主', duty, '永久', 'withheld');
  perform sec.declare('registry.household', '{contact_phone_sealed}', 'identifier', '联系农户', duty, '永久', sealed => true);
  perform sec.declare('registry.household', '{contact_phone_mask}', 'identifier', '联系农户', duty, '永久', 'maskPhone');
  perform sec.declare('registry.household', '{contact_phone_key}', 'personal', '按电话检索（带密钥的摘要）', duty, '永久');
  perform sec.declare('registry.household', '{bank_account_sealed}', 'identifier', '发放到户资金', necessity, '永久', sealed => true);
  perform sec.declare('registry.household', '{bank_account_mask}', 'identifier', '发放到户资金', necessity, '永久', 'maskAccount');
  perform sec.declare('registry.household', '{registered_count,resident_count,sharing_count,is_relocated,poverty_exit_year}', 'personal', '家庭情况', duty, '永久');
  perform sec.declare('registry.household', '{no_labour_backstop}', 'sensitive', '整户无劳动能力兜底保障', necessity, '永久');
  perform sec.declare('registry.household', '{last_year_per_capita_fen,loan_overdue_days}', 'sensitive', '收入与借贷监测', necessity, '永久');
  perform sec.declare('registry.household', '{monitoring_state,risk_level,last_visited_on,living_surveyed_on}', 'personal', '监测状态与走访', duty, '永久');
  perform sec.declare('registry.household', '{risk_reason}', 'sensitive', '风险原因', necessity, '永久');
  perform sec.declare('registry.household', '{house_grade,sole_housing,safe_house_exception,house_area_m2,house_structure,house_built_year}', 'personal', '住房安全', duty, '永久');
  perform sec.declare('registry.household', '{safe_water,water_source,water_outage_days,water_fetch_minutes,water_quota_litre}', 'personal', '饮水安全', duty, '永久');
  perform sec.declare('registry.household', '{electricity,has_sanitary_toilet,toilet_usable,road_paved,has_network}', 'personal', '生活条件', duty, '永久');
  perform sec.declare('registry.household', '{qr_token}', 'technical', '户二维码令牌', running, 'row');
  perform sec.declare('registry.member', '{name}', 'identifier', '识别本人', duty, '永久', 'maskName');
  perform sec.declare('registry.member', '{name_pinyin}', 'identifier', '检索本人', duty, '永久', 'withheld');
  perform sec.declare('registry.member', '{id_number_sealed}', 'identifier', '识别本人', duty, '永久', sealed => true);
  perform sec.declare('registry.member', '{id_number_mask}', 'identifier', '识别本人', duty, '永久', 'maskIdNumber');
  perform sec.declare('registry.member', '{person_key}', 'personal', '与部门数据匹配（带密钥的摘要）', duty, '永久');
  perform sec.declare('registry.member', '{member_no,gender,id_type,birth_date,relation,ethnicity,political_status,education}', 'personal', '成员登记', duty, '永久');
  perform sec.declare('registry.member', '{student_status,dropout_reason}', 'sensitive', '义务教育保障（未成年人）', necessity, '永久');
  perform sec.declare('registry.member', '{health,labour_ability}', 'sensitive', '健康与劳动能力', necessity, '永久');
  perform sec.declare('registry.member', '{disability_card_sealed}', 'identifier', '残疾人待遇', necessity, '永久', sealed => true);
  perform sec.declare('registry.member', '{disability_card_mask}', 'identifier', '残疾人待遇', necessity, '永久', 'maskIdNumber');
  perform sec.declare('registry.member', '{disability_category,disability_grade}', 'sensitive', '残疾人待遇', necessity, '永久');
  perform sec.declare('registry.member', '{phone_sealed}', 'identifier', '联系本人', duty, '永久', sealed => true);
  perform sec.declare('registry.member', '{phone_mask}', 'identifier', '联系本人', duty, '永久', 'maskPhone');
  perform sec.declare('registry.member', '{is_working,work_place,work_months}', 'personal', '务工就业', duty, '永久');
  perform sec.declare('registry.member', '{medical_insured,pension_insured}', 'personal', '医疗与养老保障', duty, '永久');
  perform sec.declare('registry.member', '{dibao_status,tekun_status}', 'sensitive', '低保与特困供养', necessity, '永久');
  perform sec.declare('registry.member', '{is_resident,shares_income,member_status,change_type,change_date}', 'personal', '家庭成员变动', duty, '永久');
  perform sec.declare('registry.person_identity', '{person_key}', 'personal', '一人只登记一处（带密钥的摘要）', duty, '永久');
  perform sec.declare('registry.income_item', '{item_code,direction,amount_fen,occurred_from,occurred_to,is_one_off,purpose_bound,recorded_month}', 'sensitive', '收入核算', necessity, '永久');
  perform sec.declare('registry.income_item', '{source,source_ref,department_code}', 'business', '数据来源', work, '永久');
  perform sec.declare('registry.household_change', '{subject,source}', 'business', '变更的对象与来源', work, '永久');
  perform sec.declare('registry.household_change', '{actor_name}', 'identifier', '谁变更', audit, '永久', 'maskName');
  perform sec.declare('registry.household_change', '{reason}', 'personal', '变更理由', audit, '永久');
  perform sec.declare('registry.household_change', '{diff}', 'sensitive', '变更前后（号码只留遮蔽值）', necessity, '永久');

  -- evidence: photographs and signed papers are reached by the hash of their content
  perform sec.declare('evidence.document', '{subject_type,type,kind,step,mime,size,check_code}', 'business', '佐证材料目录', '档案法', '永久');
  perform sec.declare('evidence.document', '{title,taken_at}', 'personal', '佐证材料目录', '档案法', '永久');
  perform sec.declare('evidence.document', '{file_hash}', 'sensitive', '照片与签字材料', necessity, '永久');
  perform sec.declare('evidence.document', '{uploaded_by_name}', 'identifier', '谁上传', audit, '永久', 'maskName');
  perform sec.declare('evidence.consent', '{covered_members,scopes,signed_at,mode,proxy_relation,valid_to,revoked_at}', 'personal', '承诺授权', consent, '永久');
  perform sec.declare('evidence.consent', '{proxy_name}', 'identifier', '代签人', consent, '永久', 'maskName');
  perform sec.declare('evidence.consent', '{informed_text}', 'business', '告知内容', consent, '永久');

  -- exchange, policy
  perform sec.declare('exchange.import_batch', '{batch_no,item_code,department_code,period,file_name,file_size,state,progress,encoding,header_row,rows_in,rows_accepted,rows_rejected,rows_matched,rows_unmatched,gates,report,failure,data_date,parse_seconds,withdraw_reason}', 'business', '部门数据交换', work, '10年');
  perform sec.declare('exchange.import_batch', '{file_hash}', 'sensitive', '部门数据原件', consent, '10年');
  perform sec.declare('exchange.import_batch', '{uploaded_by_name,confirmed_by_name,withdrawn_by_name}', 'identifier', '谁上传、确认、撤回', audit, '10年', 'maskName');
  perform sec.declare('exchange.rejected_row', '{column_name,code,reason,repair}', 'business', '拒收原因', work, '10年');
  perform sec.declare('exchange.rejected_row', '{value_shown}', 'sensitive', '拒收的值（号码与姓名已遮蔽）', consent, '10年');
  perform sec.declare('exchange.rejected_row', '{line_sealed}', 'identifier', '退回部门修正的原行', consent, '10年', sealed => true);
  perform sec.declare('policy.pack', '{code,name,effective_from,effective_to,source_yaml,content,state}', 'business', '政策包', work, '30年');
  perform sec.declare('policy.pack', '{activated_by_name}', 'identifier', '谁启用', audit, '30年', 'maskName');

  -- screening, warning
  perform sec.declare('screening.run', '{run_no,pack_name,period,engine,state,progress,snapshot_pos,batches,missing_items,households,item_rows,counts,by_rule,kept_files,seconds,failure}', 'business', '筛选批次', work, '10年');
  perform sec.declare('screening.run', '{started_by_name}', 'identifier', '谁发起', audit, '10年', 'maskName');
  perform sec.declare('screening.hit', '{level,score,undecided,is_new,is_monitored}', 'personal', '筛选结果', duty, '10年');
  perform sec.declare('screening.hit', '{main_reason,triggers,risk_types,exclusions,trace}', 'sensitive', '筛选依据', necessity, '10年');
  perform sec.declare('screening.area_count', '{households,red,orange,yellow,green,undecided,newly,cleared,monitored,by_rule}', 'business', '分区域统计', work, '10年');
  perform sec.declare('warning.dispatch', '{dispatch_no,channel,state,received_on,due_on}', 'business', '预警工单', work, '10年');
  perform sec.declare('warning.dispatch', '{head_name}', 'identifier', '识别户主', duty, '10年', 'maskName');
  perform sec.declare('warning.dispatch', '{level,result_code}', 'personal', '预警与核查结论', duty, '10年');
  perform sec.declare('warning.dispatch', '{reasons,rule_codes,risk_types}', 'sensitive', '预警原因', necessity, '10年');
  perform sec.declare('warning.clue', '{channel,department_code,status}', 'business', '风险线索', work, '10年');
  perform sec.declare('warning.clue', '{level,result_code}', 'personal', '线索与核查结论', duty, '10年');
  perform sec.declare('warning.clue', '{rule_code,risk_types,reason,trigger_values}', 'sensitive', '线索内容', necessity, '10年');

  -- casework
  perform sec.declare('casework.identification', '{case_no,episode_no,channel,state,started_on,chain_due_on,step_started_on,step_due_on,paused_on,paused_days,step_runs,green_channel,green_due_on}', 'business', '识别流程', work, '永久');
  perform sec.declare('casework.identification', '{head_name}', 'identifier', '识别户主', duty, '永久', 'maskName');
  perform sec.declare('casework.identification', '{level,category,snapshot,pause_reason,returns,result_code,identified_on}', 'personal', '识别结论', duty, '永久');
  perform sec.declare('casework.identification', '{risk_types}', 'sensitive', '风险类型', necessity, '永久');
  perform sec.declare('casework.step_record', '{step,round,superseded}', 'business', '识别步骤', work, '永久');
  perform sec.declare('casework.step_record', '{data}', 'sensitive', '核查、比对、评议记录', necessity, '永久');
  perform sec.declare('casework.step_record', '{health_sealed}', 'sensitive', '健康情况说明', necessity, '永久', sealed => true);
  perform sec.declare('casework.step_record', '{recorded_by_name}', 'identifier', '谁记录', audit, '永久', 'maskName');
  perform sec.declare('casework.decision', '{step,event,from_state,to_state,role,decided_on}', 'business', '审核审批', work, '永久');
  perform sec.declare('casework.decision', '{actor_name}', 'identifier', '谁审核审批', audit, '永久', 'maskName');
  perform sec.declare('casework.decision', '{result_code,opinion}', 'personal', '审核审批意见', duty, '永久');
  perform sec.declare('casework.decision', '{inputs}', 'sensitive', '审核审批所依据的数据', necessity, '永久');
  perform sec.declare('casework.task', '{kind,roles,department_code,title,due_on,state}', 'business', '待办', work, '10年');
  perform sec.declare('casework.task', '{level}', 'personal', '待办', duty, '10年');
  perform sec.declare('casework.task', '{reason}', 'sensitive', '待办缘由', necessity, '10年');
  perform sec.declare('casework.task', '{claimed_by_name}', 'identifier', '谁承办', audit, '10年', 'maskName');

  -- publicity: the objection phone is the office's own
  perform sec.declare('publicity.notice', '{notice_no,type,place,from_on,to_on,objection_phone,template_version,state}', 'business', '公示公告', public_notice, '永久');
  perform sec.declare('publicity.notice', '{objection_token}', 'technical', '异议二维码令牌', running, 'row');
  perform sec.declare('publicity.notice', '{posted_by_name}', 'identifier', '谁张贴', audit, '永久', 'maskName');
  perform sec.declare('publicity.notice_entry', '{display_name}', 'identifier', '公示户主', public_notice, '永久', 'maskName');
  perform sec.declare('publicity.notice_entry', '{display_area,family_size,display_reason}', 'personal', '公示内容', public_notice, '永久');
  perform sec.declare('publicity.objection', '{raised_by_sealed}', 'identifier', '联系异议人', duty, '永久', sealed => true);
  perform sec.declare('publicity.objection', '{channel,received_on,due_on}', 'business', '异议处理', work, '永久');
  perform sec.declare('publicity.objection', '{content,reply}', 'sensitive', '异议与答复', necessity, '永久');
  perform sec.declare('publicity.objection', '{result_code}', 'personal', '异议复核结论', duty, '永久');
  perform sec.declare('publicity.objection', '{review_team}', 'identifier', '复核人员', audit, '永久', 'maskName');
end $$;
