-- What a row of an import changes of a record that is there, field by field: told before anything is written.

alter table import_rows add column changes jsonb not null default '[]';
comment on column import_rows.changes is 'What the row makes of a record that is there: a list of field, from and to.';
create index import_rows_changes on import_rows (company_id, import_id, row_number) where outcome in ('update', 'updated');
