-- One page of opportunities in the order asked for.
-- $1 to $3 how far the reader reaches (see accounts::Reach); $4 the saved view; $5 the reader; $6 their team;
-- $7 the text to find, in small letters; $8 the sort; $9 from high to low; $10 read from the other end;
-- $11 to $13 the row to go on after ("has no key", key, id); $14 how many rows; $15 stages; $16 owners, as text;
-- $17 whether a reference is needed; $18 bands of the amount; $19 windows of the close date, from $20, today;
-- $21 rows that do not meet the filters too; $22 count the facets. An empty array filters nothing.
--
-- Text is searched by position in the tenant's own rows. Trigram and full-text operators are not
-- leakproof, so under row-level security they could not use an index anyway; with the company in
-- front of every key the scan ends at the tenant's edge.

-- What the reader may see and asked for, with the value it is sorted by: a name as bytewise text, all else as a number.
-- Every deal of the company comes by here, so this reads no more than the index `opportunities_listed` holds wherever the
-- values that were asked for allow it: the statement is planned for them, and what they do not ask for falls away.
with asked as (
  select
    o.id,
    case when $8 = 'name' then o.name_key end collate "C" as word,
    case $8
      when 'stage' then s.position
      when 'amount' then o.amount_minor
      when 'close' then o.closes_on - date '2000-01-01'
      when 'needed' then case when o.closed_at is null then o.needed_by - date '2000-01-01' end
    end::bigint as number,
    o.stage_id as stage,
    o.owner_id as owner,
    case when o.closed_at is null and o.needed_by is not null then 'yes' else 'no' end as needs,
    case
      when o.amount_minor is null then 'unknown'
      when o.amount_minor < 2500000 then '0-25k'
      when o.amount_minor < 10000000 then '25k-100k'
      when o.amount_minor < 50000000 then '100k-500k'
      else '500k'
    end as amount,
    case
      when o.closes_on is null then 'none'
      when o.closes_on < $20 then 'overdue'
      when o.closes_on <= $20::date + 30 then '30'
      when o.closes_on <= $20::date + 90 then '90'
      else 'later'
    end as close
  from opportunities o
  left join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
  -- A prospect is looked up only where reach or text ask for it: a company has many more organisations than deals.
  where ($1 or o.owner_id = any($2) or ($3::uuid is not null and $3 = (
      select x.owner_id from organisations x where x.company_id = o.company_id and x.id = o.organisation_id)))
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
      or strpos((
        select x.name_key from organisations x where x.company_id = o.company_id and x.id = o.organisation_id), $7) > 0
      or o.id in (
        select oc.opportunity_id from contacts c
        join opportunity_contacts oc on oc.company_id = c.company_id and oc.contact_id = c.id
        where strpos(c.name_key, $7) > 0))
),
-- With the filters they do not meet, a bit each: a value of a facet counts the rows that meet all other filters.
sifted as materialized (
  select
    a.*,
    case when cardinality($15::text[]) > 0 and a.stage <> all ($15::text[]::uuid[]) then 1 else 0 end
    + case when cardinality($16::text[]) > 0 and (a.owner = any ($16::text[]::uuid[])) is not true then 2 else 0 end
    + case when cardinality($17::text[]) > 0 and a.needs <> all ($17::text[]) then 4 else 0 end
    + case when cardinality($18::text[]) > 0 and a.amount <> all ($18::text[]) then 8 else 0 end
    + case when cardinality($19::text[]) > 0 and a.close <> all ($19::text[]) then 16 else 0 end as missed
  from asked a
),
-- So many rows are alike in everything a facet counts that the groups are few.
alike as (
  select stage, owner, needs, amount, close, missed, count(*) as number
  from sifted
  where $22 and missed in (0, 1, 2, 4, 8, 16)
  group by stage, owner, needs, amount, close, missed
),
-- Rows without the value stand at the end, whichever way the list is sorted.
placed as (
  select
    id, coalesce(number::text, word) as key, coalesce(number, 0) as number, coalesce(word, '') as word,
    ((number is null and word is null) <> $10)::int as void,
    (select count(*) from sifted where $21 or missed = 0) as total
  from sifted
  where $21 or missed = 0
),
-- The row to go on after, as the rows are placed.
last as (
  select
    case when $8 = 'name' then 0 else coalesce(nullif($12, '')::bigint, 0) end as number,
    case when $8 = 'name' then $12 else '' end collate "C" as word
),
page as (
  select * from placed p
  where $11::int is null
    or p.void > $11
    or (p.void = $11 and case
      when $9 then (p.number, p.word, p.id) < (select l.number, l.word, $13::uuid from last l)
      else (p.number, p.word, p.id) > (select l.number, l.word, $13::uuid from last l)
    end)
  order by p.void,
    case when $9 then p.number end desc, case when not $9 then p.number end,
    case when $9 then p.word end desc, case when not $9 then p.word end,
    case when $9 then p.id end desc, case when not $9 then p.id end
  limit $14
)
select
  p.id as "id!: OpportunityId",
  p.key,
  p.total as "total!",
  coalesce(case when $22 then (
    select jsonb_object_agg(f.facet, f.counts) from (
      select x.facet, jsonb_object_agg(x.value, x.number) as counts from (
        select v.facet, v.value, sum(j.number)::bigint as number
        from alike j cross join lateral (values
          ('stage', j.stage::text, 1), ('owner', j.owner::text, 2), ('needs', j.needs, 4), ('amount', j.amount, 8),
          ('close', j.close, 16)) v (facet, value, bit)
        where v.value <> '' and j.missed in (0, v.bit)
        group by 1, 2
      ) x group by 1
    ) f
  ) end, '{}') as "facets!",
  o.name,
  g.id as "organisation?: OrganisationId", g.name as "organisation_name?", g.industry as "industry?", g.country as "country?",
  o.products,
  s.name as stage, s.is_closed, s.is_won,
  (select count(*) from opportunity_stages x where not x.is_closed and x.position <= s.position) as "stage_place!",
  (select count(*) from opportunity_stages x where not x.is_closed) as "stages!",
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
from page p
join opportunities o on o.id = p.id
join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
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
order by p.void,
  case when $9 then p.number end desc, case when not $9 then p.number end,
  case when $9 then p.word end desc, case when not $9 then p.word end,
  case when $9 then p.id end desc, case when not $9 then p.id end
