-- The cards of the board: in each stage those whose reference is needed first, and how many deals and what worth
-- stand in the stage.
-- $1 to $3 how far the reader reaches (see accounts::Reach); $4 the saved view; $5 the reader; $6 their team;
-- $7 the text to find, in small letters; $8 how many cards a column shows.
with found as (
  select o.id, o.stage_id, o.amount_minor, o.currency,
    row_number() over (
      partition by o.stage_id
      order by case when o.closed_at is null then o.needed_by end nulls last, o.closed_at desc, o.closes_on nulls last, o.id
    ) as place
  from opportunities o
  join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
  left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
  where ($1 or o.owner_id = any($2) or g.owner_id = $3)
    and case $4
      when 'mine' then o.owner_id = $5 and o.closed_at is null
      when 'team' then o.owner_id = any($6) and o.closed_at is null
      when 'need' then o.closed_at is null and o.needed_by is not null and o.id not in (
        select r.opportunity_id from requests r where r.state not in ('draft', 'declined', 'expired', 'cancelled'))
      when 'progress' then o.id in (
        select r.opportunity_id from requests r
        where r.state in ('submitted', 'in_review', 'approved', 'outreach', 'accepted', 'scheduled'))
      else true
    end
    and ($7 = ''
      or strpos(o.name_key, $7) > 0
      or strpos(g.name_key, $7) > 0
      or exists (
        select from opportunity_contacts oc
        join contacts c on c.company_id = oc.company_id and c.id = oc.contact_id
        where oc.company_id = o.company_id and oc.opportunity_id = o.id and strpos(lower(c.name), $7) > 0))
),
-- What stands in each stage, a sum a currency.
worth as (
  select stage_id, sum(deals)::bigint as deals,
    jsonb_agg(jsonb_build_array(minor, currency) order by minor desc) filter (where minor is not null) as sums
  from (
    select stage_id, currency, count(*) as deals, sum(amount_minor)::bigint as minor from found group by stage_id, currency
  ) x
  group by stage_id
)
select
  p.id as "id!: OpportunityId",
  p.stage_id as "stage!",
  w.deals as "deals!", w.sums,
  o.name, o.source as "source: Source",
  g.id as "organisation?: OrganisationId", g.name as "organisation_name?",
  o.products,
  o.amount_minor, o.currency, o.closes_on, o.needed_by,
  u.id as "owner?: UserId", u.name as "owner_name?",
  -- The latest request that was not taken back tells how far the reference is.
  case
    when q.state is null then case when o.closed_at is null and o.needed_by is not null then 'needed' else 'not_needed' end
    when q.call_state = 'scheduled' then 'booked'
    when q.state = 'feedback_due' then 'feedback_due'
    when q.state in ('completed', 'closed') or q.call_state = 'completed' then 'held'
    when q.state = 'missed' then 'missed'
    when q.state in ('accepted', 'scheduled') then 'accepted'
    when q.state in ('declined', 'expired') then 'declined'
    when q.state = 'draft' then 'draft'
    else 'requested'
  end as "reference!: ReferenceState",
  case when q.call_state = 'scheduled' then q.starts_at end as starts_at,
  m.advocate as "best?: AdvocateId", m.name as "best_name?", m.score_milli as "best_score?",
  m.started_at as "best_at?", m.is_outdated as "best_outdated?"
from found p
join worth w on w.stage_id = p.stage_id
join opportunities o on o.id = p.id
left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
left join users u on u.company_id = o.company_id and u.id = o.owner_id
left join lateral (
  select r.state, c.state as call_state, lower(c.during) as starts_at
  from requests r
  left join reference_calls c on c.company_id = r.company_id and c.request_id = r.id and c.state in ('scheduled', 'completed')
  where r.company_id = o.company_id and r.opportunity_id = o.id and r.state <> 'cancelled'
  order by r.created_at desc, r.id desc, lower(c.during) desc nulls last
  limit 1
) q on true
left join lateral (
  select (run.top -> 0 ->> 'advocate')::uuid as advocate, a.name, (run.top -> 0 ->> 'score_milli')::int as score_milli,
    run.started_at,
    -- One look at the last change for the whole page.
    run.deal_version is distinct from o.version
      or coalesce(run.made_in < (select c.txid from matching_changes c order by c.txid desc limit 1), false) as is_outdated
  from (
    select r.top, r.company_id, r.started_at, r.made_in, r.deal_version from match_runs r
    where r.company_id = o.company_id and r.opportunity_id = o.id
    order by r.started_at desc limit 1
  ) run
  join advocates a on a.company_id = run.company_id and a.id = (run.top -> 0 ->> 'advocate')::uuid
) m on true
where p.place <= $8
order by p.place, p.id
