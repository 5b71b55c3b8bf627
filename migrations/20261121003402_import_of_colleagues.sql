-- Files of colleagues. They come without a password and cannot sign in until they are invited.

alter table users add column awaits_invitation boolean not null default false;
comment on column users.awaits_invitation is 'Brought in by a file and not invited yet: may own records, cannot sign in.';

alter table imports add column created_teams uuid[] not null default '{}';
comment on column imports.created_teams is 'Teams this import made, to be taken back by its undo.';
alter table import_rows add column login_id uuid;
comment on column import_rows.login_id is 'The sign-in this row made, where the address had none.';

-- Whoever waits for an invitation is no member of the company yet as far as signing in goes, also when
-- the address has a password from elsewhere.
create or replace function auth_login(p_email text)
returns table (login_id uuid, password_hash text, demo boolean, company_id uuid, company_name text, user_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.id, l.password_hash, l.demo, u.company_id, c.name, u.id
  from logins l
  left join users u on u.login_id = l.id and u.disabled_at is null and not u.awaits_invitation
  left join companies c on c.id = u.company_id
  where l.email_key = lower(p_email)
  order by u.created_at, u.id
$$;

-- Takes sign-ins away that nobody can use: without a password and without a company.
create function auth_forget(p_ids uuid[]) returns void
language sql security definer set search_path = public, pg_temp
as $$
  delete from logins l
  where l.id = any(p_ids) and l.password_hash is null and not l.demo
    and not exists (select from users u where u.login_id = l.id)
$$;
create policy auth_forget on logins for delete to peerchamps_auth using (password_hash is null and not demo);
grant delete on logins to peerchamps_auth;
alter function auth_forget(uuid[]) owner to peerchamps_auth;
revoke execute on function auth_forget(uuid[]) from public;
grant execute on function auth_forget(uuid[]) to peerchamps_app;

-- What has come to hang on colleagues: every foreign key to them is asked, as the catalogue has it, so that
-- none can be forgotten. Runs as the caller, who sees the rows of one company only.
create function uses_of_users(p_ids uuid[])
returns table (what text, count bigint)
language plpgsql stable set search_path = public, pg_temp
as $$
declare
  key record;
  found bigint;
begin
  for key in
    select c.conrelid::regclass as place, replace(c.conrelid::regclass::text, '_', ' ') as words, a.attname as column_name
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'company_id'
    where c.contype = 'f' and c.confrelid = 'users'::regclass
    order by 2, 3
  loop
    execute format('select count(*) from %s where %I = any($1)', key.place, key.column_name) into found using p_ids;
    if found > 0 then
      what := key.words;
      count := found;
      return next;
    end if;
  end loop;
end
$$;
