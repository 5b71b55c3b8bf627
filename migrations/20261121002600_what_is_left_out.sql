-- What an advocate does not talk about, in their own words: they see it in the portal, whoever asks them sees it too.
alter table advocates add column avoid text not null default ''
  constraint advocates_avoid_length check (char_length(avoid) <= 1000);
