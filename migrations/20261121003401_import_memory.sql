-- What was chosen for a file is remembered for the next one with the same names of columns.

create table import_headers (
  company_id uuid not null references companies (id),
  kind text not null,
  -- The name of the column in lower case, single blanks.
  header_key text not null constraint import_headers_key_length check (char_length(header_key) <= 200),
  -- The field it filled; null when it was left out.
  field text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, kind, header_key)
);
comment on table import_headers is 'Which field a column of this name filled in the last import of its kind.';
create trigger touch_updated_at before update on import_headers for each row execute function touch_updated_at();
call protect('import_headers');

create table import_meanings (
  company_id uuid not null references companies (id),
  kind text not null,
  header_key text not null constraint import_meanings_key_length check (char_length(header_key) <= 200),
  field text not null,
  -- The value as files write it, in lower case, single blanks.
  value_key text not null constraint import_meanings_value_length check (char_length(value_key) <= 1000),
  -- What it was taken for, as the form sends it; empty: it was left blank.
  target text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, kind, header_key, field, value_key)
);
comment on table import_meanings is 'What a value of a column of this name was taken for in the last import of its kind.';
create trigger touch_updated_at before update on import_meanings for each row execute function touch_updated_at();
call protect('import_meanings');
