-- A nomination knows what its customer is called and who looks after it, so that a list of all of them, counted by
-- customer, looks up no organisation: ten thousand single look-ups took longer than the rest of the page.
alter table nominations
  add column customer_name text,
  add column customer_owner_id uuid;
comment on column nominations.customer_name is 'The name of the organisation today, kept by triggers; null while it is not known.';
comment on column nominations.customer_owner_id is 'Who looks after the organisation today, kept by triggers.';
create index nominations_by_organisation on nominations (company_id, organisation_id) where organisation_id is not null;

-- Whoever writes a nomination waits for whoever is renaming its customer, and is found by whoever renames it after.
create function keep_customer_of_nomination() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  new.customer_name := null;
  new.customer_owner_id := null;
  if new.organisation_id is not null then
    select o.name, o.owner_id into new.customer_name, new.customer_owner_id
      from organisations o
      where o.company_id = new.company_id and o.id = new.organisation_id
      for share;
  end if;
  return new;
end
$$;

create function tell_nominations() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
  update nominations n set customer_name = c.name, customer_owner_id = c.owner_id
    from changed c join former f on f.company_id = c.company_id and f.id = c.id
    where (c.name, c.owner_id) is distinct from (f.name, f.owner_id)
      and n.company_id = c.company_id and n.organisation_id = c.id;
  return null;
end
$$;

-- Those that stand already, of all companies: the owner reads past the policies for this one statement. When a nomination
-- was changed does not change by it, neither now nor when a customer gets another name.
drop trigger touch_updated_at on nominations;
alter table nominations no force row level security;
alter table organisations no force row level security;
update nominations n set customer_name = o.name, customer_owner_id = o.owner_id
  from organisations o where o.company_id = n.company_id and o.id = n.organisation_id;
alter table nominations force row level security;
alter table organisations force row level security;

create trigger touch_updated_at
  before update of name, email, title, organisation_id, organisation_name, why, topics, state, nominated_by, nominated_at,
    decided_by, decided_at, decline_reason, advocate_id, updated_at
  on nominations for each row execute function touch_updated_at();
create trigger keep_customer_of_nomination
  before insert or update of organisation_id, customer_name, customer_owner_id
  on nominations for each row execute function keep_customer_of_nomination();
create trigger tell_nominations
  after update on organisations referencing old table as former new table as changed
  for each statement execute function tell_nominations();
