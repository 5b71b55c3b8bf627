-- A company meets in rooms of its own service, or always in the same one.
alter table companies add column room_per_call boolean not null default true;
alter table companies add constraint companies_meeting_rooms_length check (length(meeting_rooms) <= 301);
comment on column companies.meeting_rooms is 'The address of the calls'' meeting rooms, or its beginning (room_per_call).';
comment on column companies.room_per_call is 'Whether each call has a room of its own: meeting_rooms with a code behind it.';
