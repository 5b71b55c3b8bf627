-- What a company makes of matching: its own weights, its rules with their history, and the preset a team begins with.

-- Append-only: the highest version of a key holds, and version 0 is what every company begins with (domain). Two who
-- save at once want the same version, and the second is refused by the key.
create table match_preset_versions (
  company_id uuid not null references companies (id),
  key text not null constraint match_preset_versions_key_form check (key ~ '^[a-z0-9-]{1,40}$'),
  version int not null constraint match_preset_versions_counted check (version >= 1),
  -- Weights and prices, as match_presets has them.
  weights jsonb not null,
  cause text not null constraint match_preset_versions_cause_known check (cause in ('saved', 'undone', 'learnt')),
  saved_by uuid,
  saved_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (company_id, key, version),
  constraint match_preset_versions_user foreign key (company_id, saved_by) references users (company_id, id) on delete set null (saved_by)
);
comment on table match_preset_versions is 'Every save of a preset of the company; the highest version holds.';
create index match_preset_versions_user on match_preset_versions (company_id, saved_by);
call protect('match_preset_versions');
revoke update, delete on match_preset_versions from peerchamps_app, peerchamps_worker;

alter table teams add column default_preset text
  constraint teams_default_preset_form check (default_preset ~ '^[a-z0-9-]{1,40}$');
comment on column teams.default_preset is 'The preset that deals of the team begin with; null: the first.';

-- The rules themselves stand in companies, where the check at the moment of asking reads them.
create table matching_rule_versions (
  company_id uuid not null references companies (id),
  version int not null constraint matching_rule_versions_counted check (version >= 1),
  before jsonb not null,
  after jsonb not null,
  saved_by uuid,
  saved_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (company_id, version),
  constraint matching_rule_versions_user foreign key (company_id, saved_by) references users (company_id, id) on delete set null (saved_by)
);
comment on table matching_rule_versions is 'Every change of caps, rest and renewal window: who, when, from what to what.';
create index matching_rule_versions_user on matching_rule_versions (company_id, saved_by);
call protect('matching_rule_versions');
revoke update, delete on matching_rule_versions from peerchamps_app, peerchamps_worker;

-- The last runs of the company, whatever the deal.
create index match_runs_recent on match_runs (company_id, started_at desc, id desc);

-- Nobody is asked shortly before their contract renews. Matching counts the days alike (Rule::Renewal).
create function check_renewal() returns trigger
language plpgsql
as $$
begin
  if exists (
    select from advocates a
    join organisations o on o.company_id = a.company_id and o.id = a.organisation_id
    join companies c on c.id = a.company_id
    where a.company_id = new.company_id and a.id = new.advocate_id and c.renewal_window_days > 0
      and o.renewal_on - (new.asked_at at time zone 'UTC')::date between 0 and c.renewal_window_days
  ) then
    raise exception using errcode = 'check_violation', constraint = 'asks_renewal', message = 'shortly before a renewal';
  end if;
  return new;
end
$$;
create trigger asks_not_before_renewal before insert on asks
  for each row when (new.state = 'sent') execute function check_renewal();
