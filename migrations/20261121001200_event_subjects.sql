-- What an event is about, so that the activity of one deal is found by an index. Under row-level
-- security an index cannot serve `body ->> 'opportunity'`, which is not leakproof; a stored column can.
alter table events
  add column about_opportunity uuid generated always as ((body ->> 'opportunity')::uuid) stored,
  add column about_request uuid generated always as ((body ->> 'request')::uuid) stored,
  add column about_call uuid generated always as ((body ->> 'call')::uuid) stored;
create index events_about_opportunity on events (company_id, about_opportunity, seq desc) where about_opportunity is not null;
create index events_about_request on events (company_id, about_request, seq desc) where about_request is not null;
create index events_about_call on events (company_id, about_call, seq desc) where about_call is not null;
