-- Colleagues are invited by mail: a link that ends, serves once, and lets them choose their password.

create table user_invitations (
  company_id uuid not null references companies (id),
  id uuid not null,
  user_id uuid not null,
  -- SHA-256 of the key in the mail.
  token_hash bytea not null constraint user_invitations_token_unique unique,
  sent_at timestamptz not null,
  sent_by uuid,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint user_invitations_user foreign key (company_id, user_id) references users (company_id, id) on delete cascade,
  constraint user_invitations_sender foreign key (company_id, sent_by) references users (company_id, id) on delete set null (sent_by)
);
comment on table user_invitations is 'A colleague''s way in; good until it is over, used, or another was sent.';
create unique index user_invitations_one_open on user_invitations (company_id, user_id) where accepted_at is null and revoked_at is null;
call protect('user_invitations');

-- An invited colleague can sign in once they have taken the invitation up, not when it was sent: until then nobody has
-- shown that the address is theirs.
comment on column users.awaits_invitation is 'Brought in by a file and has not taken up an invitation yet: may own records, cannot sign in.';

-- Whose link it is, how it stands, and whether the address has no password yet.
create function resolve_user_invitation(p_token_hash bytea)
returns table (company_id uuid, id uuid, user_id uuid, expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz,
  needs_password boolean)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.company_id, i.id, i.user_id, i.expires_at, i.accepted_at, i.revoked_at, l.password_hash is null
  from user_invitations i
  join users u on u.company_id = i.company_id and u.id = i.user_id and u.disabled_at is null
  join logins l on l.id = u.login_id
  where i.token_hash = p_token_hash
$$;
create policy auth_read on user_invitations for select to peerchamps_auth using (true);
grant select on user_invitations to peerchamps_auth;

-- The first password of an address, chosen by whoever holds a link sent there that is still good. An address that has a
-- password keeps it: it may belong to another company, too.
create function auth_first_password(p_token_hash bytea, p_now timestamptz, p_password_hash text) returns boolean
language sql security definer set search_path = public, pg_temp
as $$
  with chosen as (
    update logins l set password_hash = p_password_hash
    from user_invitations i
    join users u on u.company_id = i.company_id and u.id = i.user_id and u.disabled_at is null
    where l.id = u.login_id and l.password_hash is null and not l.demo
      and i.token_hash = p_token_hash and i.expires_at > p_now and i.accepted_at is null and i.revoked_at is null
    returning l.id
  )
  select exists (select from chosen)
$$;
create policy auth_first_password on logins for update to peerchamps_auth
  using (password_hash is null and not demo) with check (password_hash is not null and not demo);
grant update (password_hash) on logins to peerchamps_auth;

alter function resolve_user_invitation(bytea) owner to peerchamps_auth;
alter function auth_first_password(bytea, timestamptz, text) owner to peerchamps_auth;
revoke execute on function resolve_user_invitation(bytea), auth_first_password(bytea, timestamptz, text) from public;
grant execute on function resolve_user_invitation(bytea), auth_first_password(bytea, timestamptz, text) to peerchamps_app;
