-- Records that are perhaps the same, found by comparing them and kept for somebody to look at.

create table duplicate_pairs (
  company_id uuid not null references companies (id),
  kind text not null constraint duplicate_pairs_kind_known check (kind in ('organisation', 'contact', 'advocate')),
  -- No foreign keys: what was said of a pair holds also while one of the two is merged into a third.
  one_id uuid not null,
  other_id uuid not null,
  -- Thousandths.
  score int not null constraint duplicate_pairs_score_range check (score between 0 and 1000),
  -- What speaks for it and against it, as the rules say it.
  reasons jsonb not null,
  found_at timestamptz not null,
  -- Somebody said that these two are not the same.
  different_at timestamptz,
  different_by uuid,
  primary key (company_id, kind, one_id, other_id),
  constraint duplicate_pairs_order check (one_id < other_id),
  constraint duplicate_pairs_user foreign key (company_id, different_by) references users (company_id, id) on delete set null (different_by)
);
comment on table duplicate_pairs is 'Two records that are perhaps the same, the smaller id first; kept anew by each comparison unless somebody said they differ.';
create index duplicate_pairs_of_other on duplicate_pairs (company_id, other_id);
create index duplicate_pairs_of_one on duplicate_pairs (company_id, one_id);
call protect('duplicate_pairs');

create table duplicate_searches (
  company_id uuid not null references companies (id),
  kind text not null constraint duplicate_searches_kind_known check (kind in ('organisation', 'contact', 'advocate')),
  looked_at timestamptz not null,
  primary key (company_id, kind)
);
comment on table duplicate_searches is 'When all records of a kind were last compared.';
call protect('duplicate_searches');
