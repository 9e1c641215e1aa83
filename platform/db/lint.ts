import type { Client } from 'pg';

/** One thing in the catalogue that would let rows out of their scope, or that would not run on a cluster. */
export interface LintFinding {
  rule: string;
  object: string;
}

const OWN = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker', 'public', 'sec') and n.nspname !~ '^pg_'`;

const NUMBER_MASKS = `('maskIdNumber', 'maskPhone', 'maskAccount')`;
/** Names of columns that hold a number of a person, whatever their declaration says. */
const NUMBER_NAMES = '(^|_)(id_number|id_no|phone|mobile|bank_account|card|card_no)$';

/** Policies `p` that re-check the scope once a statement and do nothing else. */
const RECHECK = `not p.polpermissive and p.polcmd = '*' and p.polwithcheck is null
  and regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\s+', ' ', 'g') ~* '^\\( ?select (public\\.)?app_scope_valid\\(\\) as app_scope_valid\\)$'`;

/** Each rule is one query over the catalogue that names what breaks it. */
const RULES: Record<string, string> = {
  'table-without-forced-rls': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OWN} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  'table-without-class': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OWN} and not c.relispartition and not exists (select from sec.table_class t where t.table_name = n.nspname || '.' || c.relname)`,
  'partition-granted-directly': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relispartition and ${OWN} and has_table_privilege('shouwang_app', c.oid, 'select')`,
  'view-with-owner-rights': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and ${OWN} and not coalesce('security_invoker=true' = any (c.reloptions), false)`,
  'materialised-view-granted': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and ${OWN} and has_table_privilege('shouwang_app', c.oid, 'select')`,
  'policy-open-to-app': `select n.nspname || '.' || c.relname || ' ' || p.polname as object from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace where p.polpermissive and coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) in ('true', '(true)')
    and not (p.polroles = array[(select oid from pg_roles where rolname = 'shouwang_owner')])`,
  'policy-with-bare-setting': `select n.nspname || '.' || c.relname || ' ' || p.polname as object from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    where regexp_replace(concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), 'nullif\\(current_setting', '', 'gi') ~ 'current_setting'`,
  // A cluster refuses sub-selects in policies, and functions that ask tables from within a shard. Re-checking the scope is a policy by itself, left out there.
  'policy-asks-more-than-its-row': `select n.nspname || '.' || c.relname || ' ' || p.polname as object from pg_policy p join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace where ${OWN} and not (${RECHECK})
    and (concat(p.polqual, p.polwithcheck) ~ '\\{SUBLINK' or exists (select from pg_depend d join pg_proc f on f.oid = d.refobjid
      where d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass))`,
  'table-without-signed-policy': `select t.table_name as object from sec.table_class t where not exists (select from pg_extension where extname = 'citus')
    and not exists (select from pg_policy p where p.polrelid = t.table_name::regclass and ${RECHECK})`,
  'signed-policy-on-a-cluster': `select p.polrelid::regclass::text as object from pg_policy p
    where exists (select from pg_extension where extname = 'citus') and ${RECHECK}`,
  'unique-without-county': `select i.indexrelid::regclass::text as object from sec.table_class t join pg_index i on i.indrelid = t.table_name::regclass
    where t.class = 'distributed' and i.indisunique and (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) is distinct from 'county_code'`,
  'key-not-led-by-county': `select t.table_name || ' ' || k.conname as object from sec.table_class t join pg_constraint k on k.conrelid = t.table_name::regclass
    where t.class = 'distributed' and k.contype in ('p', 'u', 'f') and (select attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) <> 'county_code'`,
  'distributed-without-area': `select t.table_name as object from sec.table_class t where t.class = 'distributed' and not exists (
    select from pg_attribute a join pg_collation l on l.oid = a.attcollation where a.attrelid = t.table_name::regclass and a.attname = 'area_code' and l.collname = 'C' and a.attnotnull)`,
  'foreign-key-to-distributed': `select k.conname::text as object from pg_constraint k join sec.table_class a on k.conrelid = a.table_name::regclass join sec.table_class b on k.confrelid = b.table_name::regclass
    where k.contype = 'f' and a.class in ('local', 'reference') and b.class in ('distributed', 'index')`,
  'app-owns-or-bypasses': `select rolname::text as object from pg_roles r where rolname in ('shouwang_app', 'shouwang_reader', 'shouwang_auditor')
    and (rolbypassrls or rolsuper or rolcreaterole or rolcreatedb or exists (select from pg_class c where c.relowner = r.oid))`,
  'trigger-on-business-table': `select n.nspname || '.' || c.relname || ' ' || t.tgname as object from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and ${OWN}`,
  'definer-without-search-path': `select p.proname::text as object from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in ('public', 'sec') and not coalesce(p.proconfig::text ~ 'search_path', false)`,
  'column-undeclared': `select n.nspname || '.' || c.relname || '.' || a.attname as object from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${OWN} and not c.relispartition and a.attnum > 0 and not a.attisdropped
    and not exists (select from sec.column_class k where k.table_name = n.nspname || '.' || c.relname and k.column_name = a.attname)`,
  'declared-column-missing': `select k.table_name || '.' || k.column_name as object from sec.column_class k where not exists (
    select from pg_attribute a where a.attrelid = to_regclass(k.table_name) and a.attname = k.column_name and a.attnum > 0 and not a.attisdropped)`,
  'sealed-column-not-bytea': `select k.table_name || '.' || k.column_name as object from sec.column_class k
    join pg_attribute a on a.attrelid = to_regclass(k.table_name) and a.attname = k.column_name where k.sealed and a.atttypid <> 'bytea'::regtype`,
  // Names and addresses are plain by design, but say how they are masked. A number is sealed, or it is the mask beside its sealed column.
  'identifier-in-plain': `select k.table_name || '.' || k.column_name as object from sec.column_class k
    join pg_attribute a on a.attrelid = to_regclass(k.table_name) and a.attname = k.column_name
    where not k.sealed and (k.level = 'identifier' or coalesce(k.mask, '') in ${NUMBER_MASKS} or (k.level <> 'business' and a.atttypid in ('text'::regtype, 'varchar'::regtype) and k.column_name ~ '${NUMBER_NAMES}'))
    and not (coalesce(k.mask, '') in ${NUMBER_MASKS} and k.column_name ~ '_mask$'
      and exists (select from sec.column_class s where s.table_name = k.table_name and s.sealed and s.column_name = regexp_replace(k.column_name, '_mask$', '_sealed')))
    and not (k.level = 'identifier' and coalesce(k.mask, '') in ('maskName', 'withheld') and k.column_name !~ '${NUMBER_NAMES}')`,
};

/** The names of the rules, for the proofs that break each of them once. */
export const LINT_RULES = Object.keys(RULES);

/** Everything in the catalogue that breaks a rule; empty is right. */
export async function findLint(client: Client): Promise<LintFinding[]> {
  const findings: LintFinding[] = [];
  for (const [rule, text] of Object.entries(RULES)) {
    const { rows } = await client.query<{ object: string }>(text);
    findings.push(...rows.map((row) => ({ rule, object: row.object })));
  }
  return findings;
}

/** Refuses to go on with a database whose catalogue breaks a rule. */
export async function lintDatabase(client: Client): Promise<void> {
  const findings = await findLint(client);
  if (findings.length > 0) {
    throw new Error(`rls-lint: ${findings.map((finding) => `${finding.rule}: ${finding.object}`).join('; ')}`);
  }
}
