-- One page of requests, the newest first.
-- $1 how far the reader reaches, $2 the reader; $3 the states of the tab; $4 this request only; $5 those of a deal;
-- $6 and $7 the row to go on after; $8 how many rows; $9 only of open deals and needed on that day or later.
--
-- Which rows they are is found first: what is told of them takes several look-ups for each.
with page as (
  select r.company_id, r.id, r.created_at, o.name, o.organisation_id, coalesce(g.name, o.name) as prospect
  from requests r
  join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
  left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
  where r.state = any ($3::text[])
    and case $1::text
      when 'all' then true
      when 'own' then o.owner_id = $2 or r.requested_by = $2
      when 'own_customers' then g.owner_id = $2 or r.requested_by = $2 or (
        select v.owner_id from asks last
        join advocates v on v.company_id = last.company_id and v.id = last.advocate_id
        where last.company_id = r.company_id and last.request_id = r.id order by last.wave desc limit 1) = $2
      when 'team' then o.owner_id = $2 or r.requested_by = $2
        or (select owner.team_id from users owner where owner.company_id = o.company_id and owner.id = o.owner_id)
          = (select me.team_id from users me where me.id = $2)
      else false end
    and ($4::uuid is null or r.id = $4)
    and ($5::uuid is null or r.opportunity_id = $5)
    and ($6::timestamptz is null or (r.created_at, r.id) < ($6, $7::uuid))
    and ($9::date is null or (r.needed_by >= $9 and o.closed_at is null))
  order by r.created_at desc, r.id desc
  limit $8
)
select
  r.id as "id!: RequestId", r.opportunity_id as "opportunity!: OpportunityId", p.name as "opportunity_name!",
  p.prospect as "prospect!", p.organisation_id as "prospect_id?: OrganisationId", r.state as "state!: RequestState",
  coalesce(a.state = 'withdrawn', false) as "consent_ended!", a.advocate_id as "advocate?: AdvocateId", coalesce(v.name, '') as "advocate_name!",
  coalesce(vg.name, '') as "advocate_organisation!", r.needed_by as "needed_by!", u.name as "requested_by!",
  (
    select lower(k.during) from reference_calls k
    where k.company_id = r.company_id and k.request_id = r.id and k.state in ('scheduled', 'completed', 'missed')
    order by k.state = 'scheduled' desc, lower(k.during) desc limit 1
  ) as "call_at?",
  r.created_at as "created_at!"
from page p
join requests r on r.company_id = p.company_id and r.id = p.id
join users u on u.company_id = r.company_id and u.id = r.requested_by
left join lateral (
  select last.advocate_id, last.state from asks last
  where last.company_id = r.company_id and last.request_id = r.id
  order by last.wave desc limit 1
) a on true
left join advocates v on v.company_id = r.company_id and v.id = a.advocate_id
left join organisations vg on vg.company_id = v.company_id and vg.id = v.organisation_id
order by p.created_at desc, p.id desc
