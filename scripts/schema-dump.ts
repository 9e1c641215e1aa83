import type { Client } from 'pg';

const HEAD = `-- The schema after all migrations, to be read: every own table with what its columns say about a person, keys, indexes, policies,
-- grants, views and functions. Written by \`npm run db:types\` from db/migrations; a test fails when it is not what they make.
`;

/** What this dump cannot write; a migration that makes one of these must teach it first, since a dump with gaps would be believed. */
const UNKNOWN = `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relowner = 'shouwang_owner'::regrole and c.relkind not in ('r', 'v', 'i', 't')
  union all select t.oid::regtype::text from pg_type t where t.typowner = 'shouwang_owner'::regrole and t.typtype not in ('c', 'b')
  union all select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relowner = 'shouwang_owner'::regrole`;

const SCHEMAS = `select n.nspname as name, ${grantsOf('n.nspacl', 'n.nspowner')} as grants from pg_namespace n
  where n.nspowner = 'shouwang_owner'::regrole order by 1`;

const RELATIONS = `select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, obj_description(c.oid, 'pg_class') as comment, t.class,
    c.relrowsecurity and c.relforcerowsecurity as forced, pg_get_viewdef(c.oid, true) as view, array_to_string(c.reloptions, ', ') as options,
    ${grantsOf('c.relacl', 'c.relowner')} as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace left join sec.table_class t on t.table_name = n.nspname || '.' || c.relname
  where c.relowner = 'shouwang_owner'::regrole and c.relkind in ('r', 'v') order by n.nspname collate "C", c.relkind, c.relname collate "C"`;

const COLUMNS = `select a.attrelid as oid, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required, col_description(a.attrelid, a.attnum) as comment,
    case when a.attcollation not in (0, (select oid from pg_collation where collname = 'default')) then (select quote_ident(collname) from pg_collation l where l.oid = a.attcollation) end as collation,
    case when a.attidentity <> '' then 'identity' when a.attgenerated <> '' then 'generated as (' || pg_get_expr(d.adbin, d.adrelid) || ')' when d.oid is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid) end as value,
    concat_ws(', ', k.level, case when k.sealed then 'sealed' end, k.mask, nullif(k.retention, 'row')) as register
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  left join sec.column_class k on k.table_name = n.nspname || '.' || c.relname and k.column_name = a.attname
  where c.relowner = 'shouwang_owner'::regrole and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum`;

// PostgreSQL 18 also lists "not null" as constraints; here they stand with their columns.
const CONSTRAINTS = `select conrelid as oid, 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid, true) as text
  from pg_constraint k join pg_class c on c.oid = k.conrelid where c.relowner = 'shouwang_owner'::regrole and contype <> 'n'
  order by conrelid, position(contype::text in 'pufcx'), conname collate "C"`;

const INDEXES = `select x.indrelid as oid, pg_get_indexdef(x.indexrelid) || ';' as text from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
  where c.relowner = 'shouwang_owner'::regrole and c.relkind = 'r' and not exists (select from pg_constraint k where k.conindid = x.indexrelid) order by x.indrelid, i.relname collate "C"`;

const POLICIES = `select p.polrelid as oid, concat_ws(' ', 'create policy', quote_ident(p.polname), 'on', p.polrelid::regclass, case when not p.polpermissive then 'as restrictive' end,
    case p.polcmd when 'r' then 'for select' when 'a' then 'for insert' when 'w' then 'for update' when 'd' then 'for delete' end,
    'to', (select string_agg(coalesce(rolname, 'public'), ', ' order by rolname collate "C") from unnest(p.polroles) o left join pg_roles r on r.oid = o),
    'using (' || pg_get_expr(p.polqual, p.polrelid, true) || ')', 'with check (' || pg_get_expr(p.polwithcheck, p.polrelid, true) || ')') || ';' as text
  from pg_policy p join pg_class c on c.oid = p.polrelid where c.relowner = 'shouwang_owner'::regrole order by p.polrelid, p.polname collate "C"`;

const FUNCTIONS = `select n.nspname as schema, pg_get_functiondef(p.oid) as text, obj_description(p.oid, 'pg_proc') as comment,
    case when p.proacl is null then 'public' else ${grantsOf('p.proacl', 'p.proowner')} end as grants
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proowner = 'shouwang_owner'::regrole
  order by n.nspname collate "C", p.proname collate "C", pg_get_function_identity_arguments(p.oid)`;

/** Grants to others than the owner, such as `select to a, b; insert to a`. */
function grantsOf(acl: string, owner: string): string {
  return `(select string_agg(verb || ' to ' || who, '; ' order by who, verb) from (
    select string_agg(verb, ', ' order by verb) as verb, who from (
      select lower(x.privilege_type) as verb, coalesce(r.rolname, 'public') as who from aclexplode(${acl}) x left join pg_roles r on r.oid = x.grantee where x.grantee <> ${owner}) one
    group by who) by_role)`;
}

