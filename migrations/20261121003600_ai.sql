-- Whether, and for how much a month, a company lets a language model add to its matching. No row: it does not.
create table ai_settings (
  company_id uuid not null references companies (id),
  is_on boolean not null default false,
  -- In millionths of a US dollar, like everything a call costs.
  month_budget_micros bigint not null constraint ai_settings_budget_range check (month_budget_micros between 0 and 100000000000),
  version int not null default 1,
  changed_at timestamptz not null,
  changed_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id),
  constraint ai_settings_user foreign key (company_id, changed_by) references users (company_id, id) on delete set null (changed_by)
);
comment on table ai_settings is 'The switch and the budget of AI, one row a company. The row is locked while a call is begun, so that calls side by side cannot spend the same money.';
create trigger touch_updated_at before update on ai_settings for each row execute function touch_updated_at();
call protect('ai_settings');

-- Every call of a model: what it was for and what it cost. Never what was asked or answered.
create table ai_calls (
  company_id uuid not null references companies (id),
  id uuid not null,
  purpose text not null constraint ai_calls_purpose_known check (purpose in ('facets', 'rationale', 'reorder')),
  opportunity_id uuid,
  prompt_version int not null,
  model text not null,
  begun_at timestamptz not null,
  -- Null while it is under way, or when the process died.
  ended_at timestamptz,
  latency_ms int,
  -- Null while it is under way; 'answered' or the fault.
  outcome text,
  -- What the vendor asked us to wait.
  retry_after_s int,
  prompt_tokens int not null default 0,
  completion_tokens int not null default 0,
  -- The most it may cost until it ended, then what it did cost.
  cost_micros bigint not null constraint ai_calls_cost_range check (cost_micros >= 0),
  -- Statements of the answer that did not hold and were thrown away.
  dropped int not null default 0,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint ai_calls_ended check ((ended_at is null) = (outcome is null)),
  constraint ai_calls_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete set null (opportunity_id)
);
comment on table ai_calls is 'One row a call of a language model: purpose, cost, tokens, latency, outcome. No text.';
create index ai_calls_by_time on ai_calls (company_id, begun_at desc);
create index ai_calls_opportunity on ai_calls (company_id, opportunity_id);
call protect('ai_calls');

-- What a model says about a deal, one row a purpose: asked for, there, or failed. Kept by the digest of what it was
-- made from, so that the same question is paid for once.
create table ai_answers (
  company_id uuid not null references companies (id),
  opportunity_id uuid not null,
  purpose text not null constraint ai_answers_purpose_known check (purpose in ('facets', 'rationale', 'reorder')),
  -- SHA-256 of the question and the version of its prompt. Null until a job has looked.
  digest bytea,
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- What was let through of the answer.
  body jsonb,
  fault text,
  failed_at timestamptz,
  next_try_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, opportunity_id, purpose),
  constraint ai_answers_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade
);
comment on table ai_answers is 'What a model suggests for a deal, after it was checked. Suggestions only: nothing that ranks reads this.';
create trigger touch_updated_at before update on ai_answers for each row execute function touch_updated_at();
call protect('ai_answers');

-- A suggestion somebody took or turned down: it is not offered again.
create table ai_facet_decisions (
  company_id uuid not null references companies (id),
  opportunity_id uuid not null,
  kind text not null,
  value text not null,
  is_accepted boolean not null,
  decided_by uuid,
  decided_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (company_id, opportunity_id, kind, value),
  constraint ai_facet_decisions_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint ai_facet_decisions_user foreign key (company_id, decided_by) references users (company_id, id) on delete set null (decided_by)
);
comment on table ai_facet_decisions is 'Who took or turned down which suggestion from the notes of a deal.';
create index ai_facet_decisions_user on ai_facet_decisions (company_id, decided_by);
call protect('ai_facet_decisions');
