-- What the planner knows of the tables that a large import fills. Until it is told, it takes a company's rows for one and
-- joins them in loops; autovacuum tells it within minutes, an import at once. Only a table's owner may do it.
create function refresh_statistics()
returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  analyze organisations, contacts, opportunities, advocates, import_rows;
end
$$;

revoke execute on function refresh_statistics() from public;
grant execute on function refresh_statistics() to peerchamps_app;
