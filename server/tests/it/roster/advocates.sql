-- The list of advocates by one plain statement, as it would be without anything kept in memory.
-- $1 sees all, else only those of customers of $2; $3 today; $4 the load from which somebody is tired; $5 all statuses in
-- their order; $6 text in small letters; $7 statuses, $8 industries with everything below them, $9 regions, $10 products,
-- $11 languages, $12 supports, $13 owners, each empty for any; $14 the sort; $15 from high to low.
with policy as (
  select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies
),
touched as (
  select
    advocate_id,
    count(*) filter (where kind = 'ask' and at::date >= date_trunc('month', $3::date)) as month_asks,
    count(*) filter (where kind = 'ask' and at::date >= date_trunc('quarter', $3::date)) as quarter_asks,
    sum(case
      when $3::date - at::date <= 30 then cost
      when $3::date - at::date < 60 then cost * (60 - ($3::date - at::date)) / 30
      else 0
    end) as load,
    max(at::date) filter (where kind = 'call') as last_touch
  from touches
  where at >= $3::date - 120 and at < $3::date + 1
  group by advocate_id
),
held as (
  select advocate_id, count(*) filter (where lower(during) >= $3::date - 365) as calls, max(lower(during))::date as last_call
  from reference_calls where state = 'completed'
  group by advocate_id
),
agreed as (
  select distinct on (advocate_id) advocate_id, decision = 'granted' and (expires_on is null or expires_on >= $3) as yes
  from consents where activity = 'reference_call'
  order by advocate_id, decided_at desc, id desc
),
shielded as (
  select distinct on (organisation_id) organisation_id, effect
  from shields where lifted_at is null and (lifts_on is null or lifts_on > $3)
  order by organisation_id, effect = 'closes' desc
),
paused as (
  select advocate_id from (
    select distinct on (advocate_id) advocate_id, decision, resumes_on
    from advocate_pauses order by advocate_id, decided_at desc, id desc
  ) latest
  where decision = 'paused' and (resumes_on is null or resumes_on > $3)
),
facts as (
  select
    a.id, a.organisation_id, a.name_key collate "C" as name_key, g.name_key as customer_key, g.industry, g.region,
    a.owner_id::text as owner, a.languages, a.products || g.products as products,
    lower(a.title) as title, lower(array_to_string(a.use_cases || a.expertise, ' ')) as topics, a.words,
    case when s.organisation_id is null then 'healthy' when s.effect = 'closes' then 'closed' else 'softened' end as light,
    coalesce(t.load, 0) as load, coalesce(h.calls, 0) as calls, h.last_call,
    case
      when s.effect = 'closes' or a.reference_status = 'do_not_use' then 'do_not_ask'
      when b.advocate_id is not null then 'paused'
      when not coalesce(c.yes, false) then 'no_consent'
      when a.reference_status = 'paused' then 'on_hold'
      when a.lifecycle <> 'active' then 'not_active'
      when exists (
        select from vetoes v where v.advocate_id = a.id and v.lifted_at is null and v.opportunity_id is null
          and (v.until is null or v.until >= $3)) then 'ruled_out'
      when p.renewal_window_days > 0 and g.renewal_on between $3 and $3::date + p.renewal_window_days then 'renewal'
      when exists (
        select from availability_exceptions e where e.advocate_id = a.id and e.day = $3 and e.kind = 'off'
          and e.starts_minute = 0 and e.ends_minute = 1440) then 'away'
      when coalesce(t.month_asks, 0) >= least(coalesce(a.monthly_cap, p.monthly_cap), p.monthly_cap) then 'monthly_cap'
      when coalesce(t.quarter_asks, 0) >= least(coalesce(a.quarterly_cap, p.quarterly_cap), p.quarterly_cap) then 'quarterly_cap'
      when t.last_touch + greatest(coalesce(a.cool_down_days, 0), p.cool_down_days) > $3 then 'cooling_off'
      when coalesce(t.load, 0) >= $4::int then 'tired'
      else 'available'
    end as status
  from advocates a
  join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
  cross join policy p
  left join touched t on t.advocate_id = a.id
  left join held h on h.advocate_id = a.id
  left join agreed c on c.advocate_id = a.id
  left join shielded s on s.organisation_id = a.organisation_id
  left join paused b on b.advocate_id = a.id
  where $1::bool or a.owner_id = $2::uuid or g.owner_id = $2::uuid
),
-- With the filters they do not meet: a value of a facet counts those who meet all others.
sifted as (
  select
    f.*,
    case $14::text
      when 'status' then array_position($5::text[], f.status)
      when 'fatigue' then f.load
      when 'calls' then f.calls
      when 'last_call' then f.last_call - date '0001-01-01'
      else 0
    end as value,
    array_remove(array[
      case when cardinality($7::text[]) > 0 and f.status <> all ($7::text[]) then 'status' end,
      case when cardinality($8::text[]) > 0 and not exists (
        select from unnest($8::text[]) w where f.industry = w or starts_with(f.industry, w || '/')) then 'industry' end,
      case when cardinality($9::text[]) > 0 and (f.region = any ($9::text[])) is not true then 'region' end,
      case when cardinality($10::text[]) > 0 and not f.products && $10::text[] then 'product' end,
      case when cardinality($11::text[]) > 0 and not f.languages && $11::text[] then 'language' end,
      case when cardinality($12::text[]) > 0 and f.light <> all ($12::text[]) then 'support' end,
      case when cardinality($13::text[]) > 0 and (f.owner = any ($13::text[])) is not true then 'owner' end
    ], null) as missed
  from facts f
  where $6::text = '' or strpos(f.name_key, $6) > 0 or strpos(f.customer_key, $6) > 0 or strpos(f.title, $6) > 0
    or strpos(f.topics, $6) > 0 or f.words @@ (websearch_to_tsquery('simple', $6)::text || ':*')::tsquery
),
counted as (
  select v.facet, v.value, count(*) as number
  from sifted j cross join lateral (
    values ('industry', j.industry), ('region', j.region), ('support', j.light), ('owner', j.owner)
    union all select distinct 'product', product from unnest(j.products) product
    union all select distinct 'language', language from unnest(j.languages) language
  ) v (facet, value)
  where v.value <> '' and (cardinality(j.missed) = 0 or j.missed = array[v.facet])
  group by 1, 2
)
select
  coalesce((
    select array_agg(id order by value is null, case when $15 then -value else value end,
      case when not $15 then name_key end, case when $15 then name_key end desc,
      case when not $15 then id end, case when $15 then id end desc)
    from sifted where cardinality(missed) = 0
  ), '{}') as ids,
  coalesce((
    select jsonb_object_agg(facet, counts) from (select facet, jsonb_object_agg(value, number) as counts from counted group by facet) f
  ), '{}') as facets,
  coalesce((
    select jsonb_object_agg(status, number) from (select status, count(*) as number from facts group by status) s
  ), '{}') as statuses,
  (select count(distinct organisation_id) from facts) as organisations
