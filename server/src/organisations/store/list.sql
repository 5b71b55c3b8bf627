-- One page of the organisations the reader sees.
-- $1 sees all deals, $2 owners of deals within reach, $3 customers of this person, $4 sees all advocates; $5 today;
-- $6 text in small letters, $7 a relation, $8 an industry with everything below it, $9 a country, each empty for any;
-- $10 the sort; $11 from high to low; $12 read from the other end; $13 to $15 the row to go on after; $16 how many rows.
with related as (
  select organisation_id, array_agg(distinct kind order by kind) as kinds
  from organisation_relations
  where since <= $5 and (until is null or until >= $5)
  group by organisation_id
),
staffed as (
  select organisation_id, count(*) as number, count(*) filter (where owner_id = $3) as own
  from advocates group by organisation_id
),
-- Deals within reach whose prospect it is.
wanted as (
  select o.organisation_id, count(*) filter (where not s.is_closed) as open
  from opportunities o
  join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
  where o.organisation_id is not null and ($1 or o.owner_id = any($2)
    or o.organisation_id in (select c.id from organisations c where c.owner_id = $3))
  group by o.organisation_id
),
found as (
  select
    g.id, coalesce(r.kinds, '{}') as relations, coalesce(w.open, 0) as open_deals,
    -- Who sees only their own customers counts their own people.
    case when $4 or g.owner_id = $3 then coalesce(a.number, 0) else coalesce(a.own, 0) end as advocates,
    case $10
      when 'employees' then to_char(g.employees, 'FM0000000000')
      when 'advocates' then to_char(
        case when $4 or g.owner_id = $3 then coalesce(a.number, 0) else coalesce(a.own, 0) end, 'FM000000') || g.name_key
      else g.name_key
    end collate "C" as key
  from organisations g
  left join related r on r.organisation_id = g.id
  left join staffed a on a.organisation_id = g.id
  left join wanted w on w.organisation_id = g.id
  where ($1 or g.owner_id = $3 or ($4 and a.number > 0) or a.own > 0 or w.organisation_id is not null)
    and ($6 = '' or strpos(g.name_key, $6) > 0 or strpos(lower(g.city), $6) > 0)
    and ($7 = '' or $7 = any(r.kinds))
    and ($8 = '' or g.industry = $8 or starts_with(g.industry, $8 || '/'))
    and ($9 = '' or g.country = $9)
),
placed as (
  select *, coalesce(key, '') as place, ((key is null) <> $12)::int as void, count(*) over () as total from found
),
page as (
  select * from placed
  where $13::int is null
    or void > $13
    or (void = $13 and case when $11 then (place, id) < ($14::text collate "C", $15) else (place, id) > ($14::text collate "C", $15) end)
  order by void,
    case when $11 then place end desc, case when not $11 then place end,
    case when $11 then id end desc, case when not $11 then id end
  limit $16
)
select
  p.id as "id!: OrganisationId", p.key, p.total as "total!", g.name, g.city, g.region, g.country, g.industry, g.employees,
  p.relations as "relations!: Vec<Relation>", p.advocates as "advocates!", p.open_deals as "open_deals!", u.name as "owner?",
  g.source as "source: Source", g.website, g.tech_stack, g.products, g.customer_since, g.renewal_on
from page p
join organisations g on g.id = p.id
left join users u on u.company_id = g.company_id and u.id = g.owner_id
order by p.void,
  case when $11 then p.place end desc, case when not $11 then p.place end,
  case when $11 then p.id end desc, case when not $11 then p.id end
