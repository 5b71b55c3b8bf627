//! Where everybody stands on a day.

use chrono::NaiveDate;
use domain::advocates::{Facts, Limits, Span};
use domain::organisations::Relation;

use super::reading::Change;
use super::{Company, Organisation, Person};

impl Company {
    /// Judges everybody for a day and the company's limits.
    pub fn judge_for(&mut self, today: NaiveDate, limits: Limits) {
        (self.today, self.limits) = (today, limits);
        self.judge(None);
    }

    /// Judges those that changed, or everybody.
    pub(super) fn judge(&mut self, change: Option<&Change>) {
        let Self { people, organisations, facts, products, today, limits, .. } = self;
        let mut is_changed = vec![change.is_none(); organisations.len()];
        for slot in change.iter().flat_map(|change| &change.organisations) {
            is_changed[*slot as usize] = true;
        }
        for (organisation, _) in organisations.iter_mut().zip(&is_changed).filter(|(_, is_changed)| **is_changed) {
            organisation.judge(*today);
        }
        let mut judge = |line: &mut Person, facts: &Facts| {
            let organisation = &organisations[line.organisation as usize];
            let judged = facts.judged(&organisation.customer, limits, *today);
            (line.status, line.load, line.calls) = (judged.status, judged.load, judged.calls);
            line.products = products.union(line.own_products, organisation.products);
        };
        // With an organisation all of its people change; without one, those that were read again.
        if change.is_none_or(|change| !change.organisations.is_empty()) {
            let theirs = people.iter_mut().zip(facts.iter());
            theirs
                .filter(|(line, _)| is_changed[line.organisation as usize])
                .for_each(|(line, facts)| judge(line, facts));
        }
        for slot in change.iter().flat_map(|change| &change.people) {
            judge(&mut people[*slot as usize], &facts[*slot as usize]);
        }
    }
}

impl Organisation {
    fn judge(&mut self, today: NaiveDate) {
        self.light = self.customer.light(today);
        let holds = |(_, since, span): &&(Relation, NaiveDate, Span)| *since <= today && span.holds_on(today);
        self.related = self.relations.iter().filter(holds).fold(0, |bits, (kind, ..)| bits | 1 << *kind as u8);
    }
}
