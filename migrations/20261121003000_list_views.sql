-- Lists kept under a name: filters, order and all, as they stand in an address.

create table list_views (
  company_id uuid not null references companies (id),
  id uuid not null,
  list text not null constraint list_views_list_known check (list in ('advocates', 'opportunities', 'requests', 'organisations')),
  -- Null: everybody's who may see the list; else this person's own.
  user_id uuid,
  name text not null constraint list_views_name_length check (char_length(name) between 1 and 60),
  -- What stands after the question mark, without a place in the list.
  query text not null constraint list_views_query_length check (char_length(query) <= 2000),
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint list_views_user foreign key (company_id, user_id) references users (company_id, id) on delete cascade,
  constraint list_views_author foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
comment on table list_views is 'Saved views: the address of a list under a name.';
create unique index list_views_name on list_views (company_id, list, coalesce(user_id, '00000000-0000-0000-0000-000000000000'), lower(name));
create trigger touch_updated_at before update on list_views for each row execute function touch_updated_at();
call protect('list_views');
