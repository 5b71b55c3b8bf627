-- One page of pairs of a kind, the surest first. $1 those said to be different; $2 read from the other end; $3 to $5 the
-- row to go on after; $6 how many rows; $7 the kind.
with pairs as (
  select p.one_id, p.other_id, p.score, p.reasons, p.different_at, p.different_by, p.company_id,
    (to_char(p.score, 'FM0000') || p.one_id::text) collate "C" as key
  from duplicate_pairs p
  where p.kind = $7 and (p.different_at is not null) = $1
    -- Both are there.
    and 2 = (select count(*) from (
      select from organisations o where $7 = 'organisation' and o.company_id = p.company_id and o.id in (p.one_id, p.other_id)
      union all
      select from advocates a where $7 = 'advocate' and a.company_id = p.company_id and a.id in (p.one_id, p.other_id)
      union all
      select from contacts c where $7 = 'contact' and c.company_id = p.company_id and c.id in (p.one_id, p.other_id)
    ) there)
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
  p.one_id as "one_id!", a.home as "one_home!", a.name as "one_name!", a.first_word as one_first, a.second_word as one_second,
  a.first_number as "one_number!", a.second_number as "one_other_number!",
  p.other_id as "other_id!", b.home as "other_home!", b.name as "other_name!", b.first_word as other_first, b.second_word as other_second,
  b.first_number as "other_number!", b.second_number as "other_other_number!"
from page p
cross join lateral merge_side($7, p.one_id) a
cross join lateral merge_side($7, p.other_id) b
left join users u on u.company_id = p.company_id and u.id = p.different_by
order by
  case when $2 then p.key end, case when not $2 then p.key end desc,
  case when $2 then p.other_id end, case when not $2 then p.other_id end desc
