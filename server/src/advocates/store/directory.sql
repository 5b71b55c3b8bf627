-- What a line of the directory and the head of a profile show, of these advocates.
-- $1 sees all, else only those of customers of $2; $3 today (UTC, as the touch ledger's own limits count);
-- $4 these advocates; $5 the load from which somebody is tired.
--
-- The statuses are those rules of matching that do not depend on an opportunity, in the order in which
-- they decide (domain::matching::Rule); a test holds both to the same answer for everybody of the story.
-- The list itself is narrowed, sorted and counted in memory by domain::advocates::Facts; another test compares the two.

with policy as (
  select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies
),
-- Asks of the running month and quarter, the load of two months, the last call.
touched as (
  select
    t.advocate_id,
    count(*) filter (where t.kind = 'ask' and t.at::date >= date_trunc('month', $3::date)) as month_asks,
    count(*) filter (where t.kind = 'ask' and t.at::date >= date_trunc('quarter', $3::date)) as quarter_asks,
    -- The fading of domain::matching::fatigue: whole for 30 days, gone after 60.
    sum(case
      when $3::date - t.at::date <= 30 then t.cost
      when $3::date - t.at::date < 60 then t.cost * (60 - ($3::date - t.at::date)) / 30
      else 0
    end) as load,
    max(t.at::date) filter (where t.kind = 'call') as last_touch
  from touches t
  where t.at >= $3::date - 120 and t.at < $3::date + 1 and ($4::uuid[] is null or t.advocate_id = any ($4))
  group by t.advocate_id
),
-- Calls held.
held as (
  select
    c.advocate_id,
    count(*) filter (where lower(c.during) >= $3::date - 365) as calls,
    max(lower(c.during))::date as last_call
  from reference_calls c
  where c.state = 'completed' and ($4::uuid[] is null or c.advocate_id = any ($4))
  group by c.advocate_id
),
-- Whether calls are agreed to: the latest row decides.
agreed as (
  select distinct on (advocate_id) advocate_id, decision = 'granted' and (expires_on is null or expires_on >= $3) as yes
  from consents
  where activity = 'reference_call' and ($4::uuid[] is null or advocate_id = any ($4))
  order by advocate_id, decided_at desc, id desc
),
-- The strongest shield of each organisation.
shielded as (
  select distinct on (organisation_id) organisation_id, class, effect, lifts_on
  from shields
  where lifted_at is null and (lifts_on is null or lifts_on > $3)
    and organisation_id in (select organisation_id from advocates where id = any ($4))
  order by organisation_id, effect = 'closes' desc, lifts_on desc nulls first, id
),
-- Who paused new requests themselves: the latest row decides.
paused as (
  select advocate_id, resumes_on from (
    select distinct on (advocate_id) advocate_id, decision, resumes_on
    from advocate_pauses
    where advocate_id = any ($4)
    order by advocate_id, decided_at desc, id desc
  ) latest
  where decision = 'paused' and (resumes_on is null or resumes_on > $3)
),
ruled_out as (
  select distinct on (advocate_id) advocate_id, until
  from vetoes
  where lifted_at is null and opportunity_id is null and (until is null or until >= $3) and advocate_id = any ($4)
  order by advocate_id, until desc nulls first, id
),
-- Whole days off that today lies in, with the first day back.
away as (
  select e.advocate_id, (
    select min(x.day) + 1 from availability_exceptions x
    where x.company_id = e.company_id and x.advocate_id = e.advocate_id and x.day >= $3
      and x.kind = 'off' and x.starts_minute = 0 and x.ends_minute = 1440
      and not exists (
        select from availability_exceptions y
        where y.company_id = x.company_id and y.advocate_id = x.advocate_id and y.day = x.day + 1
          and y.kind = 'off' and y.starts_minute = 0 and y.ends_minute = 1440)
  ) as back_on
  from availability_exceptions e
  where e.day = $3 and e.kind = 'off' and e.starts_minute = 0 and e.ends_minute = 1440
    and ($4::uuid[] is null or e.advocate_id = any ($4))
),
facts as (
  select
    a.company_id, a.id, a.organisation_id, a.name_key, a.lifecycle, a.reference_status, g.renewal_on, g.industry,
    least(coalesce(a.monthly_cap, p.monthly_cap), p.monthly_cap) as monthly_cap,
    least(coalesce(a.quarterly_cap, p.quarterly_cap), p.quarterly_cap) as quarterly_cap,
    greatest(coalesce(a.cool_down_days, 0), p.cool_down_days) as cool_down_days,
    p.renewal_window_days,
    coalesce(t.month_asks, 0) as month_asks, coalesce(t.quarter_asks, 0) as quarter_asks, coalesce(t.load, 0) as load,
    t.last_touch, coalesce(h.calls, 0) as calls, h.last_call,
    coalesce(c.yes, false) as consents,
    s.class as shield_class, s.effect as shield_effect, s.lifts_on,
    case when s.class is null then 'healthy' when s.effect = 'closes' then 'closed' else 'softened' end as light,
    g.region, a.owner_id as owner, g.owner_id as customers_owner, a.languages, a.products || g.products as products,
    v.advocate_id is not null as is_ruled_out, v.until as ruled_out_until,
    w.advocate_id is not null as is_away, w.back_on,
    b.advocate_id is not null as is_paused, b.resumes_on
  from advocates a
  join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
  cross join policy p
  left join touched t on t.advocate_id = a.id
  left join held h on h.advocate_id = a.id
  left join agreed c on c.advocate_id = a.id
  left join shielded s on s.organisation_id = a.organisation_id
  left join ruled_out v on v.advocate_id = a.id
  left join away w on w.advocate_id = a.id
  left join paused b on b.advocate_id = a.id
  where ($1 or a.owner_id = $2 or g.owner_id = $2) and a.id = any ($4)
),
judged as materialized (
  select
    f.*,
    case
      when shield_effect = 'closes' or reference_status = 'do_not_use' then 'do_not_ask'
      when is_paused then 'paused'
      when not consents then 'no_consent'
      when reference_status = 'paused' then 'on_hold'
      when lifecycle <> 'active' then 'not_active'
      when is_ruled_out then 'ruled_out'
      when renewal_window_days > 0 and renewal_on between $3 and $3::date + renewal_window_days then 'renewal'
      when is_away then 'away'
      when month_asks >= monthly_cap then 'monthly_cap'
      when quarter_asks >= quarterly_cap then 'quarterly_cap'
      when last_touch + cool_down_days > $3 then 'cooling_off'
      when load >= $5::int then 'tired'
      else 'available'
    end as status
  from facts f
)
select
  p.id as "id!: AdvocateId",
  a.name, a.title, g.id as "organisation: OrganisationId", g.name as organisation_name, g.industry, g.country, g.city,
  a.time_zone, a.use_cases,
  p.status as "status!: Status",
  case p.status
    when 'do_not_ask' then p.lifts_on
    when 'paused' then p.resumes_on
    when 'ruled_out' then p.ruled_out_until + 1
    when 'renewal' then p.renewal_on + 1
    when 'away' then p.back_on
    when 'monthly_cap' then (date_trunc('month', $3::date) + interval '1 month')::date
    when 'quarterly_cap' then (date_trunc('quarter', $3::date) + interval '3 months')::date
    when 'cooling_off' then p.last_touch + p.cool_down_days
  end as returns_on,
  p.load::int as "load!", p.month_asks as "month_asks!", p.quarter_asks as "quarter_asks!",
  p.monthly_cap as "monthly_cap!", p.quarterly_cap as "quarterly_cap!", p.cool_down_days as "cool_down_days!",
  p.shield_class as "shield_class?: ShieldClass", (p.shield_effect = 'closes') as shield_closes,
  p.calls as "calls!", p.last_call,
  coalesce(d.won, 0) as "won!", coalesce(d.decided, 0) as "decided!",
  a.email, u.name as "owner_name?", a.lifecycle as "lifecycle: Lifecycle", a.products, a.languages, a.tags
from judged p
join advocates a on a.company_id = p.company_id and a.id = p.id
join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
left join users u on u.company_id = a.company_id and u.id = a.owner_id
-- Deals they spoke for that were decided.
left join lateral (
  select count(*) filter (where s.is_won) as won, count(*) filter (where s.is_closed) as decided
  from opportunities o
  join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
  where o.company_id = p.company_id and o.id in (
    select c.opportunity_id from reference_calls c
    where c.company_id = p.company_id and c.advocate_id = p.id and c.state = 'completed')
) d on true
