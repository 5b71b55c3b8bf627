-- Deals of the reader's reach (see accounts::Reach) that need a reference, as that view of the list has it, or whose last
-- request waits for somebody, and due between $4 and $5. Each is taken with its last request, and that with its last ask.
select o.id as "opportunity: OpportunityId",
       coalesce(p.name, o.name) as "prospect!",
       o.needed_by as "needed_by!",
       s.name as stage,
       o.amount_minor,
       o.currency,
       case k.state when 'declined' then 'declined' when 'expired' then 'silent' end as "step: RequestStep",
       v.name as "advocate?"
from opportunities o
join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id and not s.is_closed
left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
left join lateral (
  select r.id, r.state from requests r
  where r.company_id = o.company_id and r.opportunity_id = o.id and r.state not in ('draft', 'cancelled')
  order by r.created_at desc, r.id desc
  limit 1
) r on true
left join lateral (
  select a.state, a.advocate_id from asks a
  where a.company_id = o.company_id and a.request_id = r.id
  order by a.asked_at desc, a.id desc
  limit 1
) k on true
left join advocates v on v.company_id = o.company_id and v.id = k.advocate_id
where o.closed_at is null
  and o.needed_by between $4 and $5
  -- No request is under way or was fulfilled; or whoever was asked last, perhaps for one reference more, will not do it.
  and (
    o.id not in (
      select x.opportunity_id from requests x where x.state not in ('draft', 'declined', 'expired', 'cancelled'))
    or (k.state in ('declined', 'expired') and r.state in ('approved', 'outreach', 'declined', 'expired')))
  and ($1 or o.owner_id = any($2) or p.owner_id = $3)
order by o.needed_by, o.amount_minor desc nulls last, o.id
limit $6
