-- What a prospect types while booking, where calls take place, and at most one of each per link.

alter table reference_calls add column prospect_note text not null default ''
  constraint reference_calls_prospect_note_length check (char_length(prospect_note) <= 4000);
comment on column reference_calls.prospect_note is 'What the advocate should know before the call, as the prospect typed it.';

-- One form in progress per link: choosing another time moves it, so nothing typed is lost.
create unique index reference_calls_one_draft_per_link on reference_calls (company_id, booking_link_id)
  where state in ('held', 'released');
create unique index reference_calls_one_planned_per_ask on reference_calls (company_id, ask_id)
  where state = 'scheduled';

-- A call's own room is this address followed by a code nobody can guess. The default needs no account anywhere.
alter table companies add column meeting_rooms text not null default 'https://meet.jit.si/peerchamps-'
  constraint companies_meeting_rooms_form check (meeting_rooms ~ '^https://');
comment on column companies.meeting_rooms is 'How the address of a call''s meeting room begins.';
