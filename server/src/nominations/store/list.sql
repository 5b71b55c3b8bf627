-- One page of nominations in the order asked for.
-- $1 sees all; $2 the reader; $3 decides for customers of their own; $4 words, in small letters, each of which is found;
-- $5 sees addresses; $6 states, $7 nominators, as text, $8 customers, $9 topics, each empty for any; $10 the sort;
-- $11 from high to low; $12 read from the other end; $13 to $15 the row to go on after ("has no key", key, id); $16 how
-- many rows; $17 rows that do not meet the filters too; $18 count the facets.
--
-- Words are searched by position in the tenant's own rows: operators that could use an index are not leakproof. What a
-- customer is called stands with the nomination: only those of the page are looked up. The statement is planned for its
-- values, and what they do not ask for falls away.
with asked as (
  select
    n.id, n.state, n.nominated_by as nominator, coalesce(n.customer_name, n.organisation_name) as customer, n.topics,
    -- What it is sorted by: text, bytewise, or a moment.
    case $10
      when 'name' then n.name_key
      when 'customer' then lower(coalesce(n.customer_name, n.organisation_name))
    end collate "C" as word,
    case $10 when 'decided' then n.decided_at when 'newest' then n.nominated_at end as moment
  from nominations n
  left join users u on u.company_id = n.company_id and u.id = n.nominated_by
  cross join lateral (
    select lower(concat_ws(' ', n.name, n.title, n.organisation_name, n.customer_name, n.why, words_of(n.topics), u.name,
      case when $5 or n.nominated_by = $2 then n.email end)) as words
  ) w
  where ($1 or n.nominated_by = $2 or ($3 and n.customer_owner_id = $2))
    and (cardinality($4::text[]) = 0 or not exists (select from unnest($4::text[]) word where strpos(w.words, word) = 0))
),
-- With the filters they do not meet, a bit each: a value of a facet counts the rows that meet all other filters.
sifted as materialized (
  select
    a.*,
    case when cardinality($6::text[]) > 0 and a.state <> all ($6::text[]) then 1 else 0 end
    + case when cardinality($7::text[]) > 0 and a.nominator <> all ($7::text[]::uuid[]) then 2 else 0 end
    + case when cardinality($8::text[]) > 0 and a.customer <> all ($8::text[]) then 4 else 0 end
    + case when cardinality($9::text[]) > 0 and not a.topics && $9::text[] then 8 else 0 end as missed
  from asked a
),
-- Of customers and topics there are as many as people thought of: those asked for, and the sixty most frequent.
offered as (
  (select 'state' as facet, state as value, count(*) as number from sifted where missed in (0, 1) group by state)
  union all
  (select 'by', nominator::text, count(*) from sifted where missed in (0, 2) group by nominator)
  union all
  (select 'customer', customer, count(*) as number from sifted where missed in (0, 4) and customer <> ''
   group by customer
   order by customer = any ($8) desc, count(*) desc, customer collate "C" limit 60 + cardinality($8))
  union all
  (select 'topic', topic, count(*) from sifted, unnest(topics) topic where missed in (0, 8) and topic <> ''
   group by topic
   order by topic = any ($9) desc, count(*) desc, topic collate "C" limit 60 + cardinality($9))
),
-- Rows without the value stand at the end, whichever way the list is sorted.
placed as (
  select
    id, word, moment, ((word is null and moment is null) <> $12)::int as void,
    (select count(*) from sifted where $17 or missed = 0) as total
  from sifted
  where $17 or missed = 0
),
page as (
  select
    p.*, coalesce(word, to_char(moment at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')) as key
  from placed p
  where $13::int is null
    or void > $13
    or (void = $13 and case
      when $14 = '' then case when $11 then id < $15 else id > $15 end
      when $10 in ('name', 'customer') then
        case when $11 then (word, id) < ($14::text collate "C", $15) else (word, id) > ($14::text collate "C", $15) end
      else case
        when $11 then (moment, id) < ($14::timestamp at time zone 'UTC', $15)
        else (moment, id) > ($14::timestamp at time zone 'UTC', $15)
      end
    end)
  order by void,
    case when $11 then moment end desc, case when not $11 then moment end,
    case when $11 then word end desc, case when not $11 then word end,
    case when $11 then id end desc, case when not $11 then id end
  limit $16
)
select
  p.id as "id!: NominationId", p.key, p.total as "total!",
  coalesce(case when $18 then (
    select jsonb_object_agg(f.facet, f.counts) from (
      select facet, jsonb_object_agg(value, number) as counts from offered group by facet
    ) f
  ) end, '{}') as "facets!",
  n.state as "state: NominationState", n.name, n.email, n.title,
  g.id as "organisation?: OrganisationId", n.organisation_name, g.owner_id as "owner?: UserId", n.why, n.topics,
  n.nominated_by as "nominator: UserId", u.name as nominated_by, n.nominated_at, d.name as "decided_by?", n.decided_at,
  n.decline_reason, v.id as "advocate?: AdvocateId", v.lifecycle as "lifecycle?: Lifecycle",
  -- When the link they hold ends; null when they hold none.
  (select max(i.expires_at) from advocate_invitations i
   where i.company_id = v.company_id and i.advocate_id = v.id and i.accepted_at is null and i.revoked_at is null) as invited_until
from page p
join nominations n on n.id = p.id
join users u on u.company_id = n.company_id and u.id = n.nominated_by
left join users d on d.company_id = n.company_id and d.id = n.decided_by
left join organisations g on g.company_id = n.company_id and g.id = n.organisation_id
left join advocates v on v.company_id = n.company_id and v.id = n.advocate_id
order by p.void,
  case when $11 then p.moment end desc, case when not $11 then p.moment end,
  case when $11 then p.word end desc, case when not $11 then p.word end,
  case when $11 then p.id end desc, case when not $11 then p.id end
