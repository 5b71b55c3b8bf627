-- Deals of the reader's reach (see accounts::Reach) that need a reference, as that view of the list has it, or whose last
-- request waits for somebody, and due between $4 and $5. Only those of the card are looked at closely, each with its last
-- request, and that with its last ask.
with picked as materialized (
  select o.id
  from opportunities o
  where o.closed_at is null
    and o.needed_by between $4 and $5
    and o.stage_id not in (select s.id from opportunity_stages s where s.is_closed)
    -- No request is under way or was fulfilled; or whoever was asked last, perhaps for one reference more, will not do it.
    -- (Deals of the second kind are few: all others are told apart before anything is looked up for one of them.)
    and (
      o.id not in (
        select x.opportunity_id from requests x where x.state not in ('draft', 'declined', 'expired', 'cancelled'))
      or (
        o.id in (
          select x.opportunity_id from requests x where x.state in ('approved', 'outreach', 'declined', 'expired'))
        and (
          select r.state in ('approved', 'outreach', 'declined', 'expired') and (
            select a.state in ('declined', 'expired') from asks a
            where a.company_id = r.company_id and a.request_id = r.id
            order by a.asked_at desc, a.id desc
            limit 1)
          from requests r
          where r.company_id = o.company_id and r.opportunity_id = o.id and r.state not in ('draft', 'cancelled')
          order by r.created_at desc, r.id desc
          limit 1)))
    and ($1 or o.owner_id = any($2) or ($3::uuid is not null and $3 = (
      select x.owner_id from organisations x where x.company_id = o.company_id and x.id = o.organisation_id)))
  order by o.needed_by, o.amount_minor desc nulls last, o.id
  limit $6
)
select o.id as "opportunity: OpportunityId",
       coalesce(p.name, o.name) as "prospect!",
       o.needed_by as "needed_by!",
       s.name as stage,
       o.amount_minor,
       o.currency,
       case k.state when 'declined' then 'declined' when 'expired' then 'silent' end as "step: RequestStep",
       v.name as "advocate?"
from picked
join opportunities o on o.id = picked.id
join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
left join lateral (
  select r.id from requests r
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
order by o.needed_by, o.amount_minor desc nulls last, o.id
