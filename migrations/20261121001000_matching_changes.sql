-- What matching keeps in memory must not outlive the rows it was read from: a gate that closed a
-- moment ago has to be seen by the next page. Each transaction that changes one of those rows leaves
-- its number here; whoever holds a loaded company asks whether any number is missing from the
-- snapshot it was loaded in. That is exact whatever the order of the commits, and it adds no lock
-- that two writers could wait for, as a counter would.

create table matching_changes (
  company_id uuid not null references companies (id),
  -- The transaction, once however many rows it changed.
  txid xid8 not null,
  at timestamptz not null default now(),
  primary key (company_id, txid)
);
comment on table matching_changes is 'Transactions that changed what matching reads; tells when loaded candidates are out of date. Kept for a day.';
call protect('matching_changes');
revoke update on matching_changes from peerchamps_app, peerchamps_worker;

create function note_matching_change() returns trigger
language plpgsql
as $$
begin
  insert into matching_changes (company_id, txid)
  select distinct c.company_id, pg_current_xact_id() from changed c
  on conflict do nothing;
  return null;
end
$$;

-- Three triggers, because a trigger with transition tables serves one kind of statement only.
create procedure feeds_matching(source regclass)
language plpgsql
as $$
begin
  execute format(
    'create trigger feeds_matching_insert after insert on %s referencing new table as changed
       for each statement execute function note_matching_change()', source);
  execute format(
    'create trigger feeds_matching_update after update on %s referencing new table as changed
       for each statement execute function note_matching_change()', source);
  execute format(
    'create trigger feeds_matching_delete after delete on %s referencing old table as changed
       for each statement execute function note_matching_change()', source);
end
$$;

call feeds_matching('organisations');
call feeds_matching('organisation_relations');
call feeds_matching('organisation_rivalries');
call feeds_matching('shields');
call feeds_matching('advocates');
call feeds_matching('advocate_outcomes');
call feeds_matching('consents');
call feeds_matching('advocate_hours');
call feeds_matching('availability_exceptions');
call feeds_matching('touches');
call feeds_matching('vetoes');
call feeds_matching('asks');
call feeds_matching('reference_calls');
