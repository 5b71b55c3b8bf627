-- An advocate's own "no new requests for now". Append-only: the latest row per advocate decides, so that who switched
-- what and when stays known.
create table advocate_pauses (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  decision text not null constraint advocate_pauses_decision_known check (decision in ('paused', 'resumed')),
  decided_at timestamptz not null,
  -- The first day on which requests are welcome again; null until switched back.
  resumes_on date,
  decided_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint advocate_pauses_end check (decision = 'paused' or resumes_on is null),
  constraint advocate_pauses_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint advocate_pauses_user foreign key (company_id, decided_by) references users (company_id, id) on delete set null (decided_by)
);
comment on table advocate_pauses is 'When an advocate paused new requests and when they took it back. Rows are never changed.';
create index advocate_pauses_latest on advocate_pauses (company_id, advocate_id, decided_at desc, id desc);
call protect('advocate_pauses');
revoke update, delete on advocate_pauses from peerchamps_app, peerchamps_worker;
call feeds_matching('advocate_pauses');

-- What the advocate said of themselves, held at the moment of asking like their caps: no ask during a pause.
create function check_own_word() returns trigger
language plpgsql
as $$
begin
  -- The lock that pausing takes too: of an ask and a pause at once, one comes first.
  perform pg_advisory_xact_lock(hashtextextended(new.advocate_id::text, 0));
  if exists (
    select from (
      select p.decision, p.resumes_on from advocate_pauses p
      where p.company_id = new.company_id and p.advocate_id = new.advocate_id
      order by p.decided_at desc, p.id desc limit 1
    ) latest
    where latest.decision = 'paused'
      and (latest.resumes_on is null or latest.resumes_on > (new.asked_at at time zone 'UTC')::date)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'asks_paused', message = 'new requests are paused';
  end if;
  return new;
end
$$;
create trigger asks_by_own_word before insert on asks
  for each row when (new.state = 'sent') execute function check_own_word();
