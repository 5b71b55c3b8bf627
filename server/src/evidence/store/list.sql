-- One page of the library in the order asked for.
-- $1 only of customers of this person, or null; $2 today; $3 words to find, $4 how many they may bring; $5 kinds,
-- $6 products, $7 use cases, $8 industries with everything below them, $9 languages, $10 states, each empty for any;
-- $11 the sort; $12 from high to low; $13 read from the other end; $14 to $16 the row to go on after ("has no key", key,
-- id); $17 how many rows; $18 rows that do not meet the filters too; $19 count the facets.
--
-- Words are found by the search function, which may use the index; everything else is read under the tenant's policy.
with worded as materialized (
  select s.id from search_evidence($3, $4) s where $3 <> ''
),
-- What the reader may see and has the words, with the value it is sorted by as bytewise text. An approved piece whose
-- last day is over counts as expired.
asked as (
  select
    e.id, e.kind, e.products, e.use_cases, e.language, g.industry,
    case when e.state = 'approved' and least(e.expires_on, e.consent_until) < $2 then 'expired' else e.state end as state,
    case $11
      when 'title' then lower(e.title)
      when 'customer' then g.name_key
      when 'until' then to_char(least(e.expires_on, e.consent_until), 'YYYY-MM-DD')
      when 'views' then (
        select to_char(coalesce(sum(k.views), 0), 'FM00000000000') from evidence_links k
        where k.company_id = e.company_id and k.evidence_id = e.id)
      else to_char(e.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS')
    end collate "C" as key
  from evidence e
  -- Their customer is looked up one by one, and their person only where reach or text ask for them: there are many more
  -- of both than of pieces. (the limit of one keeps the planner from reading everybody instead)
  cross join lateral (
    select o.name_key, o.owner_id, o.industry from organisations o where o.company_id = e.company_id and o.id = e.organisation_id limit 1
  ) g
  where ($1::uuid is null or g.owner_id = $1 or (
      select a.owner_id from advocates a where a.company_id = e.company_id and a.id = e.advocate_id) = $1)
    and ($3 = '' or e.id in (select id from worded) or strpos(g.name_key, lower($3)) > 0 or strpos((
      select a.name_key from advocates a where a.company_id = e.company_id and a.id = e.advocate_id), lower($3)) > 0)
),
-- With the filters they do not meet: a value of a facet counts the pieces that meet all other filters.
sifted as materialized (
  select
    a.*,
    array_remove(array[
      case when cardinality($5::text[]) > 0 and a.kind <> all ($5::text[]) then 'kind' end,
      case when cardinality($6::text[]) > 0 and not a.products && $6::text[] then 'product' end,
      case when cardinality($7::text[]) > 0 and not a.use_cases && $7::text[] then 'use_case' end,
      case when cardinality($8::text[]) > 0 and not exists (
        select from unnest($8::text[]) w where a.industry = w or starts_with(a.industry, w || '/')) then 'industry' end,
      case when cardinality($9::text[]) > 0 and a.language <> all ($9::text[]) then 'language' end,
      case when cardinality($10::text[]) > 0 and a.state <> all ($10::text[]) then 'state' end
    ], null) as missed
  from asked a
),
found as (
  select id, key, state from sifted where $18 or cardinality(missed) = 0
),
-- Pieces without the value stand at the end, whichever way the list is sorted.
placed as (
  select id, key, state, coalesce(key, '') as place, ((key is null) <> $13)::int as void, count(*) over () as total from found
),
page as (
  select * from placed
  where $14::int is null
    or void > $14
    or (void = $14 and case when $12 then (place, id) < ($15::text collate "C", $16) else (place, id) > ($15::text collate "C", $16) end)
  order by void,
    case when $12 then place end desc, case when not $12 then place end,
    case when $12 then id end desc, case when not $12 then id end
  limit $17
)
select
  p.id as "id!: EvidenceId", p.key, p.total as "total!",
  coalesce(case when $19 then (
    select jsonb_object_agg(f.facet, f.counts) from (
      select x.facet, jsonb_object_agg(x.value, x.number) as counts from (
        select v.facet, v.value, count(*) as number
        from sifted j cross join lateral (
          values ('kind', j.kind), ('industry', j.industry), ('language', j.language), ('state', j.state)
          union all select 'product', product from unnest(j.products) product
          union all select 'use_case', use_case from unnest(j.use_cases) use_case
        ) v (facet, value)
        where v.value <> '' and (cardinality(j.missed) = 0 or j.missed = array[v.facet])
        group by 1, 2
      ) x group by 1
    ) f
  ) end, '{}') as "facets!",
  e.kind as "kind: EvidenceKind", e.title, g.id as "organisation!: OrganisationId", g.name as "organisation_name!", g.industry,
  g.country, a.name as "advocate_name?", e.products, e.use_cases, e.language, p.state as "state!: EvidenceState",
  least(e.expires_on, e.consent_until) as until, coalesce(l.uses, 0) as "uses!", coalesce(l.views, 0) as "views!", e.created_at
from page p
join evidence e on e.id = p.id
join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
left join lateral (
  select count(*) as uses, sum(k.views) as views from evidence_links k where k.company_id = e.company_id and k.evidence_id = e.id
) l on true
order by p.void,
  case when $12 then p.place end desc, case when not $12 then p.place end,
  case when $12 then p.id end desc, case when not $12 then p.id end
