-- Puts back a token that was taken for something that turned out well, such as a right password: whoever signs in often
-- is not slowed down, whoever guesses is. Never fills a bucket past its burst.
create function give_back_token(p_key bytea, p_burst double precision)
returns void
language sql security definer set search_path = public, pg_temp
as $$ update rate_limits set tokens = least(p_burst, tokens + 1) where key = p_key $$;

alter function give_back_token(bytea, double precision) owner to peerchamps_auth;
revoke execute on function give_back_token(bytea, double precision) from public;
grant execute on function give_back_token(bytea, double precision) to peerchamps_app;
