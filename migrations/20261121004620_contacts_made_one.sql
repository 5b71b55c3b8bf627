-- Contacts are compared and made one like organisations and people.

-- A record as a merge keeps it: its whole row, and of a person the hours of their week.
create or replace function merge_record(p_kind text, p_id uuid)
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
  union all
  select to_jsonb(c) from contacts c where p_kind = 'contact' and c.id = p_id
$$;

-- What the list of pairs says of a record, whatever its kind: on whose page it stands, two words and two numbers.
create function merge_side(p_kind text, p_id uuid)
returns table (id uuid, home uuid, name text, first_word text, second_word text, first_number bigint, second_number bigint)
language sql stable
set search_path = public, pg_temp
as $$
  select o.id, o.id, o.name, o.industry, o.country,
    (select count(*) from advocates x where x.company_id = o.company_id and x.organisation_id = o.id),
    (select count(*) from opportunities x where x.company_id = o.company_id and x.organisation_id = o.id)
  from organisations o where p_kind = 'organisation' and o.id = p_id
  union all
  select a.id, a.id, a.name, nullif(a.title, ''), o.name,
    (select count(*) from asks x where x.company_id = a.company_id and x.advocate_id = a.id),
    (select count(*) from consents x where x.company_id = a.company_id and x.advocate_id = a.id)
  from advocates a join organisations o on o.company_id = a.company_id and o.id = a.organisation_id
  where p_kind = 'advocate' and a.id = p_id
  union all
  select c.id, o.id, c.name, nullif(c.title, ''), o.name,
    (select count(*) from opportunity_contacts x where x.company_id = c.company_id and x.contact_id = c.id),
    (select count(*) from request_guests x where x.company_id = c.company_id and x.contact_id = c.id)
  from contacts c join organisations o on o.company_id = c.company_id and o.id = c.organisation_id
  where p_kind = 'contact' and c.id = p_id
$$;

-- Rows in whose key the record stands are replaced, not moved. How many of those that a merge put there are not as it left
-- them.
create function merge_replaced_changed(p_merge uuid, p_table text)
returns bigint
language plpgsql stable
set search_path = public, pg_temp
as $$
declare
  v_changed bigint;
begin
  execute format(
    'select count(*) from merge_rows m
     where m.merge_id = $1 and m.table_name = %1$L and m.action = ''added''
       and not exists (select from %1$I t where t.company_id = m.company_id and to_jsonb(t) = m.after)', p_table)
    into v_changed using p_merge;
  return v_changed;
end
$$;

-- Takes away the rows that a merge put there, and puts those back that it took away.
create function merge_replace_back(p_merge uuid, p_table text)
returns void
language plpgsql
set search_path = public, pg_temp
as $$
begin
  execute format(
    'delete from %1$I t using merge_rows m
     where m.merge_id = $1 and m.table_name = %1$L and m.action = ''added'' and t.company_id = m.company_id and to_jsonb(t) = m.after',
    p_table) using p_merge;
  execute format(
    'insert into %1$I select b.* from merge_rows m cross join lateral jsonb_populate_record(null::%1$I, m.before) b
     where m.merge_id = $1 and m.table_name = %1$L and m.action = ''removed''',
    p_table) using p_merge;
end
$$;

create index merges_by_email_of_contacts on merges (company_id, loser_email_key) where undone_at is null and kind = 'contact';
create index merges_by_former_email_of_contacts on merges (company_id, survivor_email_key) where undone_at is null and kind = 'contact';
