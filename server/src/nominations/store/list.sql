-- One page of nominations, the newest first.
-- $1 sees all; $2 the reader; $3 decides for customers of their own; $4 a state, or null; $5 read from the other end;
-- $6 and $7 the row to go on after (id, key); $8 how many rows.
with found as (
  select n.id, to_char(n.nominated_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') collate "C" as place, count(*) over () as total
  from nominations n
  left join organisations g on g.company_id = n.company_id and g.id = n.organisation_id
  where ($1 or n.nominated_by = $2 or ($3 and g.owner_id = $2)) and ($4::text is null or n.state = $4)
),
page as (
  select * from found
  where $6::uuid is null
    or case when $5 then (place, id) > ($7::text collate "C", $6) else (place, id) < ($7::text collate "C", $6) end
  order by case when $5 then place end, case when not $5 then place end desc,
    case when $5 then id end, case when not $5 then id end desc
  limit $8
)
select
  p.id as "id!: NominationId", p.place as key, p.total as "total!", n.state as "state: NominationState", n.name, n.email, n.title,
  g.id as "organisation?: OrganisationId", n.organisation_name, g.owner_id as "owner?: UserId", n.why, n.topics,
  n.nominated_by as "nominator: UserId", u.name as nominated_by, n.nominated_at, d.name as "decided_by?", n.decided_at,
  n.decline_reason, v.id as "advocate?: AdvocateId", v.lifecycle as "lifecycle?: Lifecycle"
from page p
join nominations n on n.id = p.id
join users u on u.company_id = n.company_id and u.id = n.nominated_by
left join users d on d.company_id = n.company_id and d.id = n.decided_by
left join organisations g on g.company_id = n.company_id and g.id = n.organisation_id
left join advocates v on v.company_id = n.company_id and v.id = n.advocate_id
order by case when $5 then p.place end, case when not $5 then p.place end desc,
  case when $5 then p.id end, case when not $5 then p.id end desc
