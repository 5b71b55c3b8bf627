-- Customers who speak: profile, consent, limits, hours, and the ledger of every touch.

create table advocates (
  company_id uuid not null references companies (id),
  id uuid not null,
  organisation_id uuid not null,
  -- The advocate's own sign-in to the portal.
  user_id uuid,
  -- The success manager who owns the relation.
  owner_id uuid,
  name text not null constraint advocates_name_length check (char_length(name) between 1 and 200),
  name_key text generated always as (lower(name)) stored,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  title text not null default '',
  persona text constraint advocates_persona_known check (persona in ('executive', 'finance', 'operations', 'technology', 'security', 'procurement', 'practitioner')),
  seniority text constraint advocates_seniority_known check (seniority in ('c_level', 'vp', 'director', 'head', 'manager', 'individual')),
  languages text[] not null default '{en}',
  time_zone text not null default 'Europe/London',
  story text not null default '',
  use_cases text[] not null default '{}',
  products text[] not null default '{}',
  expertise text[] not null default '{}',
  tags text[] not null default '{}',
  competitors_replaced text[] not null default '{}',
  private_notes text not null default '',
  lifecycle text not null default 'candidate' constraint advocates_lifecycle_known check (lifecycle in
    ('candidate', 'nominated', 'invited', 'onboarding', 'active', 'resting', 'at_risk', 'paused', 'alumni')),
  reference_status text not null default 'active' constraint advocates_reference_status_known check (reference_status in
    ('active', 'caution', 'paused', 'do_not_use')),
  enrolled_on date,
  -- The advocate's own limits; null means the company's.
  monthly_cap int constraint advocates_monthly_cap_range check (monthly_cap between 0 and 31),
  quarterly_cap int constraint advocates_quarterly_cap_range check (quarterly_cap between 0 and 92),
  cool_down_days int constraint advocates_cool_down_range check (cool_down_days between 0 and 365),
  notice_hours int not null default 24 constraint advocates_notice_range check (notice_hours between 0 and 720),
  buffer_minutes int not null default 15 constraint advocates_buffer_range check (buffer_minutes between 0 and 240),
  daily_cap int not null default 2 constraint advocates_daily_cap_range check (daily_cap between 1 and 12),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint advocates_email_unique unique (company_id, email_key),
  constraint advocates_organisation foreign key (company_id, organisation_id) references organisations (company_id, id),
  constraint advocates_user foreign key (company_id, user_id) references users (company_id, id) on delete set null (user_id),
  constraint advocates_owner foreign key (company_id, owner_id) references users (company_id, id) on delete set null (owner_id)
);
comment on table advocates is 'Customers who agree to speak to prospects.';
create index advocates_by_name on advocates (company_id, name_key, id);
create index advocates_by_organisation on advocates (company_id, organisation_id);
create index advocates_by_owner on advocates (company_id, owner_id);
create unique index advocates_by_user on advocates (company_id, user_id) where user_id is not null;
create trigger touch_updated_at before update on advocates for each row execute function touch_updated_at();
call protect('advocates');

create table advocate_outcomes (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  position int not null,
  -- What got better, in the advocate's words: "Month-end close from nine days to four".
  headline text not null,
  metric text not null default '',
  before_value numeric,
  after_value numeric,
  unit text not null default '',
  quote text not null default '',
  use_case text,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint advocate_outcomes_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade
);
comment on table advocate_outcomes is 'Outcomes with numbers that an advocate can speak to.';
create index advocate_outcomes_by_advocate on advocate_outcomes (company_id, advocate_id, position);
call protect('advocate_outcomes');

-- Append-only: the latest row per advocate and activity decides.
create table consents (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  activity text not null constraint consents_activity_known check (activity in
    ('reference_call', 'group_call', 'written_answers', 'quote', 'case_study', 'review', 'site_visit', 'event', 'recording', 'ai_analysis')),
  decision text not null constraint consents_decision_known check (decision in ('granted', 'withdrawn')),
  decided_at timestamptz not null,
  expires_on date,
  source text not null default 'portal' constraint consents_source_known check (source in ('portal', 'contract', 'email', 'import', 'staff')),
  recorded_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint consents_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade
);
comment on table consents is 'Consent ledger: who agreed to what, when, how, until when. Rows are never changed.';
create index consents_latest on consents (company_id, advocate_id, activity, decided_at desc, id desc);
call protect('consents');
revoke update on consents from peerchamps_app, peerchamps_worker;

-- The weekly hours in the advocate's own zone; minutes after midnight, end exclusive.
create table advocate_hours (
  company_id uuid not null references companies (id),
  advocate_id uuid not null,
  weekday int not null constraint advocate_hours_weekday_range check (weekday between 1 and 7),
  starts_minute int not null constraint advocate_hours_start_range check (starts_minute between 0 and 1439),
  ends_minute int not null constraint advocate_hours_end_range check (ends_minute between 1 and 1440),
  constraint advocate_hours_order check (starts_minute < ends_minute),
  primary key (company_id, advocate_id, weekday, starts_minute),
  constraint advocate_hours_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint advocate_hours_no_overlap exclude using gist (
    company_id with =, advocate_id with =, weekday with =, int4range(starts_minute, ends_minute) with &&)
);
comment on table advocate_hours is 'When an advocate can speak in a usual week. weekday: 1 is Monday.';
call protect('advocate_hours');

create table availability_exceptions (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  day date not null,
  kind text not null constraint availability_exceptions_kind_known check (kind in ('off', 'extra')),
  starts_minute int not null default 0 constraint availability_exceptions_start_range check (starts_minute between 0 and 1439),
  ends_minute int not null default 1440 constraint availability_exceptions_end_range check (ends_minute between 1 and 1440),
  note text not null default '',
  created_at timestamptz not null default now(),
  constraint availability_exceptions_order check (starts_minute < ends_minute),
  primary key (company_id, id),
  constraint availability_exceptions_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade
);
comment on table availability_exceptions is 'Days off and extra hours, in the advocate''s own zone.';
create index availability_exceptions_by_day on availability_exceptions (company_id, advocate_id, day);
call protect('availability_exceptions');

-- Append-only: every ask and survey by any team.
create table touches (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  kind text not null constraint touches_kind_known check (kind in ('ask', 'call', 'survey', 'review', 'event')),
  -- Milli-touches: 1000 is one plain ask.
  cost int not null default 1000 constraint touches_cost_range check (cost between 0 and 10000),
  at timestamptz not null,
  by_user uuid,
  ask_id uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint touches_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade
);
comment on table touches is 'Touch ledger: one append-only record of every ask and survey by any team.';
create index touches_by_advocate on touches (company_id, advocate_id, at desc);
call protect('touches');
revoke update, delete on touches from peerchamps_app, peerchamps_worker;

-- A manager's no: for one opportunity, or for all of them when opportunity_id is null.
create table vetoes (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  opportunity_id uuid,
  reason text not null,
  vetoed_by uuid not null,
  vetoed_at timestamptz not null,
  until date,
  lifted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint vetoes_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint vetoes_user foreign key (company_id, vetoed_by) references users (company_id, id)
);
comment on table vetoes is 'Success managers'' vetoes.';
create index vetoes_by_advocate on vetoes (company_id, advocate_id) where lifted_at is null;
call protect('vetoes');
