-- Everything that happened, the work it causes, and the mail it sends.

create table events (
  company_id uuid not null references companies (id),
  id uuid not null,
  seq bigint generated always as identity,
  kind text not null,
  body jsonb not null,
  actor_id uuid,
  request_ref text not null default '',
  occurred_at timestamptz not null,
  -- When the relay turned it into jobs; null until then.
  relayed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint events_actor foreign key (company_id, actor_id) references users (company_id, id) on delete set null (actor_id)
);
comment on table events is 'The outbox and the record of what happened; written in the commit of the change itself.';
create index events_unrelayed on events (seq) where relayed_at is null;
create index events_by_time on events (company_id, seq desc);
call protect('events');
revoke update, delete on events from peerchamps_app, peerchamps_worker;
-- The relay reads the outbox of all companies and marks rows, nothing else.
create policy relay_read on events for select to peerchamps_worker using (true);
create policy relay_mark on events for update to peerchamps_worker using (true) with check (true);
grant update (relayed_at) on events to peerchamps_worker;

create table jobs (
  company_id uuid not null references companies (id),
  id uuid not null,
  -- The queue: mail_out, reminders, …
  queue text not null,
  kind text not null,
  -- Makes the same work once: an event's id, a call's id and sequence.
  key text not null,
  body jsonb not null,
  state text not null default 'queued' constraint jobs_state_known check (state in ('queued', 'running', 'retrying', 'done', 'dead', 'cancelled')),
  attempts int not null default 0,
  max_attempts int not null,
  run_at timestamptz not null,
  -- When the engine was told; null until then and again after a replay.
  handed_at timestamptz,
  last_error text,
  replayed_at timestamptz,
  replayed_by uuid,
  finished_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint jobs_once unique (company_id, kind, key),
  constraint jobs_replayer foreign key (company_id, replayed_by) references users (company_id, id) on delete set null (replayed_by)
);
comment on table jobs is 'What has to be done outside a request, its attempts and its end. The engine underneath only carries ids.';
create index jobs_unhanded on jobs (created_at) where handed_at is null;
create index jobs_by_state on jobs (company_id, state, run_at desc, id);
create trigger touch_updated_at before update on jobs for each row execute function touch_updated_at();
call protect('jobs');
-- The relay hands jobs of all companies to the engine; running one happens as its company.
create policy relay_read on jobs for select to peerchamps_worker using (true);
create policy relay_write on jobs for all to peerchamps_worker using (true) with check (true);

-- The engine makes and owns its schema (graphile_worker); it carries ids only.
do $$ begin execute format('grant create on database %I to peerchamps_worker', current_database()); end $$;

create table mails (
  company_id uuid not null references companies (id),
  id uuid not null,
  -- The same mail once: kind, subject of the mail, recipient.
  key text not null,
  kind text not null,
  to_name text not null,
  to_email text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  -- An invitation to attach, with its iTIP method (REQUEST, CANCEL).
  ics text,
  ics_method text constraint mails_ics_method_known check (ics_method in ('REQUEST', 'CANCEL')),
  message_ref text not null,
  state text not null default 'queued' constraint mails_state_known check (state in ('queued', 'sending', 'sent', 'captured', 'failed')),
  sent_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint mails_once unique (company_id, key)
);
comment on table mails is 'Every mail that leaves: written first, sent once.';
create index mails_latest on mails (company_id, created_at desc, id);
create trigger touch_updated_at before update on mails for each row execute function touch_updated_at();
call protect('mails');

-- Whose mailbox the demo shows while nobody is signed in: the oldest company with a demo sign-in.
create function demo_company() returns uuid
language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from companies c
  where exists (select from users u join logins l on l.id = u.login_id where u.company_id = c.id and l.demo)
  order by c.created_at, c.id limit 1
$$;
alter function demo_company() owner to peerchamps_auth;
revoke execute on function demo_company() from public;
grant execute on function demo_company() to peerchamps_app;
