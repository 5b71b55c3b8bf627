-- Requests are searched as before, each step once: while a table had no statistics yet, the planner compared the text
-- with a deal's name anew for every request, which took seconds.

-- Loads the extension, before which its settings are nobody's to set.
select word_similarity('', '');

create or replace function search_requests(p_text text, p_all boolean, p_owners uuid[], p_customers_of uuid, p_reader uuid, p_most int)
returns table (id uuid)
language plpgsql stable security definer
set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan
set pg_trgm.word_similarity_threshold = 0.45
as $$
#variable_conflict use_column
declare
  v_company constant uuid := nullif(current_setting('app.company', true), '')::uuid;
  v_pattern constant text := like_pattern(p_text);
  v_near constant boolean := char_length(p_text) >= 4;
begin
  return query
  with deals as materialized (
    (select o.id from opportunities o
     where o.company_id = v_company
       and o.name_key collate "C" >= p_text and o.name_key collate "C" < p_text || chr(1114111)
     order by o.name_key collate "C", o.id limit p_most)
    union
    (select o.id from opportunities o
     where char_length(p_text) >= 3 and o.company_id = v_company and o.name_key like v_pattern limit p_most)
    union
    (select o.id
     from (select w.id from organisations w
           where char_length(p_text) >= 3 and w.company_id = v_company and w.name_key like v_pattern limit p_most) at
     join opportunities o on o.company_id = v_company and o.organisation_id = at.id
     limit p_most)
  ),
  people as materialized (
    (select a.id from advocates a
     where a.company_id = v_company
       and a.name_key collate "C" >= p_text and a.name_key collate "C" < p_text || chr(1114111)
     order by a.name_key collate "C", a.id limit p_most)
    union
    (select a.id from advocates a
     where char_length(p_text) >= 3 and a.company_id = v_company and a.name_key like v_pattern limit p_most)
  ),
  hits as materialized (
    select r.id from requests r join deals d on d.id = r.opportunity_id where r.company_id = v_company
    union
    select k.request_id from asks k join people p on p.id = k.advocate_id where k.company_id = v_company
  ),
  near_deals as materialized (
    select o.id from opportunities o
    where v_near and not exists (select from hits) and o.company_id = v_company and p_text <% o.name_key
    order by word_similarity(p_text, o.name_key) desc, o.id limit p_most
  ),
  near as materialized (
    select r.id from requests r join near_deals d on d.id = r.opportunity_id where r.company_id = v_company limit p_most
  ),
  found as (select h.id from hits h union all select n.id from near n)
  select r.id
  from found f
  join requests r on r.company_id = v_company and r.id = f.id
  join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
  left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
  where p_all
    or o.owner_id = any(p_owners)
    or (cardinality(p_owners) > 0 and r.requested_by = p_reader)
    or (p_customers_of is not null and (g.owner_id = p_customers_of or r.requested_by = p_customers_of
      or (select v.owner_id from asks k
          join advocates v on v.company_id = k.company_id and v.id = k.advocate_id
          where k.company_id = r.company_id and k.request_id = r.id
          order by k.wave desc limit 1) = p_customers_of))
  limit p_most;
end
$$;
