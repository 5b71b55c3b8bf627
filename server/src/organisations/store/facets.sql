-- The values of every filter of the list, the frequent ones first, at most a hundred each, and how many there are.
-- $1 sees all deals, $2 owners of deals within reach, $3 customers of this person, $4 sees all advocates; $5 today.
with seen as materialized (
  select g.id, g.industry, g.country
  from organisations g
  where $1 or g.owner_id = $3
    or g.id in (select a.organisation_id from advocates a where $4 or a.owner_id = $3)
    or g.id in (select o.organisation_id from opportunities o where o.owner_id = any($2))
),
counted as (
  select 'all' as facet, '' as value, count(*) as number from seen
  union all select 'industry', industry, count(*) from seen where industry is not null group by industry
  union all select 'country', country, count(*) from seen where country is not null group by country
  union all
  select 'relation', r.kind, count(distinct r.organisation_id)
  from organisation_relations r join seen on seen.id = r.organisation_id
  where r.since <= $5 and (r.until is null or r.until >= $5)
  group by r.kind
),
ranked as (
  select *, row_number() over (partition by facet order by number desc, value) as place from counted
)
select facet as "facet!", value as "value!", number as "number!" from ranked where place <= 100 order by facet, place
