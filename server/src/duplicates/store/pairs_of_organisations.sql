-- One page of pairs, the surest first. $1 those said to be different; $2 read from the other end; $3 to $5 the row to go
-- on after; $6 how many rows.
with pairs as (
  select p.one_id, p.other_id, p.score, p.reasons, p.different_at, p.different_by, p.company_id,
    (to_char(p.score, 'FM0000') || p.one_id::text) collate "C" as key
  from duplicate_pairs p
  join organisations a on a.company_id = p.company_id and a.id = p.one_id
  join organisations b on b.company_id = p.company_id and b.id = p.other_id
  where p.kind = 'organisation' and (p.different_at is not null) = $1
),
placed as (select *, count(*) over () as total from pairs),
page as (
  select * from placed
  where $3::int is null
    or ($2 and (key, other_id) > ($4::text collate "C", $5::uuid))
    or (not $2 and (key, other_id) < ($4::text collate "C", $5::uuid))
  order by
    case when $2 then key end, case when not $2 then key end desc,
    case when $2 then other_id end, case when not $2 then other_id end desc
  limit $6
)
select
  p.key as "key!", p.total as "total!", p.score as "score!", p.reasons as "reasons!", p.different_at, u.name as "said_by?",
  p.one_id as "one_id!", a.name as one_name, a.industry as one_first, a.country as one_second,
  (select count(*) from advocates x where x.company_id = a.company_id and x.organisation_id = a.id) as "one_number!",
  (select count(*) from opportunities x where x.company_id = a.company_id and x.organisation_id = a.id) as "one_other_number!",
  p.other_id as "other_id!", b.name as other_name, b.industry as other_first, b.country as other_second,
  (select count(*) from advocates x where x.company_id = b.company_id and x.organisation_id = b.id) as "other_number!",
  (select count(*) from opportunities x where x.company_id = b.company_id and x.organisation_id = b.id) as "other_other_number!"
from page p
join organisations a on a.company_id = p.company_id and a.id = p.one_id
join organisations b on b.company_id = p.company_id and b.id = p.other_id
left join users u on u.company_id = p.company_id and u.id = p.different_by
order by
  case when $2 then p.key end, case when not $2 then p.key end desc,
  case when $2 then p.other_id end, case when not $2 then p.other_id end desc
