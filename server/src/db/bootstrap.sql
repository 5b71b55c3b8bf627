-- Roles and rights, made once per database before the first migration. It may be run again at any time.
--
-- The embedded Postgres runs this by itself. On a Postgres of your own (version 15 or newer), as its administrator:
--
--   createdb peerchamps
--   psql peerchamps \
--     -c "set bootstrap.owner_password = '…'" \
--     -c "set bootstrap.app_password = '…'" \
--     -c "set bootstrap.worker_password = '…'" \
--     -f server/src/db/bootstrap.sql
--
-- and set DATABASE_OWNER_URL, DATABASE_URL and DATABASE_WORKER_URL to these three roles. A password that is not set is
-- left as it is; a role without one cannot sign in where Postgres asks for a password.
--
--   peerchamps_owner   owns schema and tables; migrations only
--   peerchamps_app     pages and API: owns nothing, is held by row-level security
--   peerchamps_worker  claims queue rows across companies, then acts as one company per job
--   peerchamps_auth, peerchamps_search, peerchamps_system
--                      cannot sign in; own nothing but their `security definer` functions

do $$
declare
  wanted record;
  password text;
begin
  for wanted in
    select * from (values
      ('peerchamps_owner', 'login', 'bootstrap.owner_password'),
      ('peerchamps_app', 'login', 'bootstrap.app_password'),
      ('peerchamps_worker', 'login', 'bootstrap.worker_password'),
      ('peerchamps_auth', 'nologin', null),
      ('peerchamps_search', 'nologin', null),
      ('peerchamps_system', 'nologin', null)
    ) as roles (name, login, password_setting)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    -- Only said when it is not so: naming these attributes takes a superuser, which a hosted Postgres does not give.
    if exists (select from pg_roles where rolname = wanted.name
               and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)) then
      execute format('alter role %I nosuperuser nobypassrls nocreatedb nocreaterole noreplication', wanted.name);
    end if;
    execute format('alter role %I %s', wanted.name, wanted.login);
    password := nullif(current_setting(wanted.password_setting, true), '');
    if password is not null then
      execute format('alter role %I password %L', wanted.name, password);
    end if;
  end loop;

  execute format('alter database %I owner to peerchamps_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, temporary on database %I to peerchamps_app, peerchamps_worker', current_database());
end
$$;

-- A migration creates a definer function as the owner and hands it over (`alter function … owner to peerchamps_auth`).
-- For that the owner must be a member of the new owner, and the new owner may create in the schema.
grant peerchamps_auth, peerchamps_search, peerchamps_system to peerchamps_owner;
grant create, usage on schema public to peerchamps_owner, peerchamps_auth, peerchamps_search, peerchamps_system;
grant usage on schema public to peerchamps_app, peerchamps_worker;

-- Within a job the worker may step down to the role of the pages: `set local role peerchamps_app`.
grant peerchamps_app to peerchamps_worker;

-- The job engine's own schema. The engine keeps its tables current by itself and puts row-level security without a
-- policy on them, so their owner must be the role that works on them. They hold job ids, nothing of a company.
create schema if not exists graphile_worker authorization peerchamps_worker;
