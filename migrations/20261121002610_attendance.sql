-- Who came to a call, recorded by a person once its time had come. Calls that were over before this was kept have none.
alter table reference_calls
  add column attendance text
    constraint reference_calls_attendance_known check (attendance in ('took_place', 'advocate_missing', 'prospect_missing', 'nobody_came')),
  add column attended_at timestamptz,
  add column attended_by uuid,
  add constraint reference_calls_attended check ((attendance is null) = (attended_at is null)),
  add constraint reference_calls_attended_state check (
    attendance is null or (state = 'completed') = (attendance = 'took_place') and state in ('completed', 'missed')),
  add constraint reference_calls_attended_by foreign key (company_id, attended_by)
    references users (company_id, id) on delete set null (attended_by);

-- A call is one touch, however often somebody presses the button.
create unique index touches_one_call_per_ask on touches (company_id, ask_id) where kind = 'call' and ask_id is not null;
