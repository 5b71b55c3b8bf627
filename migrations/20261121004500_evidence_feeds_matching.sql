-- Approved evidence is quoted where a deal is matched: what matching keeps in memory must not outlive it.
call feeds_matching('evidence');
