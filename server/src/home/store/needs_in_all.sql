-- How many deals of the reader's reach ($1 to $3, see accounts::Reach) need a reference, to one more than $4: the view of
-- the list has the same rows.
select count(*) as "number!" from (
  select
  from opportunities o
  where o.closed_at is null and o.needed_by is not null
    and ($1 or o.owner_id = any($2) or ($3::uuid is not null and $3 = (
      select x.owner_id from organisations x where x.company_id = o.company_id and x.id = o.organisation_id)))
    and o.id not in (
      select r.opportunity_id from requests r where r.state not in ('draft', 'declined', 'expired', 'cancelled'))
  limit $4::bigint + 1
) counted
