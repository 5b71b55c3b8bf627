-- What the list shows of these organisations.
-- $1 sees all deals, $2 owners of deals within reach, $3 customers of this person, $4 sees all advocates; $5 today;
-- $6 these organisations.
select
  g.id as "id!: OrganisationId", g.name as "name!", g.city as "city!", g.region, g.country, g.industry, g.employees,
  array(
    select distinct r.kind from organisation_relations r
    where r.company_id = g.company_id and r.organisation_id = g.id and r.since <= $5 and (r.until is null or r.until >= $5)
    order by r.kind
  ) as "relations!: Vec<Relation>",
  -- Who sees only their own customers counts their own people.
  (
    select count(*) from advocates a
    where a.company_id = g.company_id and a.organisation_id = g.id and ($4 or g.owner_id = $3 or a.owner_id = $3)
  ) as "advocates!",
  -- Deals within reach whose prospect it is.
  (
    select count(*) from opportunities o
    join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
    where o.company_id = g.company_id and o.organisation_id = g.id and not s.is_closed
      and ($1 or o.owner_id = any ($2) or g.owner_id = $3)
  ) as "open_deals!",
  u.name as "owner?", g.source as "source!: Source", g.website as "website!", g.tech_stack as "tech_stack!", g.products as "products!", g.customer_since, g.renewal_on
from organisations g
left join users u on u.company_id = g.company_id and u.id = g.owner_id
where g.id = any ($6)
