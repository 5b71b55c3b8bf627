-- What colleagues write down about a deal, each note by its author.
create table opportunity_notes (
  company_id uuid not null references companies (id),
  id uuid not null,
  opportunity_id uuid not null,
  author_id uuid not null,
  body text not null constraint opportunity_notes_body_length check (char_length(body) between 1 and 10000),
  written_at timestamptz not null,
  edited_at timestamptz,
  -- A deleted note comes back by an undo for some minutes; then the row goes.
  deleted_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint opportunity_notes_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete cascade,
  constraint opportunity_notes_author foreign key (company_id, author_id) references users (company_id, id)
);
comment on table opportunity_notes is 'Notes on a deal. Only the author changes or deletes a note.';
create index opportunity_notes_by_opportunity on opportunity_notes (company_id, opportunity_id, id desc);
call protect('opportunity_notes');
