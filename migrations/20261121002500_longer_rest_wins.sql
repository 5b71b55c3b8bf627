-- The longer rest wins, the company's or the advocate's own, as it does where people are matched and listed: an
-- advocate may ask for more rest than the company gives, never for less.
create or replace function check_ask_limits() returns trigger
language plpgsql
as $$
declare
  limits record;
  month_asks int;
  quarter_asks int;
  last_touch timestamptz;
begin
  -- One at a time for each advocate: two colleagues may ask at once.
  perform pg_advisory_xact_lock(hashtextextended(new.advocate_id::text, 0));
  select least(coalesce(a.monthly_cap, c.monthly_cap), c.monthly_cap) as monthly_cap,
         least(coalesce(a.quarterly_cap, c.quarterly_cap), c.quarterly_cap) as quarterly_cap,
         greatest(coalesce(a.cool_down_days, 0), c.cool_down_days) as cool_down_days
    into limits
  from advocates a join companies c on c.id = a.company_id
  where a.company_id = new.company_id and a.id = new.advocate_id;

  select count(*) filter (where t.at >= date_trunc('month', new.asked_at)),
         count(*) filter (where t.at >= date_trunc('quarter', new.asked_at))
    into month_asks, quarter_asks
  from touches t
  where t.company_id = new.company_id and t.advocate_id = new.advocate_id and t.kind = 'ask'
    and t.at >= date_trunc('quarter', new.asked_at) and t.at <= new.asked_at;

  -- The rest starts with a held call, not with an ask: a declined ask costs a touch, not a rest.
  select max(t.at) into last_touch
  from touches t
  where t.company_id = new.company_id and t.advocate_id = new.advocate_id and t.kind = 'call'
    and t.at <= new.asked_at;

  if exists (
    select from asks a
    join requests mine on mine.company_id = new.company_id and mine.id = new.request_id
    join requests q on q.company_id = a.company_id and q.id = a.request_id
    where a.company_id = new.company_id and a.advocate_id = new.advocate_id and a.id <> new.id
      and q.opportunity_id = mine.opportunity_id and a.state in ('sent', 'accepted', 'declined')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'asks_once_per_deal', message = 'already asked for this deal';
  end if;
  if month_asks >= limits.monthly_cap then
    raise exception using errcode = 'check_violation', constraint = 'asks_monthly_cap', message = 'monthly cap reached';
  end if;
  if quarter_asks >= limits.quarterly_cap then
    raise exception using errcode = 'check_violation', constraint = 'asks_quarterly_cap', message = 'quarterly cap reached';
  end if;
  -- Whole days, as matching counts them: free again on the day itself.
  if (last_touch at time zone 'UTC')::date + limits.cool_down_days > (new.asked_at at time zone 'UTC')::date then
    raise exception using errcode = 'check_violation', constraint = 'asks_cool_down', message = 'cooling off';
  end if;
  return new;
end
$$;
