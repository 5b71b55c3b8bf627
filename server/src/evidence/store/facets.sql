-- The values of every filter of the library, the frequent ones first, at most fifty each.
-- $1 only of customers of this person, or null; $2 today.
with seen as (
  select
    e.kind, e.products, e.use_cases, e.language, g.industry,
    case when e.state = 'approved' and least(e.expires_on, e.consent_until) < $2 then 'expired' else e.state end as state
  from evidence e
  join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
  left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
  where $1::uuid is null or g.owner_id = $1 or a.owner_id = $1
),
counted as (
  select 'kind' as facet, kind as value, count(*) as number from seen group by kind
  union all select 'product', product, count(*) from seen, unnest(products) product group by product
  union all select 'use_case', use_case, count(*) from seen, unnest(use_cases) use_case group by use_case
  union all select 'industry', industry, count(*) from seen where industry is not null group by industry
  union all select 'language', language, count(*) from seen group by language
  union all select 'state', state, count(*) from seen group by state
),
ranked as (
  select *, row_number() over (partition by facet order by number desc, value) as place from counted
)
select facet as "facet!", value as "value!", number as "number!" from ranked where place <= 50 order by facet, place
