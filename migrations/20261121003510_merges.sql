-- Two records made one, with all that is needed to take it back.

create table merges (
  company_id uuid not null references companies (id),
  id uuid not null,
  kind text not null constraint merges_kind_known check (kind in ('organisation', 'contact', 'advocate')),
  -- No foreign keys: the one that is gone is not there any more, and the other may be merged into a third.
  survivor_id uuid not null,
  loser_id uuid not null,
  -- The rows as they stood before, and the survivor as it was left.
  loser jsonb not null,
  survivor_before jsonb not null,
  survivor_after jsonb not null,
  -- By these an import finds the survivor.
  loser_name_key text generated always as (lower(loser ->> 'name')) stored,
  loser_source text generated always as (loser ->> 'source') stored,
  loser_external_id text generated always as (loser ->> 'external_id') stored,
  merged_at timestamptz not null,
  merged_by uuid,
  undone_at timestamptz,
  undone_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint merges_two check (survivor_id <> loser_id),
  constraint merges_user foreign key (company_id, merged_by) references users (company_id, id) on delete set null (merged_by),
  constraint merges_undoer foreign key (company_id, undone_by) references users (company_id, id) on delete set null (undone_by)
);
comment on table merges is 'Records made one. While it is not undone, the address, name and key of the one that is gone lead to the survivor.';
create unique index merges_of_loser on merges (company_id, loser_id) where undone_at is null;
create index merges_of_survivor on merges (company_id, survivor_id) where undone_at is null;
create index merges_by_name on merges (company_id, loser_name_key) where undone_at is null;
create index merges_by_key on merges (company_id, loser_external_id) where undone_at is null and loser_external_id is not null;
create index merges_by_time on merges (company_id, merged_at desc, id desc);
call protect('merges');

create table merge_rows (
  company_id uuid not null references companies (id),
  merge_id uuid not null,
  id uuid not null,
  table_name text not null,
  -- Which column pointed at the loser; empty where whole rows were replaced.
  column_name text not null default '',
  action text not null constraint merge_rows_action_known check (action in ('moved', 'removed', 'added')),
  row_id uuid,
  -- Of a row that moved: its version and time of change, before and after. Of others: the row itself.
  before jsonb,
  after jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, merge_id, id),
  constraint merge_rows_merge foreign key (company_id, merge_id) references merges (company_id, id) on delete cascade
);
comment on table merge_rows is 'What a merge moved, removed and added, so that undo puts back exactly that.';
call protect('merge_rows');

-- Points the rows of a table at another record, and notes each with its version and time of change.
create function merge_move(p_merge uuid, p_table text, p_column text, p_from uuid, p_to uuid)
returns bigint
language plpgsql
set search_path = public, pg_temp
as $$
declare
  v_marks text;
  v_raise text;
  v_moved bigint;
begin
  select coalesce(string_agg(format('%L, t.%I', a.attname, a.attname), ', '), ''),
         coalesce(max(', version = t.version + 1') filter (where a.attname = 'version'), '')
    into v_marks, v_raise
    from pg_attribute a
    where a.attrelid = p_table::regclass and a.attname in ('version', 'updated_at') and not a.attisdropped;
  execute format(
    'with old as (select t.company_id, t.id, jsonb_build_object(%1$s) as marks from %2$I t where t.%3$I = $2 for update),
          moved as (update %2$I t set %3$I = $3%4$s from old where t.company_id = old.company_id and t.id = old.id
                    returning t.company_id, t.id, jsonb_build_object(%1$s) as marks)
     insert into merge_rows (company_id, merge_id, id, table_name, column_name, action, row_id, before, after)
     select m.company_id, $1, gen_random_uuid(), %2$L, %3$L, ''moved'', m.id, o.marks, m.marks
     from moved m join old o on o.company_id = m.company_id and o.id = m.id',
    v_marks, p_table, p_column, v_raise)
    using p_merge, p_from, p_to;
  get diagnostics v_moved = row_count;
  return v_moved;
end
$$;

-- How many rows a merge moved that are gone, or point elsewhere by now.
create function merge_strays(p_merge uuid, p_table text, p_column text, p_survivor uuid)
returns bigint
language plpgsql stable
set search_path = public, pg_temp
as $$
declare
  v_strays bigint;
begin
  execute format(
    'select count(*) from merge_rows r
     where r.merge_id = $1 and r.table_name = %1$L and r.column_name = %2$L and r.action = ''moved''
       and not exists (select from %1$I t where t.company_id = r.company_id and t.id = r.row_id and t.%2$I = $2)',
    p_table, p_column)
    into v_strays using p_merge, p_survivor;
  return v_strays;
end
$$;

-- Points the rows back. One that nobody changed since gets its version and time of change back too.
create function merge_put_back(p_merge uuid, p_table text, p_column text, p_to uuid)
returns bigint
language plpgsql
set search_path = public, pg_temp
as $$
declare
  v_marks text;
  v_set text;
  v_moved bigint;
begin
  select coalesce(string_agg(format('%L, t.%I', a.attname, a.attname), ', '), '') into v_marks
    from pg_attribute a
    where a.attrelid = p_table::regclass and a.attname in ('version', 'updated_at') and not a.attisdropped;
  select coalesce(string_agg(case a.attname
           when 'version' then
             format(', version = case when jsonb_build_object(%s) = r.after then (r.before ->> ''version'')::int else t.version + 1 end', v_marks)
           else
             format(', updated_at = case when jsonb_build_object(%s) = r.after then (r.before ->> ''updated_at'')::timestamptz else now() end', v_marks)
         end, ''), '')
    into v_set
    from pg_attribute a
    where a.attrelid = p_table::regclass and a.attname in ('version', 'updated_at') and not a.attisdropped;
  execute format(
    'update %1$I t set %2$I = $2%3$s from merge_rows r
     where r.merge_id = $1 and r.table_name = %1$L and r.column_name = %2$L and r.action = ''moved''
       and t.company_id = r.company_id and t.id = r.row_id',
    p_table, p_column, v_set)
    using p_merge, p_to;
  get diagnostics v_moved = row_count;
  return v_moved;
end
$$;

-- What a record became: itself, unless it was merged into another, perhaps several times.
create function survivor_of(p_id uuid)
returns uuid
language sql stable
set search_path = public, pg_temp
as $$
  with recursive chain as (
    select p_id as id, 0 as step
    union all
    select m.survivor_id, c.step + 1 from chain c join merges m on m.loser_id = c.id and m.undone_at is null where c.step < 100
  )
  select id from chain order by step desc limit 1
$$;
