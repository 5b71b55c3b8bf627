-- A run of matching under way, stage by stage: what each found and how long it took. Kept here and not in a process, so
-- that whoever lost the connection, or stopped, goes on from the next stage on any instance.
create table match_progress (
  company_id uuid not null references companies (id),
  id uuid not null,
  opportunity_id uuid not null,
  started_by uuid not null,
  -- The moment the engine takes for now; a resumed run that read nothing fresh keeps it.
  started_at timestamptz not null,
  -- The preset and the weights that the page had, as it sent them.
  asked jsonb not null,
  -- The stages that are over, in their order: what they found, in words, and the milliseconds.
  done jsonb not null default '[]',
  -- What the first stage read: the candidates, and need and preset with it. Null before.
  snapshot_digest bytea,
  inputs jsonb,
  -- The kept run, once there is one, and how many it found who may be asked.
  run_id uuid,
  open int,
  -- Since when the model was asked; another asking begins anew.
  model_since timestamptz,
  stopped_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint match_progress_done_list check (jsonb_typeof(done) = 'array' and jsonb_array_length(done) <= 5),
  constraint match_progress_read check ((snapshot_digest is null) = (inputs is null)),
  constraint match_progress_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint match_progress_user foreign key (company_id, started_by) references users (company_id, id) on delete cascade,
  constraint match_progress_snapshot foreign key (company_id, snapshot_digest) references match_snapshots (company_id, digest),
  constraint match_progress_run foreign key (company_id, run_id) references match_runs (company_id, id) on delete set null (run_id)
);
comment on table match_progress is 'Runs of matching that somebody watches or stopped; forgotten after a day.';
create index match_progress_opportunity on match_progress (company_id, opportunity_id, started_by);
create index match_progress_user on match_progress (company_id, started_by);
create index match_progress_snapshot on match_progress (company_id, snapshot_digest);
create index match_progress_run on match_progress (company_id, run_id);
create index match_progress_old on match_progress (company_id, started_at);
create trigger touch_updated_at before update on match_progress for each row execute function touch_updated_at();
call protect('match_progress');

-- Somebody stopped the run that asked: what was not asked of the vendor yet is not asked any more.
alter table ai_answers add column cancelled_at timestamptz;
comment on column ai_answers.cancelled_at is 'Since when the question is not to be asked; the next run, or asking by hand, takes it back.';
