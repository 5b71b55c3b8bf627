-- Two advocates made one: what their merge keeps, and how records that only grow come to stand under one of them.

alter table merges
  -- By these an import finds the survivor, also by the address that was given up for the other's.
  add column loser_email_key text generated always as (lower(loser ->> 'email')) stored,
  add column survivor_email_key text generated always as (lower(survivor_before ->> 'email')) stored,
  -- How many rows the records that only grow had under the survivor when the merge was done; nothing may be said since
  -- when it is taken back.
  add column ledgers jsonb not null default '{}';
comment on column merges.ledgers is 'Rows of each append-only table under the survivor at the end of the merge.';
create index merges_by_email on merges (company_id, loser_email_key) where undone_at is null and kind = 'advocate';
create index merges_by_former_email on merges (company_id, survivor_email_key) where undone_at is null and kind = 'advocate';
create index merges_of_kind_by_time on merges (company_id, kind, merged_at desc, id desc);

-- Rows of these tables cannot be changed by the roles of the product. These two functions move them between the two
-- advocates of one merge and back, and nothing else: the merge must have been begun, or marked as taken back, in the
-- very transaction that calls, by a company's own setting (row-level security holds for the owner too).

create function merge_move_ledgers(p_merge uuid)
returns bigint
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  v_company uuid;
  v_from uuid;
  v_to uuid;
  v_moved bigint;
begin
  select m.company_id, m.loser_id, m.survivor_id into v_company, v_from, v_to
    from merges m
    where m.id = p_merge and m.kind = 'advocate' and m.undone_at is null and m.xmin = pg_current_xact_id()::xid
      and m.created_at = now()
      and m.company_id = (select nullif(current_setting('app.company', true), '')::uuid);
  if not found then
    raise exception using errcode = 'insufficient_privilege', message = 'no merge of people was begun here';
  end if;
  with
    of_consents as (
      update consents t set advocate_id = v_to where t.company_id = v_company and t.advocate_id = v_from returning t.id),
    of_touches as (
      update touches t set advocate_id = v_to where t.company_id = v_company and t.advocate_id = v_from returning t.id),
    of_moves as (
      update advocate_moves t set advocate_id = v_to where t.company_id = v_company and t.advocate_id = v_from returning t.id),
    of_pauses as (
      update advocate_pauses t set advocate_id = v_to where t.company_id = v_company and t.advocate_id = v_from returning t.id)
  insert into merge_rows (company_id, merge_id, id, table_name, column_name, action, row_id)
  select v_company, p_merge, gen_random_uuid(), moved.table_name, 'advocate_id', 'moved', moved.id
  from (
    select 'consents' as table_name, id from of_consents
    union all select 'touches', id from of_touches
    union all select 'advocate_moves', id from of_moves
    union all select 'advocate_pauses', id from of_pauses
  ) moved;
  get diagnostics v_moved = row_count;
  return v_moved;
end
$$;

-- Takes away what the merge added, and gives the other one's rows back. Only rows that the merge noted itself, when it
-- was made, are touched.
create function merge_put_ledgers_back(p_merge uuid)
returns bigint
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  v_company uuid;
  v_back uuid;
  v_from uuid;
  v_at timestamptz;
  v_wanted bigint;
  v_moved bigint;
