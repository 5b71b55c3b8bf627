-- Deals that need a reference.

-- Each company's own stages; never hard-coded.
create table opportunity_stages (
  company_id uuid not null references companies (id),
  id uuid not null,
  name text not null,
  position int not null,
  is_closed boolean not null default false,
  is_won boolean not null default false,
  probability int not null default 0 constraint opportunity_stages_probability_range check (probability between 0 and 100),
  created_at timestamptz not null default now(),
  constraint opportunity_stages_won_is_closed check (is_closed or not is_won),
  primary key (company_id, id),
  constraint opportunity_stages_name_unique unique (company_id, name)
);
comment on table opportunity_stages is 'The stages of a company''s pipeline, in order.';
call protect('opportunity_stages');

create table opportunities (
  company_id uuid not null references companies (id),
  id uuid not null,
  -- The prospect; unknown for some imported rows.
  organisation_id uuid,
  owner_id uuid,
  stage_id uuid not null,
  name text not null constraint opportunities_name_length check (char_length(name) between 1 and 200),
  name_key text generated always as (lower(name)) stored,
  source text not null default 'manual' constraint opportunities_source_known check (source in ('manual', 'import', 'salesforce', 'hubspot')),
  external_id text,
  synced_at timestamptz,
  amount_minor bigint constraint opportunities_amount_range check (amount_minor >= 0),
  currency text not null default 'GBP' constraint opportunities_currency_form check (currency ~ '^[A-Z]{3}$'),
  opened_on date,
  closes_on date,
  -- Set once the deal reached a closed stage.
  closed_at timestamptz,
  -- What the prospect needs to hear about.
  use_cases text[] not null default '{}',
  products text[] not null default '{}',
  competitors text[] not null default '{}',
  objections text[] not null default '{}',
  topics text[] not null default '{}',
  language text not null default 'en',
  urgency text not null default 'normal' constraint opportunities_urgency_known check (urgency in ('low', 'normal', 'high')),
  needed_by date,
  wished_activity text not null default 'reference_call' constraint opportunities_activity_known check (wished_activity in
    ('reference_call', 'group_call', 'written_answers', 'quote', 'case_study', 'review', 'site_visit', 'event')),
  wished_persona text constraint opportunities_persona_known check (wished_persona in ('executive', 'finance', 'operations', 'technology', 'security', 'procurement', 'practitioner')),
  notes text not null default '',
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint opportunities_external_unique unique (company_id, source, external_id),
  constraint opportunities_organisation foreign key (company_id, organisation_id) references organisations (company_id, id) on delete set null (organisation_id),
  constraint opportunities_owner foreign key (company_id, owner_id) references users (company_id, id) on delete set null (owner_id),
  constraint opportunities_stage foreign key (company_id, stage_id) references opportunity_stages (company_id, id)
);
comment on table opportunities is 'Deals: stage, money, dates, and what the prospect needs to hear.';
create index opportunities_by_close on opportunities (company_id, closes_on, id);
create index opportunities_by_owner on opportunities (company_id, owner_id, closes_on, id);
create index opportunities_by_name on opportunities (company_id, name_key, id);
create index opportunities_by_organisation on opportunities (company_id, organisation_id);
create trigger touch_updated_at before update on opportunities for each row execute function touch_updated_at();
call protect('opportunities');

create table opportunity_contacts (
  company_id uuid not null references companies (id),
  opportunity_id uuid not null,
  contact_id uuid not null,
  role text not null default '',
  is_primary boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (company_id, opportunity_id, contact_id),
  constraint opportunity_contacts_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint opportunity_contacts_contact foreign key (company_id, contact_id) references contacts (company_id, id) on delete cascade
);
comment on table opportunity_contacts is 'Who takes part in a deal on the prospect''s side, and as what.';
create index opportunity_contacts_by_contact on opportunity_contacts (company_id, contact_id);
create unique index opportunity_contacts_one_primary on opportunity_contacts (company_id, opportunity_id) where is_primary;
call protect('opportunity_contacts');

alter table vetoes add constraint vetoes_opportunity
  foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade;
