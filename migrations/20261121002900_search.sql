-- Search over people, organisations, deals and requests (data.md, Search): one definer function per kind of record.
-- Pattern and trigram operators are not leakproof, so under the tenant policy no index would serve them. Each function
-- therefore runs as peerchamps_search, keeps to the company that is set by itself, keeps to the reach it is given and
-- returns ids only; the caller reads the rows again under its own policy.
--
-- Each looks for names that begin with the text, then for names that contain it, and only when nobody was found for
-- names that nearly contain it. No step reads on past `p_most`, so that a text of one letter costs no more than a name.

-- What may follow LIKE as it is meant: its three own signs are taken literally.
create function like_pattern(p_text text) returns text
language sql immutable parallel safe
return '%' || replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%';

alter table contacts add column name_key text generated always as (lower(name)) stored;

create index organisations_search_start on organisations (company_id, name_key collate "C", id);
create index organisations_search_part on organisations using gin (name_key gin_trgm_ops);
create index advocates_search_start on advocates (company_id, name_key collate "C", id);
create index advocates_search_part on advocates using gin (name_key gin_trgm_ops);
create index contacts_search_start on contacts (company_id, name_key collate "C", id);
create index contacts_search_part on contacts using gin (name_key gin_trgm_ops);
create index opportunities_search_start on opportunities (company_id, name_key collate "C", id);
create index opportunities_search_part on opportunities using gin (name_key gin_trgm_ops);

create policy search_all on organisations for select to peerchamps_search using (true);
create policy search_all on advocates for select to peerchamps_search using (true);
create policy search_all on contacts for select to peerchamps_search using (true);
create policy search_all on opportunities for select to peerchamps_search using (true);
create policy search_all on opportunity_contacts for select to peerchamps_search using (true);
create policy search_all on requests for select to peerchamps_search using (true);
create policy search_all on asks for select to peerchamps_search using (true);
grant select on organisations, advocates, contacts, opportunities, opportunity_contacts, requests, asks to peerchamps_search;

-- Advocates by their name or their organisation: of everybody, or of the customers of one success manager.
create function search_advocates(p_text text, p_all boolean, p_customers_of uuid, p_most int)
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
  v_found uuid[];
begin
  v_found := array(
    select a.id from advocates a
    join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
    where a.company_id = v_company
      and a.name_key collate "C" >= p_text and a.name_key collate "C" < p_text || chr(1114111)
      and (p_all or a.owner_id = p_customers_of or g.owner_id = p_customers_of)
    order by a.name_key collate "C", a.id limit p_most);
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select a.id from advocates a
    join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
    where a.company_id = v_company
        and a.name_key like v_pattern
        and (p_all or a.owner_id = p_customers_of or g.owner_id = p_customers_of)
      limit p_most);
  end if;
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select a.id
      from (select w.id from organisations w where w.company_id = v_company and w.name_key like v_pattern limit p_most) at
      join advocates a on a.company_id = v_company and a.organisation_id = at.id
    join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
      where (p_all or a.owner_id = p_customers_of or g.owner_id = p_customers_of)
      limit p_most);
  end if;
  if cardinality(v_found) = 0 and char_length(p_text) >= 4 then
    v_found := array(
      select a.id from advocates a
    join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
    where a.company_id = v_company
        and p_text <% a.name_key
        and (p_all or a.owner_id = p_customers_of or g.owner_id = p_customers_of)
      order by word_similarity(p_text, a.name_key) desc, a.id limit p_most);
  end if;
  return query select distinct found from unnest(v_found) as found limit p_most;
end
$$;
alter function search_advocates(text, boolean, uuid, int) owner to peerchamps_search;
revoke execute on function search_advocates(text, boolean, uuid, int) from public;
grant execute on function search_advocates(text, boolean, uuid, int) to peerchamps_app;

-- Deals by their name or their prospect, as far as the reader reaches (accounts::Reach).
create function search_opportunities(p_text text, p_all boolean, p_owners uuid[], p_customers_of uuid, p_most int)
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
  v_found uuid[];
begin
  v_found := array(
    select o.id from opportunities o
    left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
    where o.company_id = v_company
      and o.name_key collate "C" >= p_text and o.name_key collate "C" < p_text || chr(1114111)
      and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of)
    order by o.name_key collate "C", o.id limit p_most);
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select o.id from opportunities o
    left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
    where o.company_id = v_company
        and o.name_key like v_pattern
        and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of)
      limit p_most);
  end if;
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select o.id
      from (select w.id from organisations w where w.company_id = v_company and w.name_key like v_pattern limit p_most) at
      join opportunities o on o.company_id = v_company and o.organisation_id = at.id
    left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
      where (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of)
      limit p_most);
  end if;
  if cardinality(v_found) = 0 and char_length(p_text) >= 4 then
    v_found := array(
      select o.id from opportunities o
    left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
    where o.company_id = v_company
        and p_text <% o.name_key
        and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of)
      order by word_similarity(p_text, o.name_key) desc, o.id limit p_most);
  end if;
  return query select distinct found from unnest(v_found) as found limit p_most;
end
$$;
alter function search_opportunities(text, boolean, uuid[], uuid, int) owner to peerchamps_search;
revoke execute on function search_opportunities(text, boolean, uuid[], uuid, int) from public;
grant execute on function search_opportunities(text, boolean, uuid[], uuid, int) to peerchamps_app;

