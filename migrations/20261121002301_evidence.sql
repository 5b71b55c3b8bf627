-- Proof that can be shown before a person is asked: quotes, case studies, clips, slides, written answers.

-- `array_to_string` is only stable, because of types whose text depends on settings; for plain text it never changes.
create function words_of(texts text[]) returns text
language sql immutable parallel safe
return array_to_string(texts, ' ');

create table evidence (
  company_id uuid not null references companies (id),
  id uuid not null,
  kind text not null constraint evidence_kind_known check (kind in ('quote', 'case_study', 'clip', 'slides', 'written_answers')),
  organisation_id uuid not null,
  -- Whose words these are, where they are somebody's.
  advocate_id uuid,
  title text not null constraint evidence_title_length check (char_length(title) between 1 and 200),
  body text not null default '' constraint evidence_body_length check (char_length(body) <= 20000),
  url text constraint evidence_url_form check (url ~ '^https?://' and char_length(url) <= 2000),
  file_id uuid,
  -- As it was called where it came from; empty without a file.
  file_name text not null default '' constraint evidence_file_name_length check (char_length(file_name) <= 200),
  language text not null default 'en',
  use_cases text[] not null default '{}',
  products text[] not null default '{}',
  competitors text[] not null default '{}',
  state text not null default 'draft' constraint evidence_state_known check (state in ('draft', 'in_review', 'approved', 'expired', 'withdrawn')),
  -- The last day on which it may be shown; null: for as long as the consent stands.
  expires_on date,
  -- The last day of the consent it was approved under; null: without end.
  consent_until date,
  created_by uuid,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search tsvector generated always as (
    setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('simple', words_of(use_cases || products || competitors)), 'B')
    || setweight(to_tsvector('simple', body), 'C')) stored,
  primary key (company_id, id),
  constraint evidence_organisation foreign key (company_id, organisation_id) references organisations (company_id, id),
  constraint evidence_advocate foreign key (company_id, advocate_id) references advocates (company_id, id),
  constraint evidence_file foreign key (company_id, file_id) references files (company_id, id),
  constraint evidence_creator foreign key (company_id, created_by) references users (company_id, id) on delete set null (created_by)
);
comment on table evidence is 'The evidence library. Only what is approved, not expired, and under a consent that stands is ever shown outside.';
create index evidence_by_time on evidence (company_id, created_at desc, id);
create index evidence_by_organisation on evidence (company_id, organisation_id);
create index evidence_by_advocate on evidence (company_id, advocate_id) where advocate_id is not null;
create index evidence_usable on evidence (company_id, id) where state = 'approved';
create index evidence_search on evidence using gin (search);
create trigger touch_updated_at before update on evidence for each row execute function touch_updated_at();
call protect('evidence');

-- Append-only: every state a piece came into, with who and when.
create table evidence_moves (
  company_id uuid not null references companies (id),
  id uuid not null,
  evidence_id uuid not null,
  state text not null constraint evidence_moves_state_known check (state in ('draft', 'in_review', 'approved', 'expired', 'withdrawn')),
  moved_at timestamptz not null,
  -- Null: by itself, when its time was over or the consent was withdrawn.
  moved_by uuid,
  reason text not null default '' constraint evidence_moves_reason_length check (char_length(reason) <= 500),
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint evidence_moves_evidence foreign key (company_id, evidence_id) references evidence (company_id, id) on delete cascade,
  constraint evidence_moves_user foreign key (company_id, moved_by) references users (company_id, id) on delete set null (moved_by)
);
comment on table evidence_moves is 'Which state a piece of evidence came into, when, by whom, and why.';
create index evidence_moves_by_evidence on evidence_moves (company_id, evidence_id, moved_at desc, id desc);
call protect('evidence_moves');
revoke update, delete on evidence_moves from peerchamps_app, peerchamps_worker;

create table evidence_links (
  company_id uuid not null references companies (id),
  id uuid not null,
  evidence_id uuid not null,
  -- The deal it was shared for, where it was.
  opportunity_id uuid,
  -- SHA-256 of the token in the address.
  token_hash bytea not null constraint evidence_links_token_unique unique,
  created_by uuid not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  -- Openings of the page and of the file by people who are not signed in to the company.
  views int not null default 0,
  downloads int not null default 0,
  last_viewed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint evidence_links_evidence foreign key (company_id, evidence_id) references evidence (company_id, id) on delete cascade,
  constraint evidence_links_opportunity foreign key (company_id, opportunity_id) references opportunities (company_id, id) on delete set null (opportunity_id),
  constraint evidence_links_creator foreign key (company_id, created_by) references users (company_id, id),
  constraint evidence_links_revoker foreign key (company_id, revoked_by) references users (company_id, id) on delete set null (revoked_by)
);
comment on table evidence_links is 'Links that show one piece of evidence to somebody outside: signed, expiring, revocable. The token itself is never kept.';
create index evidence_links_by_evidence on evidence_links (company_id, evidence_id, created_at desc, id);
call protect('evidence_links');

-- Withdrawing consent takes effect at once, whoever writes it into the ledger: what stands on it is withdrawn in the
-- same transaction.
create function withdraw_evidence_of_consent() returns trigger
language plpgsql
as $$
begin
  with gone as (
    update evidence e set state = 'withdrawn', version = version + 1
    where e.company_id = new.company_id and e.advocate_id = new.advocate_id and e.state <> 'withdrawn'
      and new.activity = case e.kind
        when 'quote' then 'quote'
        when 'clip' then 'recording'
        when 'written_answers' then 'written_answers'
        else 'case_study' end
    returning e.id
  )
  insert into evidence_moves (company_id, id, evidence_id, state, moved_at, reason)
  select new.company_id, gen_random_uuid(), gone.id, 'withdrawn', new.decided_at, 'The advocate withdrew consent' from gone;
  return null;
end
$$;
create trigger withdraw_evidence after insert on consents
  for each row when (new.decision = 'withdrawn') execute function withdraw_evidence_of_consent();

-- Full text in the evidence of the company that is set; ids only, the caller reads the rows under its own policy.
-- Every word is looked for, the last one as a beginning, so that a list can be searched while typing.
create function search_evidence(p_text text, p_most int)
returns table (id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$
  with words as (
    select string_agg(word || ':*', ' & ') as query
    from regexp_split_to_table(lower(left(p_text, 200)), '[^[:alnum:]]+') as word
    where word <> ''
  )
  select e.id
  from words, evidence e
  where e.company_id = (select nullif(current_setting('app.company', true), '')::uuid)
    and e.search @@ to_tsquery('simple', words.query)
  order by ts_rank(e.search, to_tsquery('simple', words.query)) desc, e.id
  limit p_most
$$;
create policy search_all on evidence for select to peerchamps_search using (true);
grant select on evidence to peerchamps_search;
alter function search_evidence(text, int) owner to peerchamps_search;
revoke execute on function search_evidence(text, int) from public;
grant execute on function search_evidence(text, int) to peerchamps_app;

-- Tells the company and link of a token, those whose time is over too: the page says so.
create function resolve_evidence_link(p_token_hash bytea)
returns table (company_id uuid, link_id uuid)
language sql stable security definer set search_path = public, pg_temp
as $$ select l.company_id, l.id from evidence_links l where l.token_hash = p_token_hash $$;
create policy auth_read on evidence_links for select to peerchamps_auth using (true);
grant select on evidence_links to peerchamps_auth;
alter function resolve_evidence_link(bytea) owner to peerchamps_auth;
revoke execute on function resolve_evidence_link(bytea) from public;
grant execute on function resolve_evidence_link(bytea) to peerchamps_app;
