-- How many deals are behind each tab, each counted to a hundred at most.
-- $1 to $3 how far the reader reaches; $4 the reader; $5 their team.
with seen as not materialized (
  select o.id, o.owner_id, o.needed_by, o.closed_at
  from opportunities o
  where ($1 or o.owner_id = any($2) or ($3::uuid is not null and $3 = (
      select x.owner_id from organisations x where x.company_id = o.company_id and x.id = o.organisation_id)))
)
select
  (select count(*) from (select from seen where owner_id = $4 and closed_at is null limit 100) x) as "mine!",
  (select count(*) from (select from seen where owner_id = any($5) and closed_at is null limit 100) x) as "team!",
  (select count(*) from (
    select from seen where closed_at is null and needed_by is not null and id not in (
      select r.opportunity_id from requests r where r.state not in ('draft', 'declined', 'expired', 'cancelled'))
    limit 100) x) as "need!",
  (select count(*) from (
    select from seen where id in (
      select r.opportunity_id from requests r
      where r.state in ('submitted', 'in_review', 'approved', 'outreach', 'accepted', 'scheduled'))
    limit 100) x) as "progress!",
  (select count(*) from (select from seen limit 100) x) as "all!"