-- Organisations: customers whose advocates the reader sees, and prospects of deals within reach.
create function search_organisations(p_text text, p_advocates boolean, p_all boolean, p_owners uuid[], p_customers_of uuid, p_most int)
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
  v_found uuid[];
begin
  v_found := array(
    select g.id from organisations g
    where g.company_id = v_company
      and g.name_key collate "C" >= p_text and g.name_key collate "C" < p_text || chr(1114111)
      and (p_all or g.owner_id = p_customers_of
        or (p_advocates and exists (select from advocates a where a.company_id = g.company_id and a.organisation_id = g.id))
        or exists (select from opportunities o
                   where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any(p_owners)))
    order by g.name_key collate "C", g.id limit p_most);
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select g.id from organisations g
    where g.company_id = v_company
        and g.name_key like v_pattern
        and (p_all or g.owner_id = p_customers_of
        or (p_advocates and exists (select from advocates a where a.company_id = g.company_id and a.organisation_id = g.id))
        or exists (select from opportunities o
                   where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any(p_owners)))
      limit p_most);
  end if;
  if cardinality(v_found) = 0 and char_length(p_text) >= 4 then
    v_found := array(
      select g.id from organisations g
    where g.company_id = v_company
        and p_text <% g.name_key
        and (p_all or g.owner_id = p_customers_of
        or (p_advocates and exists (select from advocates a where a.company_id = g.company_id and a.organisation_id = g.id))
        or exists (select from opportunities o
                   where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any(p_owners)))
      order by word_similarity(p_text, g.name_key) desc, g.id limit p_most);
  end if;
  return query select distinct found from unnest(v_found) as found limit p_most;
end
$$;
alter function search_organisations(text, boolean, boolean, uuid[], uuid, int) owner to peerchamps_search;
revoke execute on function search_organisations(text, boolean, boolean, uuid[], uuid, int) from public;
grant execute on function search_organisations(text, boolean, boolean, uuid[], uuid, int) to peerchamps_app;

-- People of prospects, who are seen with the deal they belong to.
create function search_contacts(p_text text, p_all boolean, p_owners uuid[], p_customers_of uuid, p_most int)
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
  v_found uuid[];
begin
  v_found := array(
    select c.id from contacts c
    where c.company_id = v_company
      and c.name_key collate "C" >= p_text and c.name_key collate "C" < p_text || chr(1114111)
      and exists (
          select from opportunity_contacts oc
          join opportunities o on o.company_id = oc.company_id and o.id = oc.opportunity_id
          left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
          where oc.company_id = c.company_id and oc.contact_id = c.id
            and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of))
    order by c.name_key collate "C", c.id limit p_most);
  if char_length(p_text) >= 3 and cardinality(v_found) < p_most then
    v_found := v_found || array(
      select c.id from contacts c
    where c.company_id = v_company
        and c.name_key like v_pattern
        and exists (
          select from opportunity_contacts oc
          join opportunities o on o.company_id = oc.company_id and o.id = oc.opportunity_id
          left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
          where oc.company_id = c.company_id and oc.contact_id = c.id
            and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of))
      limit p_most);
  end if;
  if cardinality(v_found) = 0 and char_length(p_text) >= 4 then
    v_found := array(
      select c.id from contacts c
    where c.company_id = v_company
        and p_text <% c.name_key
        and exists (
          select from opportunity_contacts oc
          join opportunities o on o.company_id = oc.company_id and o.id = oc.opportunity_id
          left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
          where oc.company_id = c.company_id and oc.contact_id = c.id
            and (p_all or o.owner_id = any(p_owners) or g.owner_id = p_customers_of))
      order by word_similarity(p_text, c.name_key) desc, c.id limit p_most);
  end if;
  return query select distinct found from unnest(v_found) as found limit p_most;
end
$$;
alter function search_contacts(text, boolean, uuid[], uuid, int) owner to peerchamps_search;
revoke execute on function search_contacts(text, boolean, uuid[], uuid, int) from public;
grant execute on function search_contacts(text, boolean, uuid[], uuid, int) to peerchamps_app;

-- Requests by the deal they are for or by somebody who was asked; the reach is that of the list of requests.
create function search_requests(p_text text, p_all boolean, p_owners uuid[], p_customers_of uuid, p_reader uuid, p_most int)
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
  with deals as (
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
  people as (
    (select a.id from advocates a
     where a.company_id = v_company
       and a.name_key collate "C" >= p_text and a.name_key collate "C" < p_text || chr(1114111)
     order by a.name_key collate "C", a.id limit p_most)
    union
    (select a.id from advocates a
     where char_length(p_text) >= 3 and a.company_id = v_company and a.name_key like v_pattern limit p_most)
  ),
  hits as (
    select r.id from requests r join deals d on d.id = r.opportunity_id where r.company_id = v_company
    union
    select k.request_id from asks k join people p on p.id = k.advocate_id where k.company_id = v_company
  ),
  near as (
    select r.id from requests r
    join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
    where v_near and not exists (select from hits) and r.company_id = v_company and p_text <% o.name_key
    limit p_most
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
alter function search_requests(text, boolean, uuid[], uuid, uuid, int) owner to peerchamps_search;
revoke execute on function search_requests(text, boolean, uuid[], uuid, uuid, int) from public;
grant execute on function search_requests(text, boolean, uuid[], uuid, uuid, int) to peerchamps_app;
