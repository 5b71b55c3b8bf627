-- The search for duplicates of a large company takes minutes. It works in short transactions, each of which notes how far
-- it came, so that whoever goes on after the process ended begins there.

create table duplicate_progress (
  company_id uuid not null references companies (id),
  kind text not null constraint duplicate_progress_kind_known check (kind in ('organisation', 'contact', 'advocate')),
  search_id uuid not null,
  -- The job that began it.
  cause text not null,
  -- Somebody else asked meanwhile: what changed since may have been read before it did.
  again boolean not null default false,
  -- Two that go on from the same step do not both write.
  step int not null default 0,
  -- What one pass over all records counted; null until it was made.
  survey bytea,
  part int not null default 0,
  parts int not null default 1,
  -- Within the part, the last key whose holders were compared.
  after_key bigint,
  shared int not null default 0,
  parts_of_names int not null default 0,
  began_at timestamptz not null,
  primary key (company_id, kind),
  constraint duplicate_progress_part check (part between 0 and parts)
);
comment on table duplicate_progress is 'How far a search for duplicates came, one row for each kind that is not done yet.';
call protect('duplicate_progress');

alter table duplicate_searches
  add column records bigint not null default 0,
  add column shared int not null default 0,
  add column parts_of_names int not null default 0;
comment on column duplicate_searches.shared is 'Names, addresses and keys that too many share: of each only the first were compared.';
comment on column duplicate_searches.parts_of_names is 'Parts of names that too many have: nobody was compared because of them.';

-- Pairs that the last search did not find are those of other searches.
alter table duplicate_pairs add column seen_in uuid;
