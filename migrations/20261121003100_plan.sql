-- The plan over all open requests as it was last made: the page reads it and does not plan.
create table plans (
  company_id uuid not null references companies (id),
  made_at timestamptz not null,
  engine_version int not null,
  -- Who is held for which request, the trade curve and the share that first come, first served would keep: ids and numbers only.
  body jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id)
);
comment on table plans is 'The book-wide plan in force, one row a company. Made on change and each night; can be made again at any time.';
create trigger touch_updated_at before update on plans for each row execute function touch_updated_at();
call protect('plans');
