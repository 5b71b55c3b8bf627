-- Tenants, people, sessions, and the rules every tenant table obeys.
--
-- Roles (made before the first migration, see server/src/db/bootstrap.sql):
--   peerchamps_owner   owns the schema, runs migrations
--   peerchamps_app     pages and API; owns nothing
--   peerchamps_worker  claims queue rows across tenants, then acts as one tenant per job
--   peerchamps_auth    owns the functions that look things up before the tenant is known
--   peerchamps_search  owns the search functions
--   peerchamps_system  cross-tenant housekeeping by named functions

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- Puts a table under the tenant rule: row-level security enabled and forced, one complete policy.
-- The setting is the empty string, not null, after a transaction that set it ended: hence nullif.
-- The scalar sub-select makes it one evaluation per statement. No setting, no rows.
create procedure protect(tenant_table regclass)
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant on %s to peerchamps_app, peerchamps_worker, peerchamps_owner
       using (company_id = (select nullif(current_setting(''app.company'', true), '''')::uuid))
       with check (company_id = (select nullif(current_setting(''app.company'', true), '''')::uuid))',
    tenant_table);
  execute format('grant select, insert, update, delete on %s to peerchamps_app, peerchamps_worker', tenant_table);
end
$$;

-- Sets updated_at; every table that can change has the trigger of this name. A statement that names
-- another time keeps it: the undo of an import puts a record back exactly as it was.
create function touch_updated_at() returns trigger
language plpgsql
as $$
begin
  if new.updated_at is not distinct from old.updated_at then
    new.updated_at := now();
  end if;
  return new;
end
$$;

create table companies (
  id uuid primary key,
  slug text not null constraint companies_slug_unique unique constraint companies_slug_form check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null,
  currency text not null default 'GBP' constraint companies_currency_form check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Europe/London',
  -- Upper bounds of what any advocate may be asked; an advocate's own limits may be tighter.
  monthly_cap int not null default 3 constraint companies_monthly_cap_range check (monthly_cap between 0 and 31),
  quarterly_cap int not null default 6 constraint companies_quarterly_cap_range check (quarterly_cap between 0 and 92),
  cool_down_days int not null default 14 constraint companies_cool_down_range check (cool_down_days between 0 and 365),
  renewal_window_days int not null default 30 constraint companies_renewal_window_range check (renewal_window_days between 0 and 365),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table companies is 'The tenants. A row is visible to its own company only.';
alter table companies enable row level security;
alter table companies force row level security;
create policy tenant on companies to peerchamps_app, peerchamps_worker, peerchamps_owner
  using (id = (select nullif(current_setting('app.company', true), '')::uuid))
  with check (id = (select nullif(current_setting('app.company', true), '')::uuid));
grant select, update on companies to peerchamps_app, peerchamps_worker;
create trigger touch_updated_at before update on companies for each row execute function touch_updated_at();

create table logins (
  id uuid primary key,
  email text not null,
  email_key text generated always as (lower(email)) stored constraint logins_email_unique unique,
  password_hash text,
  -- A password printed by the set-up for everybody to read; refused beyond loopback.
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table logins is 'How a person signs in. Belongs to no company; reachable only through the functions of peerchamps_auth.';
alter table logins enable row level security;
alter table logins force row level security;
create trigger touch_updated_at before update on logins for each row execute function touch_updated_at();

create table teams (
  company_id uuid not null references companies (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint teams_name_unique unique (company_id, name)
);
comment on table teams is 'Sales teams: what a sales manager sees.';
call protect('teams');

create table users (
  company_id uuid not null references companies (id),
  id uuid not null,
  login_id uuid not null references logins (id),
  team_id uuid,
  name text not null,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  title text not null default '',
  roles text[] not null constraint users_roles_known check (
    roles <@ array['rep', 'sales_manager', 'programme', 'success', 'agent', 'support_lead', 'analyst', 'admin', 'advocate']
    and cardinality(roles) > 0),
  time_zone text not null default 'Europe/London',
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint users_login_once unique (company_id, login_id),
  constraint users_email_unique unique (company_id, email_key),
  constraint users_team foreign key (company_id, team_id) references teams (company_id, id) on delete set null (team_id)
);
comment on table users is 'A membership: one login in one company, with its roles there.';
create trigger touch_updated_at before update on users for each row execute function touch_updated_at();
call protect('users');

create table sessions (
  company_id uuid not null references companies (id),
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null constraint sessions_token_unique unique,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- The absolute end; the idle end is last_seen_at + idle_seconds.
  expires_at timestamptz not null,
  idle_seconds int not null,
  ip text not null default '',
  user_agent text not null default '',
  primary key (company_id, id),
  constraint sessions_user foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
comment on table sessions is 'Signed-in browsers. Only the SHA-256 of the cookie is kept.';
create index sessions_by_user on sessions (company_id, user_id);
call protect('sessions');

create table rate_limits (
  key bytea primary key,
  tokens double precision not null,
  updated_at timestamptz not null
);
comment on table rate_limits is 'Token buckets of limited actions, keyed by a hash of action and subject; shared by all instances.';
alter table rate_limits enable row level security;
alter table rate_limits force row level security;

-- What peerchamps_auth may see: exactly the tables its functions need.
create policy auth_read on logins for select to peerchamps_auth using (true);
create policy auth_all on sessions to peerchamps_auth using (true) with check (true);
create policy auth_read on users for select to peerchamps_auth using (true);
create policy auth_read on companies for select to peerchamps_auth using (true);
create policy auth_all on rate_limits to peerchamps_auth using (true) with check (true);
grant select on logins, users, companies to peerchamps_auth;
grant select, insert, update, delete on sessions, rate_limits to peerchamps_auth;

-- The seed and the set-up write logins as owner.
create policy owner_all on logins to peerchamps_owner using (true) with check (true);

-- The password hash of a login and its memberships that are not disabled. The e-mail is unique
-- among logins and the caller never says whether it exists.
create function auth_login(p_email text)
returns table (login_id uuid, password_hash text, demo boolean, company_id uuid, company_name text, user_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.id, l.password_hash, l.demo, u.company_id, c.name, u.id
  from logins l
  left join users u on u.login_id = l.id and u.disabled_at is null
  left join companies c on c.id = u.company_id
  where l.email_key = lower(p_email)
  order by u.created_at, u.id
$$;

create function auth_open_session(
  p_id uuid, p_company uuid, p_user uuid, p_token_hash bytea, p_now timestamptz,
  p_expires timestamptz, p_idle_seconds int, p_ip text, p_user_agent text)
returns void
language sql security definer set search_path = public, pg_temp
as $$
  insert into sessions (company_id, id, user_id, token_hash, created_at, last_seen_at, expires_at, idle_seconds, ip, user_agent)
  values (p_company, p_id, p_user, p_token_hash, p_now, p_now, p_expires, p_idle_seconds, p_ip, p_user_agent)
$$;

-- Who holds this cookie, if the session is alive. Notes the use at most once a minute.
create function resolve_session(p_token_hash bytea, p_now timestamptz)
returns table (session_id uuid, company_id uuid, user_id uuid)
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  alive sessions%rowtype;
begin
  select s.* into alive
  from sessions s
  join users u on u.company_id = s.company_id and u.id = s.user_id and u.disabled_at is null
  where s.token_hash = p_token_hash
    and s.expires_at > p_now
    and s.last_seen_at + make_interval(secs => s.idle_seconds) > p_now;
  if not found then
    return;
  end if;
  if alive.last_seen_at < p_now - interval '1 minute' then
    update sessions s set last_seen_at = p_now
    where s.company_id = alive.company_id and s.id = alive.id;
  end if;
  return query select alive.id, alive.company_id, alive.user_id;
end
$$;

create function auth_close_session(p_token_hash bytea) returns void
language sql security definer set search_path = public, pg_temp
as $$ delete from sessions where token_hash = p_token_hash $$;

-- Takes one token from a bucket that holds at most p_burst and refills p_per_second.
-- Returns null when granted, else the seconds to wait.
create function take_token(p_key bytea, p_burst double precision, p_per_second double precision, p_now timestamptz)
returns double precision
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  remaining double precision;
begin
  insert into rate_limits as r (key, tokens, updated_at) values (p_key, p_burst, p_now)
  on conflict (key) do update
    set tokens = least(p_burst, r.tokens + p_per_second * greatest(0, extract(epoch from p_now - r.updated_at))),
        updated_at = greatest(p_now, r.updated_at)
  returning r.tokens into remaining;
  if remaining >= 1 then
    update rate_limits set tokens = tokens - 1 where key = p_key;
    return null;
  end if;
  return (1 - remaining) / p_per_second;
end
$$;

alter function auth_login(text) owner to peerchamps_auth;
alter function auth_open_session(uuid, uuid, uuid, bytea, timestamptz, timestamptz, int, text, text) owner to peerchamps_auth;
alter function resolve_session(bytea, timestamptz) owner to peerchamps_auth;
alter function auth_close_session(bytea) owner to peerchamps_auth;
alter function take_token(bytea, double precision, double precision, timestamptz) owner to peerchamps_auth;
revoke execute on function
  auth_login(text),
  auth_open_session(uuid, uuid, uuid, bytea, timestamptz, timestamptz, int, text, text),
  resolve_session(bytea, timestamptz),
  auth_close_session(bytea),
  take_token(bytea, double precision, double precision, timestamptz)
from public;
grant execute on function
  auth_login(text),
  auth_open_session(uuid, uuid, uuid, bytea, timestamptz, timestamptz, int, text, text),
  resolve_session(bytea, timestamptz),
  auth_close_session(bytea),
  take_token(bytea, double precision, double precision, timestamptz)
to peerchamps_app;
