-- How many deals of the reader's reach ($1 to $3, see accounts::Reach) need a reference, to one more than $4: the view of
-- the list has the same rows.
select count(*) as "number!" from (
  select
  from opportunities o
  left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
  where o.closed_at is null and o.needed_by is not null
    and ($1 or o.owner_id = any($2) or g.owner_id = $3)
    and o.id not in (
      select r.opportunity_id from requests r where r.state not in ('draft', 'declined', 'expired', 'cancelled'))
  limit $4::bigint + 1
) counted
