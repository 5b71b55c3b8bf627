-- One page of the bulk edits of a list, the latest first. $1 the list; $2 only of this author, or of all; $3 read from
-- the other end; $4 and $5 the row to go on after (id, key); $6 how many rows.
with found as (
  -- Fixed width in one zone, so that the moments sort bytewise.
  select e.id, to_char(e.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') collate "C" as place,
    count(*) over () as total
  from bulk_edits e
  where e.list = $1 and ($2::uuid is null or e.created_by = $2)
),
page as (
  select * from found
  where $4::uuid is null
    or case when $3 then (place, id) > ($5::text collate "C", $4) else (place, id) < ($5::text collate "C", $4) end
  order by case when $3 then place end, case when not $3 then place end desc,
    case when $3 then id end, case when not $3 then id end desc
  limit $6
)
select p.id as "id!: BulkEditId", p.place as "key!", p.total as "total!", e.change as "change: Typed<Change>", a.name as "author?",
  e.made_at, e.undone_at, u.name as "undoer?",
  (select count(*) from bulk_edit_rows r
   where r.company_id = e.company_id and r.edit_id = e.id and r.outcome in ('changed', 'undone', 'kept')) as "changed!",
  (select count(*) from bulk_edit_rows r
   where r.company_id = e.company_id and r.edit_id = e.id and r.outcome = 'undone') as "put_back!"
from page p
join bulk_edits e on e.id = p.id
left join users a on a.company_id = e.company_id and a.id = e.created_by
left join users u on u.company_id = e.company_id and u.id = e.undone_by
order by case when $3 then p.place end, case when not $3 then p.place end desc,
  case when $3 then p.id end, case when not $3 then p.id end desc
