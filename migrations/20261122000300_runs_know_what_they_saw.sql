-- Lists name the best match of the last run. Whether somebody else might be first by now, they can tell from two marks of
-- the run without ranking anew: the transaction it was made in, against the last one that changed what matching reads,
-- and the version of the deal it ranked for. Runs of before have neither, and are of an earlier day.
alter table match_runs add column made_in xid8, add column deal_version int;
alter table match_runs alter column made_in set default pg_current_xact_id();
comment on column match_runs.made_in is 'The transaction that kept the run; later ones in matching_changes were not seen by it.';
comment on column match_runs.deal_version is 'The version of the opportunity that was ranked for.';

-- Rules and presets decide who is first, too.
call feeds_matching('matching_rule_versions');
call feeds_matching('match_preset_versions');
