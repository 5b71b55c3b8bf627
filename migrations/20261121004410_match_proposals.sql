-- Weights that past asks propose for a preset. Computed each night and by hand; a person applies or dismisses them.
create table match_proposals (
  company_id uuid not null references companies (id),
  id uuid not null,
  key text not null constraint match_proposals_key_form check (key ~ '^[a-z0-9-]{1,40}$'),
  -- The version of the preset it was learnt from; applied only while that holds.
  preset_version int not null,
  -- What is proposed, from what, on how much, with which before and after (domain, learning).
  body jsonb not null,
  state text not null constraint match_proposals_state_known check (state in ('open', 'too_few', 'applied', 'dismissed', 'superseded')),
  computed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint match_proposals_decided check (state not in ('applied', 'dismissed') or decided_at is not null),
  constraint match_proposals_user foreign key (company_id, decided_by) references users (company_id, id) on delete set null (decided_by)
);
comment on table match_proposals is 'Weights learnt from past asks, with their evidence and what a person decided.';
create unique index match_proposals_one_open on match_proposals (company_id, key) where state in ('open', 'too_few');
create index match_proposals_latest on match_proposals (company_id, computed_at desc, id desc);
create index match_proposals_user on match_proposals (company_id, decided_by);
create trigger touch_updated_at before update on match_proposals for each row execute function touch_updated_at();
call protect('match_proposals');
