//! What runs read instead of the rows: the profiles of everybody, and who has what.

use super::rows::{Row, Told};
use super::{Index, NONE};
use crate::matching::facts::Profile;
use crate::matching::fit;
use crate::matching::postings::Postings;

impl Index {
    pub(super) fn turn_around(&mut self) {
        let rows = || (0..).zip(&self.rows);
        let tags = rows().flat_map(|(at, row)| row.tags.of_list(&self.tags).iter().map(move |tag| (*tag, at)));
        let members = rows().map(|(at, row)| (row.organisation, at)).filter(|(house, _)| *house != NONE);
        let relatives =
            rows().flat_map(|(at, row)| row.related.of_list(&self.related).iter().map(move |house| (*house, at)));
        let told: Vec<(u32, Told)> = rows().flat_map(|(at, row)| self.told(at, row)).collect();
        let profile = |row: &Row| Profile::of(row, row.outcomes.of_list(&self.outcomes));
        let profiles = self.rows.iter().map(profile).collect();
        let holders = Postings::of(self.vocabulary.len(), tags);
        let tellers = Postings::of(self.vocabulary.len(), told.into_iter());
        let members = Postings::of(self.organisations.len(), members);
        let relatives = Postings::of(self.organisations.len(), relatives);

        self.profiles = profiles;
        self.holders = holders;
        self.tellers = tellers;
        self.members = members;
        self.relatives = relatives;
    }

    /// The use cases of which somebody tells, each once, with what their outcomes prove when it alone is wanted.
    fn told(&self, at: u32, row: &Row) -> impl Iterator<Item = (u32, Told)> {
        let outcomes = row.outcomes.of_list(&self.outcomes);
        let mut use_cases: Vec<u32> = outcomes.iter().map(|outcome| outcome.use_case).collect();
        use_cases.retain(|use_case| *use_case != NONE);
        use_cases.sort_unstable();
        use_cases.dedup();
        use_cases.into_iter().map(move |wanted| {
            let alone = fit::outcomes(outcomes, |use_case| use_case == wanted);
            (wanted, Told { at, alone })
        })
    }
}
