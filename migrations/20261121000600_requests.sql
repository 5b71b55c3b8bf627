-- What a rep needs, and who was asked for it.

create table requests (
  company_id uuid not null references companies (id),
  id uuid not null,
  opportunity_id uuid not null,
  requested_by uuid not null,
  match_run_id uuid,
  activity text not null default 'reference_call' constraint requests_activity_known check (activity in
    ('reference_call', 'group_call', 'written_answers', 'quote', 'case_study', 'review', 'site_visit', 'event')),
  duration_minutes int not null default 30 constraint requests_duration_known check (duration_minutes in (30, 45, 60)),
  needed_by date not null,
  urgency text not null default 'normal' constraint requests_urgency_known check (urgency in ('low', 'normal', 'high')),
  goal text not null default '',
  topics text[] not null default '{}' constraint requests_topics_few check (cardinality(topics) <= 5),
  avoid text not null default '',
  message text not null default '',
  share_company boolean not null default true,
  share_guests boolean not null default true,
  rep_joins boolean not null default false,
  state text not null constraint requests_state_known check (state in
    ('draft', 'submitted', 'in_review', 'approved', 'outreach', 'accepted', 'scheduled', 'completed', 'missed',
     'declined', 'expired', 'cancelled', 'feedback_due', 'closed')),
  submitted_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint requests_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint requests_user foreign key (company_id, requested_by) references users (company_id, id),
  constraint requests_match_run foreign key (company_id, match_run_id) references match_runs (company_id, id) on delete set null (match_run_id)
);
comment on table requests is 'Reference requests: a rep''s need for one opportunity.';
create index requests_by_opportunity on requests (company_id, opportunity_id, created_at desc);
create index requests_by_requester on requests (company_id, requested_by, created_at desc, id);
create index requests_by_state on requests (company_id, state, created_at desc, id);
create trigger touch_updated_at before update on requests for each row execute function touch_updated_at();
call protect('requests');

create table request_guests (
  company_id uuid not null references companies (id),
  request_id uuid not null,
  contact_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (company_id, request_id, contact_id),
  constraint request_guests_request foreign key (company_id, request_id) references requests (company_id, id) on delete cascade,
  constraint request_guests_contact foreign key (company_id, contact_id) references contacts (company_id, id) on delete cascade
);
comment on table request_guests is 'Who from the prospect would join.';
call protect('request_guests');

create table asks (
  company_id uuid not null references companies (id),
  id uuid not null,
  request_id uuid not null,
  advocate_id uuid not null,
  wave int not null default 1,
  state text not null constraint asks_state_known check (state in ('sent', 'accepted', 'declined', 'expired', 'withdrawn')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  answered_at timestamptz,
  decline_reason text constraint asks_decline_reason_known check (decline_reason in ('too_busy', 'not_the_right_fit', 'not_this_company', 'product_problem', 'other')),
  ask_again_after date,
  note text not null default '',
  -- The score shown when the ask was made, in milli-points; null when asked without a match.
  score_milli int,
  -- SHA-256 of the key in the advocate's mail.
  token_hash bytea constraint asks_token_unique unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint asks_answered check ((state in ('accepted', 'declined')) = (answered_at is not null)),
  primary key (company_id, id),
  constraint asks_request foreign key (company_id, request_id) references requests (company_id, id) on delete cascade,
  constraint asks_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint asks_user foreign key (company_id, asked_by) references users (company_id, id)
);
comment on table asks is 'One advocate put forward for one request.';
create unique index asks_one_open_per_request on asks (company_id, request_id) where state = 'sent';
create unique index asks_once_per_request on asks (company_id, request_id, advocate_id);
create index asks_by_advocate on asks (company_id, advocate_id, asked_at desc);
create trigger touch_updated_at before update on asks for each row execute function touch_updated_at();
call protect('asks');

alter table touches add constraint touches_ask
  foreign key (company_id, ask_id) references asks (company_id, id) on delete set null (ask_id);

-- Which company and user an advocate's mail link stands for. The link lives as long as the ask can
-- matter: until it expires, or thirty days after it was answered.
create function resolve_ask_link(p_token_hash bytea, p_now timestamptz)
returns table (company_id uuid, ask_id uuid, user_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  select a.company_id, a.id, v.user_id
  from asks a
  join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
  join users u on u.company_id = v.company_id and u.id = v.user_id and u.disabled_at is null
  where a.token_hash = p_token_hash
    and ((a.state = 'sent' and a.expires_at > p_now) or a.answered_at > p_now - interval '30 days')
$$;
create policy auth_read on asks for select to peerchamps_auth using (true);
create policy auth_read on advocates for select to peerchamps_auth using (true);
grant select on asks, advocates to peerchamps_auth;
alter function resolve_ask_link(bytea, timestamptz) owner to peerchamps_auth;
revoke execute on function resolve_ask_link(bytea, timestamptz) from public;
grant execute on function resolve_ask_link(bytea, timestamptz) to peerchamps_app;

-- Caps and cool-down, held by the database at the moment of asking. The caller takes the advisory
-- lock of the advocate first (see requests/store.rs); the touch ledger is the truth.
create function check_ask_limits() returns trigger
language plpgsql
as $$
declare
  limits record;
  month_asks int;
  quarter_asks int;
  last_touch timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.advocate_id::text, 0));
  select least(coalesce(a.monthly_cap, c.monthly_cap), c.monthly_cap) as monthly_cap,
         least(coalesce(a.quarterly_cap, c.quarterly_cap), c.quarterly_cap) as quarterly_cap,
         greatest(coalesce(a.cool_down_days, c.cool_down_days), 0) as cool_down_days
    into limits
  from advocates a join companies c on c.id = a.company_id
  where a.company_id = new.company_id and a.id = new.advocate_id;

  select count(*) filter (where t.at >= date_trunc('month', new.asked_at)),
         count(*) filter (where t.at >= date_trunc('quarter', new.asked_at))
    into month_asks, quarter_asks
  from touches t
  where t.company_id = new.company_id and t.advocate_id = new.advocate_id and t.kind = 'ask'
    and t.at >= date_trunc('quarter', new.asked_at) and t.at <= new.asked_at;

  -- The rest starts with a held call, not with an ask: a declined ask costs a touch, not a rest.
  select max(t.at) into last_touch
  from touches t
  where t.company_id = new.company_id and t.advocate_id = new.advocate_id and t.kind = 'call'
    and t.at <= new.asked_at;

  if month_asks >= limits.monthly_cap then
    raise exception using errcode = 'check_violation', constraint = 'asks_monthly_cap', message = 'monthly cap reached';
  end if;
  if quarter_asks >= limits.quarterly_cap then
    raise exception using errcode = 'check_violation', constraint = 'asks_quarterly_cap', message = 'quarterly cap reached';
  end if;
  -- Whole days, as matching counts them: free again on the day itself.
  if (last_touch at time zone 'UTC')::date + limits.cool_down_days > (new.asked_at at time zone 'UTC')::date then
    raise exception using errcode = 'check_violation', constraint = 'asks_cool_down', message = 'cooling off';
  end if;
  return new;
end
$$;
create trigger asks_within_limits before insert on asks
  for each row when (new.state = 'sent') execute function check_ask_limits();
