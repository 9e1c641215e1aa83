/**
 * What stands in for Citus where none can be installed: its name among the extensions, its two functions, and its refusals of what a migration can do,
 * each raised as Citus 13 raises it (`src/backend/distributed/commands/`: policy.c, table.c, foreign_constraint.c, index.c, trigger.c). It distributes
 * nothing and plans nothing: whether a query runs well on a cluster, only a cluster tells.
 */
export const CLUSTER_STAND_IN = `
create table public.stand_in_kept (name text primary key, oid oid not null unique, kind text not null, distributed_by text);
grant select, insert on public.stand_in_kept to public;

create function public.stand_in_refuse(what text, detail text) returns void language plpgsql
  as $$ begin raise exception '%', what using errcode = '0A000', detail = detail; end $$;

create function public.stand_in_look() returns void language plpgsql as $$
declare one record;
begin
  for one in select p.polname, k.name from pg_policy p join public.stand_in_kept k on k.oid = p.polrelid where concat(p.polqual, p.polwithcheck) ~ '\\{SUBLINK' loop
    perform public.stand_in_refuse('cannot create policy', 'Subqueries are not supported in policies on distributed tables: ' || one.polname || ' on ' || one.name);
  end loop;
  for one in select i.indexrelid::regclass as name from pg_index i join public.stand_in_kept k on k.oid = i.indrelid
    where k.distributed_by is not null and (i.indisunique or i.indisexclusion)
      and not exists (select from pg_attribute a where a.attrelid = k.oid and a.attname = k.distributed_by and a.attnum = any (i.indkey)) loop
    perform public.stand_in_refuse('creating unique indexes on non-partition columns is currently unsupported', one.name::text);
  end loop;
  for one in select t.tgname, k.name from pg_trigger t join public.stand_in_kept k on k.oid = t.tgrelid where not t.tgisinternal loop
    perform public.stand_in_refuse('triggers are not supported on distributed tables', one.tgname || ' on ' || one.name);
  end loop;
  for one in select a.attname, k.name from pg_attribute a join public.stand_in_kept k on k.oid = a.attrelid where a.attidentity <> '' loop
    perform public.stand_in_refuse('Distributed relations must not use GENERATED ... AS IDENTITY', one.attname || ' of ' || one.name);
  end loop;
  -- To a reference table from anywhere; to a distributed one only from one distributed alike, by the column of both.
  for one in select c.conname from pg_constraint c left join public.stand_in_kept f on f.oid = c.conrelid left join public.stand_in_kept t on t.oid = c.confrelid
    where c.contype = 'f' and (f.oid is not null or t.oid is not null) and t.kind is distinct from 'reference'
      and not (coalesce(f.kind, '') = 'distributed' and coalesce(t.kind, '') = 'distributed' and f.distributed_by = t.distributed_by and exists (
        select from unnest(c.conkey, c.confkey) as pair (here, there)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.here and a.attname = f.distributed_by
        join pg_attribute b on b.attrelid = c.confrelid and b.attnum = pair.there and b.attname = t.distributed_by)) loop
    perform public.stand_in_refuse('cannot create foreign key constraint', one.conname);
  end loop;
  for one in select c.conname from pg_constraint c join public.stand_in_kept f on f.oid = c.conrelid where c.contype = 'f' and c.confdeltype in ('n', 'd') loop
    perform public.stand_in_refuse('cannot create foreign key constraint', 'SET NULL or SET DEFAULT is not supported in ON DELETE: ' || one.conname);
  end loop;
end $$;

create function public.create_reference_table(target regclass) returns void language plpgsql as $$
begin
  insert into public.stand_in_kept values (target::text, target, 'reference', null);
  perform public.stand_in_look();
end $$;
create function public.create_distributed_table(target regclass, by_column text) returns void language plpgsql as $$
begin
  if not exists (select from pg_attribute where attrelid = target and attname = by_column and attnotnull) then
    perform public.stand_in_refuse('column "' || by_column || '" of relation "' || target || '" does not exist', 'or may be null');
  end if;
  insert into public.stand_in_kept values (target::text, target, 'distributed', by_column);
  perform public.stand_in_look();
end $$;
create function public.stand_in_on_ddl() returns event_trigger language plpgsql as $$ begin perform public.stand_in_look(); end $$;
create event trigger stand_in_ddl on ddl_command_end when tag in ('CREATE POLICY', 'ALTER POLICY', 'CREATE INDEX', 'ALTER TABLE', 'CREATE TRIGGER')
  execute function public.stand_in_on_ddl();
insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
  values (99999, 'citus', (select oid from pg_roles where rolname = current_user), 'public'::regnamespace, false, 'stand-in');
`;

/** Statements of a migration that put a constraint together with another change of the table, or with the column itself; Citus refuses both. */
export function joinedConstraints(sql: string): string[] {
  return [...sql.matchAll(/^alter table [^;]+;/gim)]
    .map(([statement]) => statement)
    .filter((statement) => {
      const changes =
        statement.match(/\b(add column|add constraint|drop column|drop constraint|alter column)\b/gi) ?? [];
      const adds = /\badd constraint\b/i.test(statement);
      return (
        (adds && changes.length > 1) ||
        (!adds && /\badd column [^,;]*\b(check|references|unique|primary key)\b/i.test(statement))
      );
    });
}
