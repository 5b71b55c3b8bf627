-- Matching runs are facts: their inputs, weights and engine version are kept, so each can be replayed exactly.

-- The prepared candidates a run saw, kept once per distinct content.
create table match_snapshots (
  company_id uuid not null references companies (id),
  digest bytea not null,
  body bytea not null,
  created_at timestamptz not null default now(),
  primary key (company_id, digest)
);
comment on table match_snapshots is 'Candidate inputs of matching runs, content-addressed by SHA-256.';
call protect('match_snapshots');
revoke update on match_snapshots from peerchamps_app, peerchamps_worker;

create table match_runs (
  company_id uuid not null references companies (id),
  id uuid not null,
  opportunity_id uuid not null,
  started_by uuid,
  started_at timestamptz not null,
  duration_us int not null,
  engine_version int not null,
  preset text not null,
  weights jsonb not null,
  need jsonb not null,
  snapshot_digest bytea not null,
  -- SHA-256 of the whole order, by which a replay proves itself.
  order_digest bytea,
  -- How many were looked at, and how many no rule held back.
  candidates int not null,
  ungated int not null,
  -- The first places, for lists ("best match"): [{advocate, score_milli}].
  top jsonb not null,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint match_runs_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint match_runs_user foreign key (company_id, started_by) references users (company_id, id) on delete set null (started_by),
  constraint match_runs_snapshot foreign key (company_id, snapshot_digest) references match_snapshots (company_id, digest)
);
comment on table match_runs is 'Each run of the matching engine.';
create index match_runs_latest on match_runs (company_id, opportunity_id, started_at desc);
call protect('match_runs');
revoke update on match_runs from peerchamps_app, peerchamps_worker;

create table match_presets (
  company_id uuid not null references companies (id),
  id uuid not null,
  -- Null: everybody's; else this person's own.
  user_id uuid,
  name text not null constraint match_presets_name_length check (char_length(name) between 1 and 60),
  weights jsonb not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint match_presets_user foreign key (company_id, user_id) references users (company_id, id) on delete cascade
);
comment on table match_presets is 'Saved weights.';
create unique index match_presets_name on match_presets (company_id, coalesce(user_id, '00000000-0000-0000-0000-000000000000'), lower(name));
create trigger touch_updated_at before update on match_presets for each row execute function touch_updated_at();
call protect('match_presets');
