-- $1: tables that belong to no company, $2: definer functions that are allowed.
with
-- Every table of the schema, and whether it carries a tenant.
tables as (
  select c.oid, c.relname::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner,
         c.relname = 'companies' or exists (
           select from pg_attribute a where a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
         ) as has_tenant
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
),
-- The tenant rule as the catalogue prints it.
tenant_policies as (
  select p.polrelid
  from pg_policy p
  where p.polname = 'tenant' and p.polcmd = '*' and p.polpermissive
    and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(p.polwithcheck, p.polrelid)
    and pg_get_expr(p.polqual, p.polrelid) ~ '^\((company_)?id = \( SELECT \(NULLIF\(current_setting\(''app\.company''::text, true\), ''''::text\)\)::uuid'
)
select 'role' as rule, r.rolname::text as object
from pg_roles r
where r.rolname = current_user
  and (r.rolsuper or r.rolbypassrls or exists (select from tables t where t.relowner = r.oid))
union all
select 'rls', t.name from tables t
where (t.has_tenant or t.name = any ($1) and t.name <> '_sqlx_migrations')
  and not (t.relrowsecurity and t.relforcerowsecurity)
union all
select 'policy', t.name from tables t
where t.has_tenant and not exists (select from tenant_policies p where p.polrelid = t.oid)
union all
-- A policy for the server's own role beside the tenant rule would widen it.
select 'stray_policy', t.name || '.' || p.polname
from tables t join pg_policy p on p.polrelid = t.oid
where p.polname <> 'tenant'
  and exists (
    select from unnest(p.polroles) as role(oid)
    where role.oid = 0 or pg_get_userbyid(role.oid)::text not in
      ('peerchamps_auth', 'peerchamps_search', 'peerchamps_system', 'peerchamps_worker', 'peerchamps_owner'))
union all
select 'foreign_key', t.name || '.' || f.conname
from pg_constraint f
join tables t on t.oid = f.conrelid
join tables target on target.oid = f.confrelid
where f.contype = 'f' and t.has_tenant and target.has_tenant and target.name <> 'companies'
  and not exists (
    select from unnest(f.conkey, f.confkey) as pair(here, there)
    join pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here and a.attname = 'company_id'
    join pg_attribute b on b.attrelid = f.confrelid and b.attnum = pair.there and b.attname = 'company_id')
union all
select 'no_tenant', t.name from tables t where not t.has_tenant and t.name <> all ($1)
union all
select 'definer', p.proname::text
from pg_proc p
where p.pronamespace = 'public'::regnamespace and p.prosecdef
  and (p.proname::text <> all ($2)
    or not exists (select from unnest(coalesce(p.proconfig, '{}')) as setting where setting like 'search_path=%'))
union all
select 'view', c.relname::text
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
  and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']
order by 1, 2
