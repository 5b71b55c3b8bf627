-- Open requests of the reader's reach, each with its last ask and, when booked, its call.
select r.id as "id: RequestId",
       coalesce(p.name, o.name) as "prospect!",
       o.organisation_id as "organisation: OrganisationId",
       s.name as stage,
       o.amount_minor,
       o.currency,
       k.advocate_id as "advocate_id?: AdvocateId",
       v.name as "advocate?",
       vo.name as "advocate_organisation?",
       case
         when r.state = 'scheduled' then 'booked'
         when r.state = 'accepted' then 'accepted'
         when k.state = 'declined' then 'declined'
         when k.state = 'expired' then 'silent'
         when k.state = 'sent' then 'waiting'
         else 'submitted'
       end as "step!: RequestStep",
       r.needed_by,
       lower(c.during) as "starts_at?"
from requests r
join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
left join lateral (
  select a.state, a.advocate_id from asks a
  where a.company_id = r.company_id and a.request_id = r.id
  order by a.asked_at desc, a.id desc
  limit 1
) k on true
left join advocates v on v.company_id = r.company_id and v.id = k.advocate_id
left join organisations vo on vo.company_id = r.company_id and vo.id = v.organisation_id
left join lateral (
  select b.during from reference_calls b
  where b.company_id = r.company_id and b.request_id = r.id and b.state = 'scheduled' and upper(b.during) > $3
  order by lower(b.during)
  limit 1
) c on true
where r.state in ('submitted', 'in_review', 'approved', 'outreach', 'accepted', 'scheduled')
  and case $2::text
        when 'all' then true
        when 'own' then r.requested_by = $1 or o.owner_id = $1
        when 'team' then o.owner_id in (select mate.id from users me join users mate on mate.team_id = me.team_id where me.id = $1)
        when 'customers' then v.owner_id = $1
        else false
      end
order by coalesce(lower(c.during)::date, r.needed_by), r.id
limit $4
