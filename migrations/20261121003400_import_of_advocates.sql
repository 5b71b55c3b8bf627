-- Files of advocates, and values that are not plain with what they are taken for.

alter table imports drop constraint imports_kind_known;
alter table imports add constraint imports_kind_known check (kind in ('organisations', 'opportunities', 'advocates', 'users'));
-- Filled by the check: values of the file that are not plain, with their rows and what they are taken for.
alter table imports add column strange_values jsonb not null default '[]';

-- "acme.example" of "https://www.acme.example/en": how a file of advocates may name an organisation.
create function website_host(website text) returns text
language sql immutable parallel safe
return regexp_replace(regexp_replace(lower(website), '^[a-z]+://', ''), '^(www\.)?([^/:?#]*).*$', '\2');
create index organisations_by_host on organisations (company_id, website_host(website)) where website <> '';
