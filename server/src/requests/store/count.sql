-- How many requests a tab holds, counted to $4 at most.
-- $1 how far the reader reaches, $2 the reader; $3 the states of the tab; $5 as in lines.sql.
select count(*) as "number!" from (
  select
  from requests r
  join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
  left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
  where r.state = any ($3::text[])
    and ($5::date is null or (r.needed_by >= $5 and o.closed_at is null))
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
  limit $4
) counted
