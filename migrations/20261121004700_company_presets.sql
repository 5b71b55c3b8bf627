-- Presets a company adds, renames or retires beside those that every company begins with. Their numbers are versions of
-- match_preset_versions under the same key; a preset without a row here has its first name and holds.
create table match_company_presets (
  company_id uuid not null references companies (id),
  key text not null constraint match_company_presets_key_form check (key ~ '^[a-z0-9-]{1,40}$'),
  name text not null constraint match_company_presets_name_length check (char_length(name) between 1 and 60),
  -- Counts renames, retirements and returns: each names the version it saw.
  version int not null constraint match_company_presets_counted check (version >= 1),
  retired_at timestamptz,
  changed_by uuid,
  changed_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (company_id, key),
  constraint match_company_presets_user foreign key (company_id, changed_by) references users (company_id, id) on delete set null (changed_by)
);
comment on table match_company_presets is 'Names of the company''s presets, and which of them nobody may begin with any more.';
create unique index match_company_presets_name on match_company_presets (company_id, lower(name));
create index match_company_presets_user on match_company_presets (company_id, changed_by);
create trigger touch_updated_at before update on match_company_presets for each row execute function touch_updated_at();
call protect('match_company_presets');
-- Runs and teams name a preset by its key: it is retired, never taken away.
revoke delete on match_company_presets from peerchamps_app, peerchamps_worker;
