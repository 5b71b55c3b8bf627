-- One page of merges, the latest first. $1 read from the other end; $2 to $4 the row to go on after; $5 how many rows;
-- $6 of which kind.
with placed as (
  select m.*, to_char(m.merged_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') collate "C" as key, count(*) over () as total
  from merges m where m.kind = $6
),
page as (
  select * from placed
  where $2::int is null
    or ($1 and (key, id) > ($3::text collate "C", $4::uuid))
    or (not $1 and (key, id) < ($3::text collate "C", $4::uuid))
  order by case when $1 then key end, case when not $1 then key end desc,
    case when $1 then id end, case when not $1 then id end desc
  limit $5
)
select
  p.id as "id!", p.key as "key!", p.total as "total!", coalesce(s.home, p.survivor_id) as "home!",
  coalesce(s.name, p.survivor_after ->> 'name') as "survivor_name!", s.id is not null as "is_there!",
  p.loser ->> 'name' as "loser_name!", p.merged_at as "merged_at!", u.name as "merged_by?", p.undone_at, w.name as "undone_by?",
  m.tables as "tables!", m.moved as "moved!"
from page p
-- What moved, by table. Of contacts nothing moves: what stood under the one that is gone was replaced.
cross join lateral (
  select coalesce(array_agg(c.table_name order by c.table_name), '{}') as tables, coalesce(array_agg(c.moved order by c.table_name), '{}') as moved
  from (
    select r.table_name, count(*) as moved from merge_rows r
    where r.company_id = p.company_id and r.merge_id = p.id
      and (r.action = 'moved' or (p.kind = 'contact' and r.action = 'removed' and r.before ->> 'contact_id' = p.loser_id::text))
    group by r.table_name
  ) c
) m
left join lateral merge_side(p.kind, p.survivor_id) s on true
left join users u on u.company_id = p.company_id and u.id = p.merged_by
left join users w on w.company_id = p.company_id and w.id = p.undone_by
order by case when $1 then p.key end, case when not $1 then p.key end desc,
  case when $1 then p.id end, case when not $1 then p.id end desc
