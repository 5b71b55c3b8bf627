-- Where an advocate stood in the programme and whether they could be used as a reference: every move
-- is a dated fact with who and why. The latest of an axis is what the advocate's own row says.
create table advocate_moves (
  company_id uuid not null references companies (id),
  id uuid not null,
  advocate_id uuid not null,
  axis text not null constraint advocate_moves_axis_known check (axis in ('lifecycle', 'reference_status')),
  from_state text not null,
  to_state text not null,
  reason text not null default '' constraint advocate_moves_reason_length check (char_length(reason) <= 500),
  moved_at timestamptz not null,
  -- Nobody when the product did it.
  moved_by uuid,
  created_at timestamptz not null default now(),
  constraint advocate_moves_somewhere check (from_state <> to_state),
  constraint advocate_moves_states_known check (
    (axis = 'lifecycle'
      and from_state in ('candidate', 'nominated', 'invited', 'onboarding', 'active', 'resting', 'at_risk', 'paused', 'alumni')
      and to_state in ('candidate', 'nominated', 'invited', 'onboarding', 'active', 'resting', 'at_risk', 'paused', 'alumni'))
    or (axis = 'reference_status'
      and from_state in ('active', 'caution', 'paused', 'do_not_use')
      and to_state in ('active', 'caution', 'paused', 'do_not_use'))),
  primary key (company_id, id),
  constraint advocate_moves_advocate foreign key (company_id, advocate_id) references advocates (company_id, id) on delete cascade,
  constraint advocate_moves_user foreign key (company_id, moved_by) references users (company_id, id) on delete set null (moved_by)
);
comment on table advocate_moves is 'Moves of advocates between states of their life in the programme. Rows are never changed.';
create index advocate_moves_latest on advocate_moves (company_id, advocate_id, axis, moved_at desc, id desc);
call protect('advocate_moves');
revoke update, delete on advocate_moves from peerchamps_app, peerchamps_worker;

-- What an event about an advocate is about, as for deals.
alter table events add column about_advocate uuid generated always as ((body ->> 'advocate')::uuid) stored;
create index events_about_advocate on events (company_id, about_advocate, seq desc) where about_advocate is not null;
