-- Contacts leave their organisation. They stay on what they took part in, and are not offered for anything new.
alter table contacts
  add column left_at timestamptz,
  add column left_by uuid,
  add constraint contacts_left_by foreign key (company_id, left_by) references users (company_id, id) on delete set null (left_by),
  add constraint contacts_left_once check (left_by is null or left_at is not null);
comment on column contacts.left_at is 'Since when somebody said that they work there no more.';
