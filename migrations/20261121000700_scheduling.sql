-- Booked calls and the links prospects book them with.

create table booking_links (
  company_id uuid not null references companies (id),
  id uuid not null,
  ask_id uuid not null,
  -- SHA-256 of the token in the address.
  token_hash bytea not null constraint booking_links_token_unique unique,
  -- The prospect's zone as far as the invitation knows it.
  time_zone text,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint booking_links_ask foreign key (company_id, ask_id) references asks (company_id, id) on delete cascade
);
comment on table booking_links is 'The prospect''s way to book: signed, expiring, revocable. The token itself is never kept.';
create index booking_links_by_ask on booking_links (company_id, ask_id);
call protect('booking_links');

-- Tells the company and link of a token, expired ones too: the page says so.
create function resolve_booking_link(p_token_hash bytea)
returns table (company_id uuid, link_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$ select b.company_id, b.id from booking_links b where b.token_hash = p_token_hash $$;
create policy auth_read on booking_links for select to peerchamps_auth using (true);
grant select on booking_links to peerchamps_auth;
alter function resolve_booking_link(bytea) owner to peerchamps_auth;
revoke execute on function resolve_booking_link(bytea) from public;
grant execute on function resolve_booking_link(bytea) to peerchamps_app;

create table reference_calls (
  company_id uuid not null references companies (id),
  id uuid not null,
  request_id uuid not null,
  ask_id uuid not null,
  advocate_id uuid not null,
  opportunity_id uuid not null,
  booking_link_id uuid,
  state text not null constraint reference_calls_state_known check (state in ('held', 'released', 'scheduled', 'completed', 'missed', 'cancelled')),
  during tstzrange not null constraint reference_calls_during_bounded check (not lower_inf(during) and not upper_inf(during) and not isempty(during)),
  -- A slot being booked is held until then.
  held_until timestamptz,
  booked_at timestamptz,
  booked_by_name text not null default '',
  booked_by_email text not null default '',
  prospect_time_zone text,
  meeting_url text not null default '',
  -- RFC 5545: grows with every change that reaches the invitations.
  sequence int not null default 0,
  completed_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text constraint reference_calls_cancelled_by_known check (cancelled_by in ('advocate', 'prospect', 'staff')),
  cancel_reason text not null default '',
  -- The prospect's grade of the call, 1 to 5.
  prospect_rating int constraint reference_calls_rating_range check (prospect_rating between 1 and 5),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint reference_calls_held_until check ((state = 'held') = (held_until is not null)),
  constraint reference_calls_cancelled check ((state = 'cancelled') = (cancelled_at is not null)),
  primary key (company_id, id),
  constraint reference_calls_request foreign key (company_id, request_id) references requests (company_id, id) on delete cascade,
  constraint reference_calls_ask foreign key (company_id, ask_id) references asks (company_id, id) on delete cascade,
  constraint reference_calls_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint reference_calls_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint reference_calls_link foreign key (company_id, booking_link_id) references booking_links (company_id, id) on delete set null (booking_link_id),
  constraint calls_no_overlap exclude using gist (company_id with =, advocate_id with =, during with &&)
    where (state in ('held', 'scheduled'))
);
comment on table reference_calls is 'Calls between an advocate and a prospect; a held one is a slot being booked.';
create index reference_calls_by_start on reference_calls (company_id, state, lower(during), id);
create index reference_calls_by_advocate on reference_calls (company_id, advocate_id, lower(during));
create index reference_calls_by_opportunity on reference_calls (company_id, opportunity_id);
create unique index reference_calls_one_live_per_ask on reference_calls (company_id, ask_id) where state in ('held', 'scheduled');
create trigger touch_updated_at before update on reference_calls for each row execute function touch_updated_at();
call protect('reference_calls');

create table call_guests (
  company_id uuid not null references companies (id),
  call_id uuid not null,
  position int not null,
  name text not null,
  email text not null,
  created_at timestamptz not null default now(),
  primary key (company_id, call_id, position),
  constraint call_guests_call foreign key (company_id, call_id) references reference_calls (company_id, id) on delete cascade
);
comment on table call_guests is 'Who joins from the prospect.';
call protect('call_guests');
