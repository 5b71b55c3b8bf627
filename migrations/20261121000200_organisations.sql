-- Outside companies: customers, prospects, competitors, partners.

create table organisations (
  company_id uuid not null references companies (id),
  id uuid not null,
  parent_id uuid,
  name text not null constraint organisations_name_length check (char_length(name) between 1 and 200),
  name_key text generated always as (lower(name)) stored,
  -- Where the record comes from, and its key there.
  source text not null default 'manual' constraint organisations_source_known check (source in ('manual', 'import', 'salesforce', 'hubspot')),
  external_id text,
  website text not null default '',
  -- A leaf or branch of the shared industry tree, e.g. finance/banking/retail-banking; null when unknown.
  industry text,
  employees int constraint organisations_employees_range check (employees > 0),
  annual_revenue_minor bigint,
  currency text constraint organisations_currency_form check (currency ~ '^[A-Z]{3}$'),
  country text constraint organisations_country_form check (country ~ '^[A-Z]{2}$'),
  region text,
  city text not null default '',
  time_zone text,
  tech_stack text[] not null default '{}',
  -- Products and modules of ours in use there.
  products text[] not null default '{}',
  founded_year int,
  customer_since date,
  renewal_on date,
  owner_id uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint organisations_external_unique unique (company_id, source, external_id),
  constraint organisations_parent foreign key (company_id, parent_id) references organisations (company_id, id) on delete set null (parent_id),
  constraint organisations_owner foreign key (company_id, owner_id) references users (company_id, id) on delete set null (owner_id)
);
comment on table organisations is 'Outside companies. What they are to us is told by organisation_relations.';
create index organisations_by_name on organisations (company_id, name_key, id);
create index organisations_by_parent on organisations (company_id, parent_id) where parent_id is not null;
create trigger touch_updated_at before update on organisations for each row execute function touch_updated_at();
call protect('organisations');

create table organisation_relations (
  company_id uuid not null references companies (id),
  organisation_id uuid not null,
  kind text not null constraint organisation_relations_kind_known check (kind in ('customer', 'prospect', 'competitor', 'partner')),
  since date not null,
  until date,
  created_at timestamptz not null default now(),
  primary key (company_id, organisation_id, kind, since),
  constraint organisation_relations_organisation foreign key (company_id, organisation_id) references organisations (company_id, id) on delete cascade
);
comment on table organisation_relations is 'Dated facts: what an organisation is to the company.';
create index organisation_relations_by_kind on organisation_relations (company_id, kind, organisation_id);
call protect('organisation_relations');

-- Pairs that compete with each other, kept once with the smaller id first.
create table organisation_rivalries (
  company_id uuid not null references companies (id),
  one_id uuid not null,
  other_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (company_id, one_id, other_id),
  constraint organisation_rivalries_order check (one_id < other_id),
  constraint organisation_rivalries_one foreign key (company_id, one_id) references organisations (company_id, id) on delete cascade,
  constraint organisation_rivalries_other foreign key (company_id, other_id) references organisations (company_id, id) on delete cascade
);
comment on table organisation_rivalries is 'Organisations that compete: an advocate of one is never put before the other.';
call protect('organisation_rivalries');

create table contacts (
  company_id uuid not null references companies (id),
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  email text,
  email_key text generated always as (lower(email)) stored,
  title text not null default '',
  time_zone text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint contacts_email_unique unique (company_id, email_key),
  constraint contacts_organisation foreign key (company_id, organisation_id) references organisations (company_id, id) on delete cascade
);
comment on table contacts is 'People at outside organisations who are not advocates.';
create index contacts_by_organisation on contacts (company_id, organisation_id);
create trigger touch_updated_at before update on contacts for each row execute function touch_updated_at();
call protect('contacts');

-- Support conditions that stop or soften asks at an organisation. Reps see the class, never a ticket.
create table shields (
  company_id uuid not null references companies (id),
  id uuid not null,
  organisation_id uuid not null,
  class text not null constraint shields_class_known check (class in ('urgent_ticket', 'breached', 'escalated', 'souring')),
  effect text not null default 'closes' constraint shields_effect_known check (effect in ('closes', 'softens')),
  raised_at timestamptz not null,
  lifts_on date,
  lifted_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint shields_organisation foreign key (company_id, organisation_id) references organisations (company_id, id) on delete cascade
);
comment on table shields is 'The reference shield: nobody is asked for a favour while their own ticket burns.';
create index shields_open on shields (company_id, organisation_id) where lifted_at is null;
call protect('shields');
