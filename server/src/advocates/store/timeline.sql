-- Everything around one advocate, the latest first.
-- $1 the advocate; $2 to $4 how far the reader reaches among deals; $5 to $7 the row after which the page starts; $8 rows.
with
-- What was asked, and what it cost.
asked as (
  select 'ask' as kind, k.asked_at as at, k.id, k.asked_by as who, r.activity as what, null::text as detail, null::text as reason,
         t.cost, o.id as deal, o.name as deal_name
  from asks k
  join requests r on r.company_id = k.company_id and r.id = k.request_id
  join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
  left join lateral (
    select x.cost from touches x where x.company_id = k.company_id and x.advocate_id = k.advocate_id and x.ask_id = k.id and x.kind = 'ask'
    limit 1
  ) t on true
  where k.advocate_id = $1
),
-- What became of it: a yes, a no, or silence until it ended.
answered as (
  select 'answer' as kind, coalesce(k.answered_at, k.expires_at) as at, k.id, null::uuid as who, k.state as what,
         k.decline_reason as detail, null::text as reason, null::int as cost, o.id as deal, o.name as deal_name
  from asks k
  join requests r on r.company_id = k.company_id and r.id = k.request_id
  join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
  where k.advocate_id = $1 and k.state in ('accepted', 'declined', 'expired')
),
called as (
  select 'call' as kind, lower(c.during) as at, c.id, null::uuid as who, c.state as what, c.prospect_rating::text as detail,
         null::text as reason, t.cost, o.id as deal, o.name as deal_name
  from reference_calls c
  join opportunities o on o.company_id = c.company_id and o.id = c.opportunity_id
  left join lateral (
    select x.cost from touches x where x.company_id = c.company_id and x.advocate_id = c.advocate_id and x.ask_id = c.ask_id and x.kind = 'call'
    limit 1
  ) t on true
  where c.advocate_id = $1 and c.state not in ('held', 'released')
),
-- Touches by other teams: nothing else tells of them.
touched as (
  select 'touch' as kind, t.at, t.id, t.by_user as who, t.kind as what, null::text as detail, null::text as reason, t.cost,
         null::uuid as deal, null::text as deal_name
  from touches t where t.advocate_id = $1 and t.kind not in ('ask', 'call')
),
moved as (
  select m.axis as kind, m.moved_at as at, m.id, m.moved_by as who, m.from_state as what, m.to_state as detail, m.reason,
         null::int as cost, null::uuid as deal, null::text as deal_name
  from advocate_moves m where m.advocate_id = $1
),
agreed as (
  select 'consent' as kind, c.decided_at as at, c.id, c.recorded_by as who, c.activity as what, c.decision as detail, c.source as reason,
         null::int as cost, null::uuid as deal, null::text as deal_name
  from consents c where c.advocate_id = $1
),
ruled_out as (
  select 'veto' as kind, v.vetoed_at as at, v.id, v.vetoed_by as who, null::text as what, null::text as detail, v.reason,
         null::int as cost, o.id as deal, o.name as deal_name
  from vetoes v
  left join opportunities o on o.company_id = v.company_id and o.id = v.opportunity_id
  where v.advocate_id = $1
),
happened as (
  select * from asked union all select * from answered union all select * from called union all select * from touched
  union all select * from moved union all select * from agreed union all select * from ruled_out
)
select
  h.kind as "kind!: TimelineKind", h.at as "at!", h.id as "id!", h.what, h.detail, h.reason, h.cost, h.deal_name as "deal_name?",
  u.id as "who?: UserId", u.name as "who_name?",
  case when $2 or o.owner_id = any($3) or g.owner_id = $4 then o.id end as "opportunity?: OpportunityId"
from happened h
left join users u on u.id = h.who
left join opportunities o on o.id = h.deal
left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
where $5::timestamptz is null or (h.at, h.kind, h.id) < ($5, $6::text, $7::uuid)
order by h.at desc, h.kind desc, h.id desc
limit $8
