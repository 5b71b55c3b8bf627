-- The list of organisations by one plain statement, as it would be without anything kept in memory.
-- $1 sees all deals, $2 owners of deals within reach, $3 customers of this person, $4 sees all advocates; $5 today; $6 text
-- in small letters; $7 a relation, $8 an industry with everything below it, $9 a country, each empty for any; $10 the sort;
-- $11 from high to low.
with seen as (
  select
    g.id, g.name_key collate "C" as name_key, lower(g.city) as city, g.industry, g.country, g.employees,
    array(
      select distinct r.kind from organisation_relations r
      where r.organisation_id = g.id and r.since <= $5 and (r.until is null or r.until >= $5)
    ) as relations,
    (select count(*) from advocates a where a.organisation_id = g.id and ($4 or g.owner_id = $3 or a.owner_id = $3)) as people
  from organisations g
  where $1::bool or g.owner_id = $3::uuid
    or exists (select from advocates a where a.organisation_id = g.id and ($4::bool or a.owner_id = $3))
    or exists (select from opportunities o where o.organisation_id = g.id and o.owner_id = any ($2::uuid[]))
),
found as (
  select *, case $10::text when 'employees' then employees when 'advocates' then people else 0 end as value
  from seen
  where ($6::text = '' or strpos(name_key, $6) > 0 or strpos(city, $6) > 0)
    and ($7::text = '' or $7 = any (relations))
    and ($8::text = '' or industry = $8 or starts_with(industry, $8 || '/'))
    and ($9::text = '' or country = $9)
),
counted as (
  select 'industry' as facet, industry as value, count(*) as number from seen where industry is not null group by industry
  union all select 'country', country, count(*) from seen where country is not null group by country
  union all select 'relation', relation, count(*) from seen, unnest(relations) relation group by relation
)
select
  coalesce((
    select array_agg(id order by value is null, case when $11 then -value else value end,
      case when not $11 then name_key end, case when $11 then name_key end desc,
      case when not $11 then id end, case when $11 then id end desc)
    from found
  ), '{}') as ids,
  coalesce((
    select jsonb_object_agg(facet, counts) from (select facet, jsonb_object_agg(value, number) as counts from counted group by facet) f
  ), '{}') as facets,
  (select count(*) from seen) as number
