-- Files brought in: each row of the file is kept with what became of it, so an import can be undone.

create table imports (
  company_id uuid not null references companies (id),
  id uuid not null,
  kind text not null constraint imports_kind_known check (kind in ('organisations', 'opportunities')),
  state text not null constraint imports_state_known check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'undone', 'failed')),
  file_name text not null,
  encoding text not null,
  delimiter text not null,
  -- The file's own column names, in order.
  columns text[] not null,
  -- Per column what its values show: examples, date order, decimal mark.
  facts jsonb not null,
  -- Per column: the field it fills, or null to leave it out.
  mapping jsonb,
  -- How values are to be read: date orders, decimal marks, units, what becomes of unknown stages.
  reading jsonb not null,
  -- Stage names of the file that are not the company's, with what becomes of them; filled by the check.
  stages jsonb not null default '[]',
  row_count int not null,
  -- Rows gone through by the running check or import.
  progress int not null default 0,
  -- How many rows came to each outcome, as of the last check or import.
  counts jsonb,
  -- Counts checks and runs; a job of an earlier one does nothing.
  turn int not null default 0,
  -- Stages this import made, to be taken back by its undo.
  created_stages uuid[] not null default '{}',
  created_by uuid not null,
  checked_at timestamptz,
  -- The database's time of the transaction that wrote the records: a record with another updated_at was changed since.
  landed_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint imports_creator foreign key (company_id, created_by) references users (company_id, id),
  constraint imports_undoer foreign key (company_id, undone_by) references users (company_id, id) on delete set null (undone_by)
);
comment on table imports is 'Files brought in, from upload to undo.';
create index imports_latest on imports (company_id, kind, created_at desc, id);
create trigger touch_updated_at before update on imports for each row execute function touch_updated_at();
call protect('imports');

create table import_rows (
  company_id uuid not null references companies (id),
  import_id uuid not null,
  -- The row's number as a spreadsheet shows it; the heading is 1.
  row_number int not null,
  cells jsonb not null,
  outcome text constraint import_rows_outcome_known check (outcome in ('create', 'update', 'unchanged', 'error', 'created', 'updated')),
  -- Why it cannot land, as sentences; also remarks on rows that do.
  reasons text[] not null default '{}',
  record_id uuid,
  -- The record as it was before, for undo.
  before jsonb,
  -- The relation an organisation got by this row.
  related_as text,
  -- The contact this row linked to its opportunity, and whether it made the contact.
  contact_id uuid,
  contact_created boolean not null default false,
  primary key (company_id, import_id, row_number),
  constraint import_rows_import foreign key (company_id, import_id) references imports (company_id, id) on delete cascade
);
comment on table import_rows is 'Each row of an imported file and what became of it.';
create index import_rows_problems on import_rows (company_id, import_id, row_number) where cardinality(reasons) > 0;
call protect('import_rows');
