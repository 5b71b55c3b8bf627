-- What every deal of a company is looked at for: the list counts its filters over all of them, tabs and the first page
-- count those that need a reference. An index that holds just that is read in place of the rows, which are wide.
create index opportunities_listed on opportunities (company_id, id)
  include (stage_id, owner_id, amount_minor, closes_on, closed_at, needed_by);
-- Deals for which somebody is being asked, or was: the others need a reference.
create index requests_taken on requests (company_id, opportunity_id)
  where state not in ('draft', 'declined', 'expired', 'cancelled');
