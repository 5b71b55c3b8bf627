-- $1 reach, $2 the user or advocate, $3 upcoming, $4 now, $5/$6 the row to go on after, $7 rows, $8 one call only,
-- $9 of what is over only what nobody recorded yet.
select k.id as "id: CallId", k.state as "state: CallState", lower(k.during) as "starts_at!",
       v.id as "advocate: AdvocateId", v.name as advocate_name, o.name as organisation,
       d.id as "opportunity: OpportunityId", d.name as opportunity_name, coalesce(p.name, d.name) as "prospect!"
from reference_calls k
join requests r on r.company_id = k.company_id and r.id = k.request_id
join users u on u.company_id = r.company_id and u.id = r.requested_by
join advocates v on v.company_id = k.company_id and v.id = k.advocate_id
join organisations o on o.company_id = v.company_id and o.id = v.organisation_id
join opportunities d on d.company_id = k.company_id and d.id = k.opportunity_id
left join organisations p on p.company_id = d.company_id and p.id = d.organisation_id
where
  -- A held slot is nobody's call yet.
  k.state not in ('held', 'released')
  and ($8::uuid is null or k.id = $8)
  -- Planned and still to end belongs to what comes; everything else is over.
  and ($8::uuid is not null or (k.state = 'scheduled' and upper(k.during) > $4::timestamptz) = $3::boolean)
  and (not $9::boolean or k.state = 'scheduled')
  and case $1::text
        when 'all' then true
        when 'own' then r.requested_by = $2::uuid or d.owner_id = $2
        when 'team' then r.requested_by = $2 or d.owner_id = $2
          or u.team_id = (select mine.team_id from users mine where mine.id = $2)
        when 'own_customers' then v.owner_id = $2 or o.owner_id = $2
        when 'advocate' then v.id = $2
        else false
      end
  -- Keyset: on from the row before, in the direction of the list.
  and ($5::timestamptz is null
       or ($3 and (lower(k.during), k.id) > ($5, $6::uuid))
       or (not $3 and (lower(k.during), k.id) < ($5, $6)))
order by
  case when $3 then lower(k.during) end asc, case when $3 then k.id end asc,
  case when not $3 then lower(k.during) end desc, case when not $3 then k.id end desc
limit $7
