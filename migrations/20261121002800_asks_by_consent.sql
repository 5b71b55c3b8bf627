-- An ask needs consent for what it asks for, at the moment of asking: a consent that was withdrawn or ended a moment ago
-- counts, whatever was read before.
create or replace function check_own_word() returns trigger
language plpgsql
as $$
begin
  -- The lock that pausing and withdrawing take too: of an ask and either at once, one comes first.
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
  if not exists (
    select from (
      select c.decision, c.expires_on
      from consents c
      join requests r on r.company_id = c.company_id and r.activity = c.activity
      where c.company_id = new.company_id and c.advocate_id = new.advocate_id and r.id = new.request_id
      order by c.decided_at desc, c.id desc limit 1
    ) latest
    where latest.decision = 'granted'
      and (latest.expires_on is null or latest.expires_on >= (new.asked_at at time zone 'UTC')::date)
  ) then
    raise exception using errcode = 'check_violation', constraint = 'asks_by_consent', message = 'no consent for this activity';
  end if;
  return new;
end
$$;