begin
  select m.company_id, m.loser_id, m.survivor_id, m.created_at into v_company, v_back, v_from, v_at
    from merges m
    where m.id = p_merge and m.kind = 'advocate' and m.undone_at is not null and m.xmin = pg_current_xact_id()::xid
      and m.company_id = (select nullif(current_setting('app.company', true), '')::uuid);
  if not found then
    raise exception using errcode = 'insufficient_privilege', message = 'no merge of people is taken back here';
  end if;
  with
    noted as (
      select r.table_name, r.row_id from merge_rows r
      where r.company_id = v_company and r.merge_id = p_merge and r.action = 'added' and r.created_at = v_at),
    of_consents as (
      delete from consents t using noted n
      where n.table_name = 'consents' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from
        and t.created_at = v_at),
    of_moves as (
      delete from advocate_moves t using noted n
      where n.table_name = 'advocate_moves' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from
        and t.created_at = v_at)
  delete from advocate_pauses t using noted n
  where n.table_name = 'advocate_pauses' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from
    and t.created_at = v_at;

  select count(*) into v_wanted from merge_rows r
    where r.company_id = v_company and r.merge_id = p_merge and r.action = 'moved' and r.created_at = v_at
      and r.table_name in ('consents', 'touches', 'advocate_moves', 'advocate_pauses');
  with
    noted as (
      select r.table_name, r.row_id from merge_rows r
      where r.company_id = v_company and r.merge_id = p_merge and r.action = 'moved' and r.created_at = v_at),
    of_consents as (
      update consents t set advocate_id = v_back from noted n
      where n.table_name = 'consents' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from returning 1),
    of_touches as (
      update touches t set advocate_id = v_back from noted n
      where n.table_name = 'touches' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from returning 1),
    of_moves as (
      update advocate_moves t set advocate_id = v_back from noted n
      where n.table_name = 'advocate_moves' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from returning 1),
    of_pauses as (
      update advocate_pauses t set advocate_id = v_back from noted n
      where n.table_name = 'advocate_pauses' and t.company_id = v_company and t.id = n.row_id and t.advocate_id = v_from returning 1)
  select (select count(*) from of_consents) + (select count(*) from of_touches)
       + (select count(*) from of_moves) + (select count(*) from of_pauses)
    into v_moved;
  if v_moved <> v_wanted then
    raise exception using errcode = 'data_exception', message = 'rows of a ledger that a merge moved are not there';
  end if;
  return v_moved;
end
$$;

revoke execute on function merge_move_ledgers(uuid), merge_put_ledgers_back(uuid) from public;
grant execute on function merge_move_ledgers(uuid), merge_put_ledgers_back(uuid) to peerchamps_app;

-- Brings back the row that a merge took away, every column of it that the database does not make by itself: also those
-- that came to the table after this was written.
create function merge_bring_back(p_merge uuid, p_table text)
returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  v_columns text;
begin
  select string_agg(format('%I', a.attname), ', ' order by a.attnum) into v_columns
    from pg_attribute a
    where a.attrelid = p_table::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
  execute format(
    'insert into %1$I (%2$s) select %3$s from merges m cross join lateral jsonb_populate_record(null::%1$I, m.loser) b
     where m.id = $1', p_table, v_columns, regexp_replace(v_columns, '(^|, )', '\1b.', 'g'))
    using p_merge;
end
$$;

-- A record as a merge keeps it: its whole row, and of a person the hours of their week.
create function merge_record(p_kind text, p_id uuid)
returns jsonb
language sql stable
set search_path = public, pg_temp
as $$
  select to_jsonb(o) from organisations o where p_kind = 'organisation' and o.id = p_id
  union all
  select (to_jsonb(a) - 'words') || jsonb_build_object('hours', coalesce((
      select jsonb_agg(jsonb_build_array(h.weekday, h.starts_minute, h.ends_minute) order by h.weekday, h.starts_minute)
      from advocate_hours h where h.company_id = a.company_id and h.advocate_id = a.id), '[]'))
  from advocates a where p_kind = 'advocate' and a.id = p_id
$$;

-- Who has an address, or had it before they were made one with another.
create function advocate_with_email(p_email_key text)
returns uuid
language sql stable
set search_path = public, pg_temp
as $$
  select id from (
    select 1 as place, a.id from advocates a where a.email_key = p_email_key
    union all
    select 2, survivor_of(m.loser_id) from merges m
    where m.kind = 'advocate' and m.undone_at is null and (m.loser_email_key = p_email_key or m.survivor_email_key = p_email_key)
  ) found order by place limit 1
$$;
