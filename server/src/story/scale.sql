-- Facts for benchmarks. `pick(i, salt, n)` is a number from 0 to n - 1, always the same for i and salt.
-- Ids are 5ca1e000-0000-8kkk-8000-iiiiiiiiiiii: k says the kind of thing, i counts.

-- helpers that end with the transaction
create function pg_temp.pick(i bigint, salt bigint, n int) returns int language sql immutable parallel safe
  return ((hashint8extended(i, salt) & 2147483647) % n)::int;
create function pg_temp.id(kind int, i bigint) returns uuid language sql immutable parallel safe
  return ('5ca1e000-0000-8' || lpad(kind::text, 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid;
create function pg_temp.advocates() returns bigint language sql stable return current_setting('scale.advocates')::bigint;
create function pg_temp.company() returns uuid language sql stable return current_setting('scale.company')::uuid;
create function pg_temp.now() returns timestamptz language sql stable return current_setting('scale.now')::timestamptz;
-- (kept uncompressed: each row of the tables below reads it)
create temporary table words with (toast_tuple_target = 8160) on commit drop as select
  string_to_array(current_setting('scale.industries'), ',') as industries,
  '{GB,IE,DE,FR,NL,ES,SE,NO,US,CA,SG,AU}'::text[] as countries,
  '{UK and Ireland,UK and Ireland,DACH,France,Benelux,Southern Europe,Nordics,Nordics,North America,North America,Asia Pacific,Asia Pacific}'::text[] as regions,
  '{Europe/London,Europe/Dublin,Europe/Berlin,Europe/Paris,Europe/Amsterdam,Europe/Madrid,Europe/Stockholm,Europe/Oslo,America/New_York,America/Toronto,Asia/Singapore,Australia/Sydney}'::text[] as zones,
  '{en,en,de,fr,nl,es,sv,nb,en,fr,zh,en}'::text[] as languages,
  '{Close,Controls,Treasury,Payables}'::text[] as products,
  '{SAP,Oracle,NetSuite,Microsoft Dynamics,Sage Intacct,Workday}'::text[] as systems,
  '{Tallyforge,Ironbook,Ledgerline,Countwise,Cashmoor,Pagehand}'::text[] as rivals,
  '{month-end close,reconciliations,intercompany,consolidation,audit evidence,system migration,multi-entity roll-out,regulatory reporting,segregation of duties,payment approvals,cash forecasting,bank connectivity,invoice capture,supplier payments,shared services,revenue accruals}'::text[] as use_cases,
  '{executive,finance,finance,finance,operations,technology,practitioner}'::text[] as personas,
  '{c_level,vp,director,head,manager,individual}'::text[] as seniorities,
  '{Chief Financial Officer,VP Finance,Finance Director,Head of Finance Operations,Financial Controller,Group Accountant}'::text[] as titles,
  '{Ada,Bram,Clio,Dara,Edda,Finn,Gwen,Hedy,Ivar,Jona,Kaya,Lars,Mina,Nico,Orla,Pim,Quin,Rhys,Suri,Tove,Ugo,Vera,Wout,Xeni,Yara,Zeno}'::text[] as first_names,
  '{Ashby,Birkett,Calder,Dunmore,Ellwood,Farrow,Garside,Holme,Inskip,Jarrow,Kilburn,Lorton,Marsden,Norbury,Oakden,Penrith,Quorn,Ramsey,Selby,Thirsk,Ulverton,Venn,Whitby,Yarm}'::text[] as last_names,
  '{Amber,Birch,Cedar,Dawn,Elm,Falcon,Granite,Harbour,Iris,Jasper,Kestrel,Linden,Maple,North,Orchard,Pine,Quartz,River,Stone,Thistle}'::text[] as name_starts,
  '{Bank,Mutual,Freight,Foods,Energy,Clinics,Stores,Systems,Partners,Works,Networks,Estates}'::text[] as name_ends,
  array['We closed the books late every month and nobody could say why.', 'Our auditors asked the same question three years running.', 'Invoices sat in drawers until somebody rang.', 'Each country had its own ledger and its own calendar.', 'The bank file was carried by hand from one screen to another.', 'Two people knew how the consolidation worked, and one had left.', 'Growth had outrun the finance team by a year.', 'We had bought a competitor and inherited its spreadsheets.'] as beginnings,
  array['We began with two entities and compared every line.', 'The first two weeks were poor and then it turned.', 'Internal audit sat at the table from the first day.', 'We moved over one quiet weekend.', 'A small team did it beside the daily work.', 'We wrote every step on a wall and removed a third of them.', 'The hardest part was agreeing who owns which number.'] as middles,
  array['The close now takes half the days it took.', 'The auditors left early for the first time.', 'Nobody works the first weekend of the month any more.', 'Suppliers stopped calling.', 'I see our cash before breakfast.', 'The board reads fewer pages and asks better questions.', 'It paid for itself before the year was over.'] as ends

-- (a large company: references are checked and indexes built once, after all rows)
-- Found by their names in the catalogue and made again as they were, in this transaction; until it ends the tables are
-- locked. Of the triggers only those rest that note whose facts changed: at the end it is noted that all did.
create temporary table later (pass int, statement text) on commit drop;
do $$
declare
  v_tables regclass[] := '{organisations,organisation_relations,advocates,advocate_outcomes,consents,advocate_hours,touches,opportunities,requests,asks,evidence,nominations}';
  v_found record;
begin
  if pg_temp.advocates() < 100000 then
    return;
  end if;
  perform set_config('maintenance_work_mem', '256MB', true), set_config('work_mem', '128MB', true);
  for v_found in
    select c.conrelid::regclass as held_by, c.conname, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c where c.contype = 'f' and c.conrelid = any (v_tables)
  loop
    insert into later values (2, format('alter table %s add constraint %I %s', v_found.held_by, v_found.conname, v_found.definition));
    execute format('alter table %s drop constraint %I', v_found.held_by, v_found.conname);
  end loop;
  for v_found in
    select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = any (v_tables) and not i.indisunique and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  loop
    insert into later values (1, v_found.definition);
    execute format('drop index %s', v_found.name);
  end loop;
  for v_found in
    select t.tgrelid::regclass as held_by, t.tgname from pg_trigger t
    where t.tgrelid = any (v_tables) and t.tgname ~ '^feeds_' and not t.tgisinternal
  loop
    insert into later values (3, format('alter table %s enable trigger %I', v_found.held_by, v_found.tgname));
    execute format('alter table %s disable trigger %I', v_found.held_by, v_found.tgname);
  end loop;
end
$$

-- the company, its sign-in and its stages
insert into companies (id, slug, name) values (pg_temp.company(), current_setting('scale.name'), initcap(current_setting('scale.name')));
insert into logins (id, email, password_hash, demo)
  values (current_setting('scale.login')::uuid, current_setting('scale.sign_in'), current_setting('scale.password_hash'), true);
insert into users (company_id, id, login_id, name, email, title, roles)
  values (pg_temp.company(), pg_temp.id(2, 1), current_setting('scale.login')::uuid, 'Bench Marker', current_setting('scale.sign_in'), 'Everything', '{admin,programme,rep}');
insert into opportunity_stages (company_id, id, name, position, is_closed, is_won, probability)
  select pg_temp.company(), pg_temp.id(3, position), name, position, closed, won, probability
  from (values ('Discovery', 1, false, false, 10), ('Evaluation', 2, false, false, 30), ('Proposal', 3, false, false, 50),
               ('Negotiation', 4, false, false, 75), ('Won', 5, true, true, 100), ('Lost', 6, true, false, 0))
    as stage (name, position, closed, won, probability)

-- organisations: a third as many as advocates
insert into organisations (company_id, id, name, source, external_id, industry, employees, country, region, time_zone, tech_stack, products, customer_since, renewal_on, owner_id)
select pg_temp.company(), pg_temp.id(4, i),
  name_starts[1 + pg_temp.pick(i, 1, 20)] || ' ' || name_ends[1 + pg_temp.pick(i, 2, 12)] || ' ' || i,
  'import', 'S-' || i, industries[1 + pg_temp.pick(i, 3, cardinality(industries))],
  (20 * exp(pg_temp.pick(i, 4, 7000) / 1000.0))::int,
  countries[1 + pg_temp.pick(i, 5, 12)], regions[1 + pg_temp.pick(i, 5, 12)], zones[1 + pg_temp.pick(i, 5, 12)],
  array[systems[1 + pg_temp.pick(i, 6, 6)]],
  array[products[1 + pg_temp.pick(i, 7, 2)], products[3 + pg_temp.pick(i, 8, 2)]],
  (pg_temp.now() - make_interval(days => 100 + pg_temp.pick(i, 9, 1200)))::date,
  (pg_temp.now() + make_interval(days => 1 + pg_temp.pick(i, 10, 365)))::date, pg_temp.id(2, 1)
from generate_series(1, pg_temp.advocates() / 3 + 1) i, words;
insert into organisation_relations (company_id, organisation_id, kind, since)
select company_id, id, 'customer', customer_since from organisations where company_id = pg_temp.company()

-- advocates with profile and story
insert into advocates (company_id, id, organisation_id, owner_id, name, email, title, persona, seniority, languages, time_zone, story, use_cases, products, expertise, competitors_replaced, lifecycle, reference_status, enrolled_on, monthly_cap, quarterly_cap, cool_down_days, notice_hours)
select pg_temp.company(), pg_temp.id(5, i), pg_temp.id(4, 1 + i / 3), pg_temp.id(2, 1),
  first_names[1 + pg_temp.pick(i, 11, 26)] || ' ' || last_names[1 + pg_temp.pick(i, 12, 24)],
  'a' || i || '@scale.example', titles[1 + pg_temp.pick(i, 13, 6)], personas[1 + pg_temp.pick(i, 14, 7)], seniorities[1 + pg_temp.pick(i, 13, 6)],
  case when pg_temp.pick(i, 15, 4) = 0 then array[languages[1 + pg_temp.pick(1 + i / 3, 5, 12)]] else array['en', languages[1 + pg_temp.pick(1 + i / 3, 5, 12)]] end,
  zones[1 + pg_temp.pick(1 + i / 3, 5, 12)],
  beginnings[1 + pg_temp.pick(i, 16, 8)] || ' ' || middles[1 + pg_temp.pick(i, 17, 7)] || ' ' || ends[1 + pg_temp.pick(i, 18, 7)],
  array[use_cases[1 + pg_temp.pick(i, 19, 16)], use_cases[1 + pg_temp.pick(i, 20, 16)], use_cases[1 + pg_temp.pick(i, 21, 16)]],
  array[products[1 + pg_temp.pick(1 + i / 3, 7, 2)]],
  array[use_cases[1 + pg_temp.pick(i, 19, 16)]],
  array[rivals[1 + pg_temp.pick(i, 22, 6)]],
  case pg_temp.pick(i, 23, 40) when 0 then 'resting' when 1 then 'paused' when 2 then 'alumni' else 'active' end,
  case pg_temp.pick(i, 24, 50) when 0 then 'do_not_use' when 1 then 'caution' else 'active' end,
  (pg_temp.now() - make_interval(days => 40 + pg_temp.pick(i, 25, 700)))::date,
  1 + pg_temp.pick(i, 26, 3), 3 + pg_temp.pick(i, 27, 4), 7 * (1 + pg_temp.pick(i, 28, 3)), 24 * (1 + pg_temp.pick(i, 29, 3))
from generate_series(1, pg_temp.advocates()) i, words

-- outcomes: two for each
insert into advocate_outcomes (company_id, id, advocate_id, position, headline, metric, before_value, after_value, unit, use_case)
select pg_temp.company(), pg_temp.id(6, 2 * i + n), pg_temp.id(5, i), n,
  'Days for ' || use_cases[1 + pg_temp.pick(i, 19 + n, 16)] || ' from ' || 8 + pg_temp.pick(i, 30 + n, 9) || ' to ' || 2 + pg_temp.pick(i, 32 + n, 5),
  'Days for ' || use_cases[1 + pg_temp.pick(i, 19 + n, 16)], 8 + pg_temp.pick(i, 30 + n, 9), 2 + pg_temp.pick(i, 32 + n, 5), 'days',
  use_cases[1 + pg_temp.pick(i, 19 + n, 16)]
from generate_series(1, pg_temp.advocates()) i, generate_series(0, 1) n, words

-- consents: most agree to calls, half to recording
insert into consents (company_id, id, advocate_id, activity, decision, decided_at, expires_on, source)
select pg_temp.company(), pg_temp.id(7, 2 * i + n), pg_temp.id(5, i), (array['reference_call', 'recording'])[1 + n], 'granted',
  pg_temp.now() - interval '30 days', (pg_temp.now() + make_interval(days => pg_temp.pick(i, 34, 700)))::date, 'import'
from generate_series(1, pg_temp.advocates()) i, generate_series(0, 1) n
where pg_temp.pick(i, 35 + n, 100) < (array[93, 50])[1 + n]

-- weekly hours: a day for everybody, two for every other
insert into advocate_hours (company_id, advocate_id, weekday, starts_minute, ends_minute)
select pg_temp.company(), pg_temp.id(5, i), 1 + pg_temp.pick(i, 37, 2) + 2 * n, 60 * (9 + pg_temp.pick(i, 38 + n, 4)), 60 * (14 + pg_temp.pick(i, 40 + n, 4))
from generate_series(1, pg_temp.advocates()) i, generate_series(0, 1) n
where n = 0 or pg_temp.pick(i, 57, 2) = 0

-- touches: asks of the last months, and the calls that followed some of them
insert into touches (company_id, id, advocate_id, kind, cost, at, by_user)
select pg_temp.company(), pg_temp.id(8, 3 * i + n), pg_temp.id(5, i), (array['ask', 'call', 'ask'])[1 + n], 1000,
  pg_temp.now() - make_interval(days => 3 + (array[9, 0, 60])[1 + n] + pg_temp.pick(i, 42 + n / 2, 110)), pg_temp.id(2, 1)
from generate_series(1, pg_temp.advocates()) i, generate_series(0, 2) n
where pg_temp.pick(i, 44, 10) < (array[6, 4, 2])[1 + n]

-- opportunities: one for fifty advocates, at least sixty, two thirds of them open
insert into opportunities (company_id, id, organisation_id, owner_id, stage_id, name, source, external_id, amount_minor, opened_on, closes_on, closed_at, use_cases, products, competitors, needed_by, wished_persona)
select pg_temp.company(), pg_temp.id(9, i), pg_temp.id(4, 1 + i % (pg_temp.advocates() / 3 + 1)), pg_temp.id(2, 1), pg_temp.id(3, 1 + pg_temp.pick(i, 45, 6)),
  'Deal ' || i, 'import', 'D-' || i, 100000 * (100 + pg_temp.pick(i, 46, 5000)),
  (pg_temp.now() - make_interval(days => 60 + pg_temp.pick(i, 47, 200)))::date,
  (pg_temp.now() + make_interval(days => case when pg_temp.pick(i, 45, 6) < 4 then 10 + pg_temp.pick(i, 48, 120) else - pg_temp.pick(i, 48, 55) end))::date,
  case when pg_temp.pick(i, 45, 6) >= 4 then pg_temp.now() - make_interval(days => pg_temp.pick(i, 48, 55)) end,
  array[use_cases[1 + pg_temp.pick(i, 49, 16)], use_cases[1 + pg_temp.pick(i, 50, 16)]], array[products[1 + pg_temp.pick(i, 51, 4)]],
  array[rivals[1 + pg_temp.pick(i, 52, 6)]],
  case when pg_temp.pick(i, 45, 6) < 4 then (pg_temp.now() + make_interval(days => 6 + pg_temp.pick(i, 53, 20)))::date end,
  personas[1 + pg_temp.pick(i, 54, 7)]
from generate_series(1, greatest(60, pg_temp.advocates() / 50)) i, words

-- requests, one for each opportunity, and ten answered asks for each
insert into requests (company_id, id, opportunity_id, requested_by, needed_by, state, submitted_at, created_at)
select company_id, pg_temp.id(10, row_number() over (order by id)), id, pg_temp.id(2, 1), current_date, 'closed', pg_temp.now() - interval '200 days', pg_temp.now() - interval '200 days'
from opportunities where company_id = pg_temp.company();
insert into asks (company_id, id, request_id, advocate_id, wave, state, asked_by, asked_at, expires_at, answered_at, decline_reason)
select pg_temp.company(), pg_temp.id(11, 10 * r + n), pg_temp.id(10, r), pg_temp.id(5, 1 + (r * 10 + n * 7919) % pg_temp.advocates()), n + 1,
  case when pg_temp.pick(r * 10 + n, 55, 10) < 7 then 'accepted' else 'declined' end, pg_temp.id(2, 1),
  pg_temp.now() - make_interval(days => 130 + pg_temp.pick(r, 56, 60)), pg_temp.now() - make_interval(days => 120),
  pg_temp.now() - make_interval(days => 129), case when pg_temp.pick(r * 10 + n, 55, 10) >= 7 then 'too_busy' end
from generate_series(1, greatest(60, pg_temp.advocates() / 50)) r, generate_series(0, 9) n
on conflict (company_id, request_id, advocate_id) do nothing

-- evidence: a piece for every five hundred advocates
insert into evidence (company_id, id, kind, organisation_id, advocate_id, title, body, language, use_cases, products, state, expires_on, created_by, created_at)
select pg_temp.company(), pg_temp.id(12, i), (array['quote', 'case_study', 'clip', 'slides', 'written_answers'])[1 + pg_temp.pick(i, 60, 5)],
  pg_temp.id(4, 1 + i * 500 / 3), pg_temp.id(5, i * 500),
  'On ' || use_cases[1 + pg_temp.pick(i, 61, 16)] || ', ' || i,
  beginnings[1 + pg_temp.pick(i, 62, 8)] || ' ' || ends[1 + pg_temp.pick(i, 63, 7)],
  languages[1 + pg_temp.pick(i, 64, 12)], array[use_cases[1 + pg_temp.pick(i, 61, 16)]], array[products[1 + pg_temp.pick(i, 65, 4)]],
  (array['approved', 'approved', 'approved', 'draft', 'in_review', 'withdrawn'])[1 + pg_temp.pick(i, 66, 6)],
  (pg_temp.now() + make_interval(days => pg_temp.pick(i, 67, 900) - 100))::date, pg_temp.id(2, 1),
  pg_temp.now() - make_interval(mins => i::int * 7)
from generate_series(1, pg_temp.advocates() / 500) i, words

-- nominations: one for every hundred advocates, a quarter of them open
insert into nominations (company_id, id, name, email, title, organisation_id, organisation_name, why, state, nominated_by, nominated_at, decided_by, decided_at)
select pg_temp.company(), pg_temp.id(13, i),
  first_names[1 + pg_temp.pick(i, 70, 26)] || ' ' || last_names[1 + pg_temp.pick(i, 71, 24)], 'n' || i || '@scale.example', titles[1 + pg_temp.pick(i, 72, 6)],
  pg_temp.id(4, 1 + i * 100 / 3), 'Customer ' || i, ends[1 + pg_temp.pick(i, 73, 7)], state, pg_temp.id(2, 1),
  pg_temp.now() - make_interval(days => 30, mins => i::int * 7),
  case when state <> 'open' then pg_temp.id(2, 1) end, case when state <> 'open' then pg_temp.now() - interval '1 day' end
from generate_series(1, pg_temp.advocates() / 100) i, words,
  lateral (select (array['open', 'approved', 'approved', 'declined'])[1 + pg_temp.pick(i, 74, 4)] as state) decided

-- the indexes, references and triggers of a large company
do $$
declare
  v_later text;
begin
  for v_later in select statement from later order by pass loop
    execute v_later;
  end loop;
  insert into matching_changes (company_id, txid) values (pg_temp.company(), pg_current_xact_id()) on conflict do nothing;
  insert into roster_changes (company_id, txid, subject)
    values (pg_temp.company(), pg_current_xact_id(), '00000000-0000-0000-0000-000000000000') on conflict do nothing;
end
$$
