-- Many records of a list changed at once, and each row with the values it had, so that it can be taken back.

create table bulk_edits (
  company_id uuid not null references companies (id),
  id uuid not null,
  list text not null constraint bulk_edits_list_known check (list in ('advocates', 'opportunities')),
  -- The address of the list it was made from, to go back to.
  query text not null constraint bulk_edits_query_length check (char_length(query) <= 2000),
  -- What was to become of the rows.
  change jsonb not null,
  created_by uuid,
  made_at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint bulk_edits_author foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by),
  constraint bulk_edits_undoer foreign key (company_id, undone_by) references users (company_id, id) on delete set null (undone_by)
);
comment on table bulk_edits is 'Many records of a list changed at once: one fact, made and perhaps taken back.';
create index bulk_edits_latest on bulk_edits (company_id, created_by, made_at desc);
create trigger touch_updated_at before update on bulk_edits for each row execute function touch_updated_at();
call protect('bulk_edits');

create table bulk_edit_rows (
  company_id uuid not null references companies (id),
  edit_id uuid not null,
  -- The place of the row among the chosen ones.
  position int not null,
  -- The advocate or the opportunity, which may be gone since.
  record_id uuid not null,
  outcome text not null constraint bulk_edit_rows_outcome_known check (outcome in ('changed', 'unchanged', 'refused', 'undone', 'kept')),
  -- Why it was not changed, or not put back.
  why text constraint bulk_edit_rows_why_known check (why in ('gone', 'not_yours', 'kept_by_crm', 'too_many_tags', 'changed_since', 'gone_since')),
  -- The values before and after, of rows that were changed.
  before jsonb,
  after jsonb,
  -- The version of the record that the bulk edit made: a later one was made by somebody else.
  version int,
  primary key (company_id, edit_id, record_id),
  constraint bulk_edit_rows_edit foreign key (company_id, edit_id) references bulk_edits (company_id, id) on delete cascade,
  constraint bulk_edit_rows_why_said check ((why is not null) = (outcome in ('refused', 'kept'))),
  constraint bulk_edit_rows_values_kept check (
    (before is not null and after is not null and version is not null) = (outcome in ('changed', 'undone', 'kept')))
);
comment on table bulk_edit_rows is 'Each row of a bulk edit and what became of it.';
create index bulk_edit_rows_left_out on bulk_edit_rows (company_id, edit_id, position) where why is not null;
call protect('bulk_edit_rows');
