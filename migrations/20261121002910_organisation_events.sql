-- What happened with one organisation, found by an index (see the columns of 20261121001200).
alter table events add column about_organisation uuid generated always as ((body ->> 'organisation')::uuid) stored;
create index events_about_organisation on events (company_id, about_organisation, seq desc) where about_organisation is not null;
