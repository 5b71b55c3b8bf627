-- The words of an advocate, for searching. Names and stories come in many languages, so words are
-- taken as they stand ('simple'). The function is immutable, which array_to_string is not, because
-- it is given texts only.
create function joined_words(texts text[]) returns text
language sql immutable parallel safe
return array_to_string(texts, ' ');

alter table advocates add column words tsvector generated always as (
  to_tsvector('simple'::regconfig,
    name || ' ' || title || ' ' || joined_words(use_cases) || ' ' || joined_words(expertise) || ' ' || joined_words(products) || ' '
    || joined_words(tags) || ' ' || story)
) stored;
comment on column advocates.words is 'Name, title, topics and story as words.';