interface Relation {
  oid: number;
  schema: string;
  name: string;
  kind: string;
  comment: string | null;
  class: string | null;
  forced: boolean;
  view: string | null;
  options: string | null;
  grants: string | null;
}

interface Column {
  oid: number;
  name: string;
  type: string;
  required: boolean;
  collation: string | null;
  value: string | null;
  comment: string | null;
  register: string;
}

interface Line {
  oid: number;
  text: string;
}

interface Parts {
  columns: Column[];
  constraints: Line[];
  indexes: Line[];
  policies: Line[];
}

/** The schema that the migrations made, as text that is the same on every machine and PostgreSQL >= 15. */
export async function dumpSchema(client: Client): Promise<string> {
  await client.query('set search_path = pg_catalog');
  try {
    const read = async <T>(text: string) => (await client.query(text)).rows as T[];
    const unknown = await read<{ name: string }>(UNKNOWN);
    if (unknown.length > 0)
      throw new Error(`schema-dump cannot write ${unknown.map((one) => one.name).join(', ')}; teach it first`);
    const parts: Parts = {
      columns: await read<Column>(COLUMNS),
      constraints: await read<Line>(CONSTRAINTS),
      indexes: await read<Line>(INDEXES),
      policies: await read<Line>(POLICIES),
    };
    const schemas = await read<{ name: string; grants: string | null }>(SCHEMAS);
    const relations = await read<Relation>(RELATIONS);
    const functions = await read<{ text: string; comment: string | null; grants: string | null }>(FUNCTIONS);
    const blocks = [
      HEAD.trimEnd(),
      schemas.map(({ name, grants }) => `create schema ${name};${grants ? ` -- ${grants}` : ''}`).join('\n'),
      ...relations.map((relation) => (relation.kind === 'v' ? viewText(relation) : tableText(relation, parts))),
      ...functions.map(
        ({ text, comment, grants }) =>
          `${note(comment)}-- execute: ${grants?.replaceAll('execute to ', '') ?? 'owner'}\n${text.trim()};`,
      ),
    ];
    return `${blocks.join('\n\n')}\n`;
  } finally {
    await client.query('reset search_path').catch(() => undefined);
  }
}

const note = (comment: string | null) => (comment ? `-- ${comment.replace(/\s*\n\s*/g, ' ')}\n` : '');
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function tableText(table: Relation, parts: Parts): string {
  const name = `${table.schema}.${table.name}`;
  const of = <T extends { oid: number }>(all: T[]) => all.filter((one) => one.oid === table.oid);
  const columns = of(parts.columns);
  const constraints = of(parts.constraints);
  const lines = [
    ...columns.map((column, i) => columnLine(column, i + 1 === columns.length && constraints.length === 0)),
    ...constraints.map(({ text }, i) => `  ${oneLine(text)}${i + 1 === constraints.length ? '' : ','}`),
  ];
  return [
    `${note(table.comment)}create table ${name} ( -- ${table.class ?? 'no class'}`,
    ...lines,
    ');',
    ...columns
      .filter(({ comment }) => comment)
      .map(({ name: column, comment }) => `comment on column ${name}.${column} is ${quoted(comment ?? '')};`),
    ...of(parts.indexes).map(({ text }) => text),
    ...(table.forced ? [`alter table ${name} force row level security;`] : []),
    ...of(parts.policies).map(({ text }) => oneLine(text)),
    `-- grants: ${table.grants ?? 'none'}`,
  ].join('\n');
}

function columnLine(column: Column, last: boolean): string {
  const { name, type, collation, required, value, register } = column;
  const words = [name, type, collation && `collate ${collation}`, required && 'not null', value].filter(Boolean);
  return `  ${words.join(' ')}${last ? '' : ','}${register ? ` -- ${register}` : ''}`;
}

function viewText(view: Relation): string {
  return [
    `${note(view.comment)}create view ${view.schema}.${view.name}${view.options ? ` with (${view.options})` : ''} as`,
    plainView((view.view ?? '').trimEnd()),
    `-- grants: ${view.grants ?? 'none'}`,
  ].join('\n');
}

/** Up to PostgreSQL 15 the columns of a view on one table carry its alias, later they do not: it is left out. */
function plainView(text: string): string {
  const alias = / FROM [\w.]+ (\w+)(?:;|\s+WHERE\b)/.exec(text)?.[1];
  if (!alias || /\b(JOIN|UNION|WITH)\b|\(\s*SELECT\b/.test(text)) return text;
  return text.replace(new RegExp(`\\b${alias}\\.(?=\\w)`, 'g'), '');
}
