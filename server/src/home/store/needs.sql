-- Deals of the reader's reach that are open and due between $3 and $4. Each is taken with its last
-- request, and that with its last ask.
select o.id as "opportunity: OpportunityId",
       coalesce(p.name, o.name) as "prospect!",
       o.needed_by as "needed_by!",
       s.name as stage,
       o.amount_minor,
       o.currency,
       case k.state when 'declined' then 'declined' when 'expired' then 'silent' end as "step: RequestStep",
       v.name as "advocate?",
       count(*) over () as "in_all!"
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
  and o.needed_by between $3 and $4
  -- Nobody was asked, or whoever was asked last will not do it and the request is still open.
  and (r.id is null or (k.state in ('declined', 'expired') and r.state in ('approved', 'outreach', 'declined', 'expired')))
  and case $2::text
        when 'all' then true
        when 'own' then o.owner_id = $1
        when 'team' then o.owner_id in (select mate.id from users me join users mate on mate.team_id = me.team_id where me.id = $1)
        when 'customers' then v.owner_id = $1
        else false
      end
order by o.needed_by, o.amount_minor desc nulls last, o.id
limit $5
