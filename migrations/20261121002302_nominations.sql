-- Who should speak for us: named by colleagues, decided by whoever looks after the customer, invited by mail.

create table nominations (
  company_id uuid not null references companies (id),
  id uuid not null,
  name text not null constraint nominations_name_length check (char_length(name) between 1 and 200),
  name_key text generated always as (lower(name)) stored,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  title text not null default '' constraint nominations_title_length check (char_length(title) <= 200),
  -- The customer, when it is known by that name; it is made on approval where it is not.
  organisation_id uuid,
  organisation_name text not null constraint nominations_organisation_length check (char_length(organisation_name) between 1 and 200),
  why text not null constraint nominations_why_length check (char_length(why) between 1 and 2000),
  topics text[] not null default '{}',
  state text not null default 'open' constraint nominations_state_known check (state in ('open', 'approved', 'declined')),
  nominated_by uuid not null,
  nominated_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decline_reason text not null default '' constraint nominations_reason_length check (char_length(decline_reason) <= 500),
  -- Who came of it.
  advocate_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint nominations_decided check ((state = 'open') = (decided_at is null)),
  constraint nominations_organisation foreign key (company_id, organisation_id) references organisations (company_id, id) on delete set null (organisation_id),
  constraint nominations_nominator foreign key (company_id, nominated_by) references users (company_id, id),
  constraint nominations_decider foreign key (company_id, decided_by) references users (company_id, id) on delete set null (decided_by),
  constraint nominations_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete set null (advocate_id)
);
comment on table nominations is 'Colleagues name somebody who should speak; somebody decides; approval makes the advocate.';
create index nominations_by_time on nominations (company_id, nominated_at desc, id);
create unique index nominations_one_open_per_email on nominations (company_id, email_key) where state = 'open';
create trigger touch_updated_at before update on nominations for each row execute function touch_updated_at();
call protect('nominations');

create table advocate_invitations (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  -- SHA-256 of the key in the mail.
  token_hash bytea not null constraint advocate_invitations_token_unique unique,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint advocate_invitations_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint advocate_invitations_creator foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
comment on table advocate_invitations is 'The personal link to the first visit of the portal; good until it is over, revoked, or the visit is done.';
create index advocate_invitations_by_advocate on advocate_invitations (company_id, advocate_id);
call protect('advocate_invitations');

-- Which company and user the link of an invitation stands for.
create function resolve_invitation(p_token_hash bytea, p_now timestamptz)
returns table (company_id uuid, user_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select i.company_id, v.user_id
  from advocate_invitations i
  join advocates v on v.company_id = i.company_id and v.id = i.advocate_id
  join users u on u.company_id = v.company_id and u.id = v.user_id and u.disabled_at is null
  where i.token_hash = p_token_hash and i.expires_at > p_now and i.revoked_at is null and i.accepted_at is null
$$;
create policy auth_read on advocate_invitations for select to peerchamps_auth using (true);
grant select on advocate_invitations to peerchamps_auth;
alter function resolve_invitation(bytea, timestamptz) owner to peerchamps_auth;

-- The sign-in of an address, made without a password where there is none. The caller never says which it was.
create function auth_invite(p_id uuid, p_email text) returns uuid
language sql security definer set search_path = public, pg_temp
as $$
  with made as (
    insert into logins (id, email) values (p_id, p_email) on conflict on constraint logins_email_unique do nothing returning id
  )
  select id from made union all select l.id from logins l where l.email_key = lower(p_email) limit 1
$$;
create policy auth_invite on logins for insert to peerchamps_auth with check (password_hash is null and not demo);
grant insert (id, email) on logins to peerchamps_auth;
alter function auth_invite(uuid, text) owner to peerchamps_auth;
revoke execute on function resolve_invitation(bytea, timestamptz), auth_invite(uuid, text) from public;
grant execute on function resolve_invitation(bytea, timestamptz), auth_invite(uuid, text) to peerchamps_app;

-- A portrait, drawn small.
alter table advocates
  add column photo_id uuid,
  add constraint advocates_photo foreign key (company_id, photo_id) references files (company_id, id);
