-- The library of evidence and the nominations are kept under names like every other list.

alter table list_views drop constraint list_views_list_known;
alter table list_views add constraint list_views_list_known
  check (list in ('advocates', 'opportunities', 'requests', 'organisations', 'evidence', 'nominations'));
