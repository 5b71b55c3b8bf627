-- The lists of advocates and organisations are counted and sorted in memory. Of a large company only those may be read
-- again whom a change concerns, so each transaction leaves, beside its number, whose facts it changed: an advocate or an
-- organisation. Like `matching_changes` this is exact whatever the order of the commits, and no two writers wait for
-- each other here, because each writes rows under its own number.

create table roster_changes (
  company_id uuid not null references companies (id),
  txid xid8 not null,
  -- An advocate or an organisation. All zeros: so many that everybody is read again.
  subject uuid not null,
  at timestamptz not null default now(),
  primary key (company_id, txid, subject)
);
comment on table roster_changes is 'Whose facts a transaction changed, for the lists kept in memory. Kept for a day.';
call protect('roster_changes');
revoke update on roster_changes from peerchamps_app, peerchamps_worker;

-- The argument names the column with the subject. Its text goes into the statement as an identifier.
create function note_roster_change() returns trigger
language plpgsql
as $$
declare
  v_rows text := case tg_op
    when 'INSERT' then 'select * from changed'
    when 'DELETE' then 'select * from former'
    -- A row that was given to somebody else concerns both.
    else 'select * from former union all select * from changed'
  end;
  v_number bigint;
begin
  execute format('select count(*) from (select from (%s) rows limit 50001) counted', v_rows) into v_number;
  if v_number > 50000 then
    execute format(
      'insert into roster_changes (company_id, txid, subject)
       select distinct company_id, pg_current_xact_id(), ''00000000-0000-0000-0000-000000000000''::uuid from (%s) rows
       on conflict do nothing', v_rows);
  elsif v_number > 0 then
    execute format(
      'insert into roster_changes (company_id, txid, subject)
       select distinct company_id, pg_current_xact_id(), %I from (%s) rows
       on conflict do nothing', tg_argv[0], v_rows);
  end if;
  return null;
end
$$;

-- Three triggers, because a trigger with transition tables serves one kind of statement only.
create procedure feeds_roster(source regclass, subject text)
language plpgsql
as $$
begin
  execute format(
    'create trigger feeds_roster_insert after insert on %s referencing new table as changed
       for each statement execute function note_roster_change(%L)', source, subject);
  execute format(
    'create trigger feeds_roster_update after update on %s referencing old table as former new table as changed
       for each statement execute function note_roster_change(%L)', source, subject);
  execute format(
    'create trigger feeds_roster_delete after delete on %s referencing old table as former
       for each statement execute function note_roster_change(%L)', source, subject);
end
$$;

call feeds_roster('organisations', 'id');
call feeds_roster('organisation_relations', 'organisation_id');
call feeds_roster('shields', 'organisation_id');
call feeds_roster('advocates', 'id');
call feeds_roster('consents', 'advocate_id');
call feeds_roster('advocate_pauses', 'advocate_id');
call feeds_roster('availability_exceptions', 'advocate_id');
call feeds_roster('touches', 'advocate_id');
call feeds_roster('vetoes', 'advocate_id');
call feeds_roster('reference_calls', 'advocate_id');

-- Words of a profile, by their index. Names, titles and topics are searched in memory, stories are not kept there.
create index advocates_words on advocates using gin (words);

-- Whose profile has all the words, the last of which may be the beginning of one.
create function search_profiles(p_text text, p_most int)
returns table (id uuid)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
set jit = off
as $$
#variable_conflict use_column
declare
  v_company constant uuid := nullif(current_setting('app.company', true), '')::uuid;
  v_words tsquery := websearch_to_tsquery('simple', p_text);
begin
  -- Signs of the search language are taken as they are meant; plain words may end anywhere.
  if p_text ~ '^[[:alnum:][:space:]]+$' and v_words::text <> '' then
    v_words := (v_words::text || ':*')::tsquery;
  end if;
  return query
    select a.id from advocates a where a.company_id = v_company and a.words @@ v_words limit p_most;
end
$$;
alter function search_profiles(text, int) owner to peerchamps_search;
revoke execute on function search_profiles(text, int) from public;
grant execute on function search_profiles(text, int) to peerchamps_app;

-- The library of trigrams must be in memory before a function may set its threshold.
do $$ begin perform word_similarity('a', 'a'); end $$;

-- Whose name, or whose organisation's, is like the text.
create function search_alike(p_text text, p_most int)
returns table (id uuid)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
set pg_trgm.word_similarity_threshold = 0.4
set jit = off
as $$
#variable_conflict use_column
declare
  v_company constant uuid := nullif(current_setting('app.company', true), '')::uuid;
begin
  return query
  (select a.id from advocates a where a.company_id = v_company and p_text <% a.name_key limit p_most)
  union
  (select a.id
   from (select g.id from organisations g where g.company_id = v_company and p_text <% g.name_key limit p_most) alike
   join advocates a on a.company_id = v_company and a.organisation_id = alike.id
   limit p_most);
end
$$;
alter function search_alike(text, int) owner to peerchamps_search;
revoke execute on function search_alike(text, int) from public;
grant execute on function search_alike(text, int) to peerchamps_app;

-- The list of requests, the newest first.
create index requests_by_time on requests (company_id, created_at desc, id desc);
