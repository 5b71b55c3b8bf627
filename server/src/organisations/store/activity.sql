-- What happened with one organisation, the newest first, as far as the reader reaches.
-- $1 the organisation; $2 sees all deals, $3 owners of deals within reach, $4 whether its deals are all within reach;
-- $5 only advocates and evidence of customers of this person, or null; $6 now.
with deals as (
  select o.id, o.name, o.owner_id, o.created_at, o.opened_on, o.closed_at, s.is_won
  from opportunities o
  join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
  where o.organisation_id = $1 and ($2 or $4 or o.owner_id = any($3))
),
people as (
  select a.id, a.name, a.created_at
  from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
  where a.organisation_id = $1 and ($5::uuid is null or a.owner_id = $5 or g.owner_id = $5)
),
happened as (
  select e.occurred_at as at, 'changed' as what, '' as name, e.actor_id as by, e.body as body
  from events e where e.about_organisation = $1 and e.kind = 'organisation_changed'
  union all
  select coalesce(d.opened_on::timestamp at time zone 'UTC', d.created_at), 'deal_opened', d.name, d.owner_id, null from deals d
  union all
  select d.closed_at, case when d.is_won then 'deal_won' else 'deal_lost' end, d.name, d.owner_id, null
  from deals d where d.closed_at is not null
  union all
  select lower(c.during), 'call', p.name, null, null
  from reference_calls c join people p on p.id = c.advocate_id where c.state = 'completed'
  union all
  select v.created_at, 'evidence', v.title, v.created_by, null
  from evidence v
  join organisations g on g.company_id = v.company_id and g.id = v.organisation_id
  left join advocates a on a.company_id = v.company_id and a.id = v.advocate_id
  where v.organisation_id = $1 and ($5::uuid is null or a.owner_id = $5 or g.owner_id = $5)
  union all
  select m.moved_at, 'enrolled', p.name, m.moved_by, null
  from advocate_moves m join people p on p.id = m.advocate_id
  where m.axis = 'lifecycle' and m.to_state = 'active'
)
select h.at as "at!", h.what as "what!", h.name as "name!", u.name as "who?", h.body as "body?"
from happened h left join users u on u.id = h.by
where h.at <= $6
order by h.at desc, h.what, h.name
limit 40
