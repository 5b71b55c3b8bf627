-- One page of the library, the newest first.
-- $1 only of customers of this person, or null; $2 today; $3 words to find, $4 how many they may bring; $5 kind,
-- $6 product, $7 use case, $8 industry with everything below it, $9 language, $10 state, each empty for any;
-- $11 read from the other end; $12 and $13 the row to go on after (id, key); $14 how many rows.
--
-- Words are found by the search function, which may use the index; everything else is read under the tenant's policy.
with worded as materialized (
  select s.id from search_evidence($3, $4) s where $3 <> ''
),
-- What the reader may see and asked for. An approved piece whose last day is over counts as expired.
found as (
  select
    e.id, e.created_at, g.id as organisation, g.name as organisation_name, g.industry, g.country, a.name as advocate_name,
    case when e.state = 'approved' and least(e.expires_on, e.consent_until) < $2 then 'expired' else e.state end as state
  from evidence e
  join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
  left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
  where ($1::uuid is null or g.owner_id = $1 or a.owner_id = $1)
    and ($3 = '' or e.id in (select id from worded) or strpos(g.name_key, lower($3)) > 0 or strpos(a.name_key, lower($3)) > 0)
    and ($5 = '' or e.kind = $5)
    and ($6 = '' or $6 = any(e.products))
    and ($7 = '' or $7 = any(e.use_cases))
    and ($8 = '' or g.industry = $8 or starts_with(g.industry, $8 || '/'))
    and ($9 = '' or e.language = $9)
),
placed as (
  select *, to_char(created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') collate "C" as place, count(*) over () as total
  from found where $10 = '' or state = $10
),
page as (
  select * from placed
  where $12::uuid is null
    or case when $11 then (place, id) > ($13::text collate "C", $12) else (place, id) < ($13::text collate "C", $12) end
  order by case when $11 then place end, case when not $11 then place end desc,
    case when $11 then id end, case when not $11 then id end desc
  limit $14
)
select
  p.id as "id!: EvidenceId", p.place as key, p.total as "total!", e.kind as "kind: EvidenceKind", e.title,
  p.organisation as "organisation!: OrganisationId", p.organisation_name as "organisation_name!", p.industry, p.country,
  p.advocate_name as "advocate_name?", e.products, e.language, p.state as "state!: EvidenceState",
  least(e.expires_on, e.consent_until) as until, coalesce(l.uses, 0) as "uses!", coalesce(l.views, 0) as "views!"
from page p
join evidence e on e.id = p.id
left join lateral (
  select count(*) as uses, sum(k.views) as views from evidence_links k where k.company_id = e.company_id and k.evidence_id = e.id
) l on true
order by case when $11 then p.place end, case when not $11 then p.place end desc,
  case when $11 then p.id end, case when not $11 then p.id end desc
