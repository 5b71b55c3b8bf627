-- Why one advocate fits one deal, as a model worded it. Asked for one by one, beside ai_answers, which is about the deal.
create table ai_wordings (
  company_id uuid not null references companies (id),
  opportunity_id uuid not null,
  -- Whom it is about. No reference: it is no record of theirs, and shown only while the digest is that of their facts.
  subject_id uuid not null,
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
  primary key (company_id, opportunity_id, subject_id),
  constraint ai_wordings_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade
);
comment on table ai_wordings is 'Why an advocate fits a deal in the words of a model, after it was checked. Nothing that ranks reads this.';
create trigger touch_updated_at before update on ai_wordings for each row execute function touch_updated_at();
call protect('ai_wordings');
