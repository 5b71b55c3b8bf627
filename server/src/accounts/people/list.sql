-- One page of the people who work in the company, by name. Advocates who use the portal are not among them.
-- $1 words, or ''; $2 a standing, or null; $3 now; $4 read from the other end; $5 and $6 the row to go on after
-- (id, key); $7 how many rows.
with people as (
  select u.id, lower(u.name) collate "C" as place, i.sent_at, i.expires_at,
    case when u.disabled_at is not null then 'suspended' when not u.awaits_invitation then 'active'
      when i.id is null then 'waiting' when i.expires_at > $3 then 'invited' else 'lapsed' end as standing
  from users u
  left join user_invitations i
    on i.company_id = u.company_id and i.user_id = u.id and i.accepted_at is null and i.revoked_at is null
  where u.roles <> array['advocate']
    and ($1 = '' or strpos(lower(u.name), lower($1)) > 0 or strpos(u.email_key, lower($1)) > 0)
),
found as (
  select p.*, count(*) over () as total from people p where $2::text is null or p.standing = $2
),
page as (
  select * from found
  where $5::uuid is null
    or case when $4 then (place, id) < ($6::text collate "C", $5) else (place, id) > ($6::text collate "C", $5) end
  order by case when $4 then place end desc, case when not $4 then place end,
    case when $4 then id end desc, case when not $4 then id end
  limit $7
)
select p.id as "id!: UserId", p.place as key, p.total as "total!", p.standing as "standing!: Standing", p.sent_at as "sent_at?",
  p.expires_at as "expires_at?", u.name, u.email, u.title, u.roles as "roles: Vec<Role>", t.name as "team?",
  (select max(s.last_seen_at) from sessions s where s.company_id = u.company_id and s.user_id = u.id) as last_seen_at
from page p
join users u on u.id = p.id
left join teams t on t.company_id = u.company_id and t.id = u.team_id
order by case when $4 then p.place end desc, case when not $4 then p.place end,
  case when $4 then p.id end desc, case when not $4 then p.id end
