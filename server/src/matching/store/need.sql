-- One opportunity as matching sees it.
-- $1 opportunity; $2 to $4 how far the reader reaches: all, their team, their customers; else their
-- own; $5 the reader; $6 today.
select
  o.name,
  o.organisation_id as "organisation: _",
  g.name as "organisation_name?",
  o.use_cases, o.products, o.competitors, o.objections, o.topics, o.notes as background,
  array(
    select n.body from opportunity_notes n
    where n.opportunity_id = o.id and n.deleted_at is null
    order by n.id desc limit 20
  ) as "notes!: Vec<String>",
  o.language, o.urgency as "urgency: _", o.needed_by,
  o.wished_activity as "activity: _",
  o.wished_persona as persona,
  g.industry as "industry?", g.employees as "employees?", g.country as "country?", g.region as "region?",
  g.city as "city?", g.tech_stack as "tech_stack?",
  -- The person who will talk knows their own clock best.
  coalesce(c.time_zone, g.time_zone) as time_zone,
  -- The prospect's group: its parent, its subsidiaries, its sisters.
  array(
    select r.id from organisations r
    where r.id <> g.id and (r.id = g.parent_id or r.parent_id = g.id or r.parent_id = g.parent_id)
    order by r.id
  ) as "related!: Vec<OrganisationId>",
  array(
    select case when v.one_id = g.id then v.other_id else v.one_id end
    from organisation_rivalries v
    where v.one_id = g.id or v.other_id = g.id
    order by 1
  ) as "rivals!: Vec<OrganisationId>",
  -- Whoever held a call with this prospect, whatever the deal was.
  array(
    select distinct rc.advocate_id
    from reference_calls rc
    join opportunities p on p.company_id = rc.company_id and p.id = rc.opportunity_id
    where rc.state = 'completed' and (p.id = o.id or p.organisation_id = o.organisation_id)
    order by 1
  ) as "spoke_with!: Vec<AdvocateId>",
  array(
    select distinct v.advocate_id from vetoes v
    where v.opportunity_id = o.id and v.lifted_at is null and (v.until is null or v.until >= $6)
    order by 1
  ) as "vetoed!: Vec<AdvocateId>",
  -- An ask that lapsed or was taken back may be made again.
  array(
    select distinct a.advocate_id
    from asks a
    join requests q on q.company_id = a.company_id and q.id = a.request_id
    where q.opportunity_id = o.id and a.state in ('sent', 'accepted', 'declined')
    order by 1
  ) as "asked!: Vec<AdvocateId>",
  case when o.amount_minor is not null then (
    select (100 * avg(case when p.amount_minor <= o.amount_minor then 1.0 else 0.0 end))::int
    from opportunities p
    where p.closed_at is null and p.amount_minor is not null and p.currency = o.currency
  ) end as amount_percentile,
  k.monthly_cap, k.quarterly_cap, k.cool_down_days, k.renewal_window_days,
  -- What the team that sells this begins with.
  (select t.default_preset
   from users seller
   join teams t on t.company_id = seller.company_id and t.id = seller.team_id
   where seller.company_id = o.company_id and seller.id = o.owner_id) as team_preset
from opportunities o
join companies k on k.id = o.company_id
left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
left join opportunity_contacts oc on oc.company_id = o.company_id and oc.opportunity_id = o.id and oc.is_primary
left join contacts c on c.company_id = oc.company_id and c.id = oc.contact_id
where o.id = $1
  and ($2
    or o.owner_id = $5
    or ($3 and o.owner_id in (
      select mate.id from users mate join users me on me.company_id = mate.company_id and me.team_id = mate.team_id
      where me.id = $5))
    or ($4 and g.owner_id = $5))
