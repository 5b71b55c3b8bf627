-- What the need of an opportunity took from what had happened until a moment.
-- $1 opportunity; $2 the moment.
select
  -- Whoever had held a call with this prospect, whatever the deal was.
  array(
    select distinct rc.advocate_id
    from reference_calls rc
    join opportunities p on p.company_id = rc.company_id and p.id = rc.opportunity_id
    where rc.state = 'completed' and upper(rc.during) <= $2 and (p.id = o.id or p.organisation_id = o.organisation_id)
    order by 1
  ) as "spoke_with!: Vec<AdvocateId>",
  array(
    select distinct v.advocate_id from vetoes v
    where v.opportunity_id = o.id and v.vetoed_at <= $2 and (v.lifted_at is null or v.lifted_at > $2)
      and (v.until is null or v.until >= ($2 at time zone 'UTC')::date)
    order by 1
  ) as "vetoed!: Vec<AdvocateId>",
  -- An ask that had not lapsed yet, or was answered with a yes or a no sooner or later, was one that stood.
  array(
    select distinct a.advocate_id
    from asks a
    join requests q on q.company_id = a.company_id and q.id = a.request_id
    where q.opportunity_id = o.id and a.asked_at <= $2
      and (a.state in ('sent', 'accepted', 'declined') or a.state = 'expired' and a.expires_at > $2)
    order by 1
  ) as "asked!: Vec<AdvocateId>",
  -- Among the deals that were open.
  case when o.amount_minor is not null then (
    select (100 * avg(case when p.amount_minor <= o.amount_minor then 1.0 else 0.0 end))::int
    from opportunities p
    where (p.opened_on is null or p.opened_on <= ($2 at time zone 'UTC')::date) and (p.closed_at is null or p.closed_at > $2)
      and p.amount_minor is not null and p.currency = o.currency
  ) end as amount_percentile
from opportunities o
where o.id = $1
