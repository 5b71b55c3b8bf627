//! The pipeline as a board: a column a stage, a card a deal.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fields::{Mastery, Source};
use super::list::{BestMatch, OrganisationName, PersonName, SavedView};
use super::reference::Reference;
use super::stage::Outcome;
use crate::ids::OpportunityId;
use crate::money::Money;
use crate::paging::Count;
use crate::problem::Problem;

/// What the address of the board says; anything unknown in it counts as not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardAddress {
    pub view: Option<String>,
    pub q: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardColumn {
    pub stage: Uuid,
    pub name: String,
    pub outcome: Outcome,
    /// All deals of the view in this stage, also those without a card.
    pub deals: Count,
    /// What they are worth, a sum a currency, the largest first.
    pub worth: Vec<Money>,
}

impl BoardColumn {
    /// A deal of this worth came from another column.
    pub fn gain(&mut self, amount: Option<&Money>) {
        self.deals.number = self.deals.number.saturating_add(1);
        self.weigh(amount, 1);
    }

    /// A deal of this worth went to another column.
    pub fn lose(&mut self, amount: Option<&Money>) {
        self.deals.number = self.deals.number.saturating_sub(1);
        self.weigh(amount, -1);
    }

    fn weigh(&mut self, amount: Option<&Money>, sign: i64) {
        let Some(amount) = amount else { return };
        let minor = amount.minor.saturating_mul(sign);
        match self.worth.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(minor),
            None => self.worth.push(Money::new(minor, amount.currency.clone())),
        }
        self.worth.retain(|sum| sum.minor != 0);
        self.worth.sort_by_key(|sum| std::cmp::Reverse(sum.minor));
    }

    /// "Evaluation, 1 opportunity".
    pub fn label(&self) -> String {
        let deals = if self.deals.number == 1 && !self.deals.or_more { "opportunity" } else { "opportunities" };
        format!("{}, {} {deals}", self.name, self.deals)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCard {
    pub id: OpportunityId,
    pub name: String,
    pub organisation: Option<OrganisationName>,
    /// "£420,000. Close and Controls".
    pub line: String,
    pub amount: Option<Money>,
    pub stage: Uuid,
    /// "Mon 21 Dec", with its year where that is another one.
    pub closes_on: Option<String>,
    pub reference: Reference,
    pub best: Option<BestMatch>,
    pub owner: Option<PersonName>,
    pub source: Source,
}

impl BoardCard {
    /// A deal whose stage another system keeps is moved there.
    pub fn can_be_moved(&self) -> bool {
        self.source.mastery() == Mastery::Here
    }
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    pub view: SavedView,
    pub tabs: Vec<(SavedView, Count)>,
    /// What the board is filtered by; empty when it is not.
    pub text: String,
    pub columns: Vec<BoardColumn>,
    pub cards: Vec<BoardCard>,
    pub may_edit: bool,
    pub may_import: bool,
    pub may_match: bool,
}

/// A card carried to another column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveDeal {
    pub opportunity: String,
    /// The stage the page showed.
    pub from: String,
    pub to: String,
}

impl MoveDeal {
    /// The stage to move to. `now` is where the deal is and `stages` are those the company has.
    pub fn check(&self, source: Source, now: Uuid, stages: &[Uuid]) -> Result<Uuid, Problem> {
        if source.mastery() == Mastery::There {
            let words = format!("{} keeps the stage of this deal: move it there.", source.label());
            return Err(Problem::refused("mastered_elsewhere", words));
        }
        let to = self.to.parse().ok().filter(|to| stages.contains(to));
        let to = to.ok_or_else(|| Problem::invalid("to", "This stage is gone. Load the page again."))?;
        if self.from != now.to_string() && to != now {
            return Err(Problem::refused("changed_meanwhile", "Somebody moved this deal meanwhile."));
        }
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(deals: i64, worth: &[(i64, &str)]) -> BoardColumn {
        BoardColumn {
            stage: Uuid::nil(),
            name: "Evaluation".into(),
            outcome: Outcome::Open,
            deals: Count::capped(deals, 9_999),
            worth: worth.iter().map(|(minor, currency)| Money::new(*minor, *currency)).collect(),
        }
    }

    #[test]
    fn a_column_counts_and_weighs_what_comes_and_goes() {
        let mut here = column(1, &[(500, "GBP")]);
        let table = [
            (Some(Money::new(900, "EUR")), "Evaluation, 2 opportunities", vec![(900, "EUR"), (500, "GBP")]),
            (None, "Evaluation, 3 opportunities", vec![(900, "EUR"), (500, "GBP")]),
            (Some(Money::new(700, "GBP")), "Evaluation, 4 opportunities", vec![(1_200, "GBP"), (900, "EUR")]),
        ];
        assert_eq!(here.label(), "Evaluation, 1 opportunity");
        for (amount, label, worth) in table {
            here.gain(amount.as_ref());

            assert_eq!((here.label().as_str(), &here.worth), (label, &column(0, &worth).worth));
        }
        here.lose(Some(&Money::new(900, "EUR")));
        assert_eq!(here.worth, column(0, &[(1_200, "GBP")]).worth);
    }

    proptest! {
        #[test]
        fn what_comes_and_goes_again_leaves_a_column_as_it_was(
            worth in proptest::collection::vec(1..1_000_i64, 0..3), came in 1..1_000_i64, at in 0..4_usize) {
            let currencies = ["GBP", "EUR", "USD", "CHF"];
            let mut sums: Vec<(i64, &str)> = worth.iter().copied().zip(currencies).collect();
            sums.sort_by_key(|(minor, _)| std::cmp::Reverse(*minor));
            let before = column(3, &sums);
            let mut after = before.clone();

            after.gain(Some(&Money::new(came, currencies[at])));
            prop_assert_ne!(&after, &before);
            after.lose(Some(&Money::new(came, currencies[at])));

            prop_assert_eq!(after.deals, before.deals);
            let total = |column: &BoardColumn, currency: &str| {
                column.worth.iter().filter(|sum| sum.currency == currency).map(|sum| sum.minor).sum::<i64>()
            };
            for currency in currencies {
                prop_assert_eq!(total(&after, currency), total(&before, currency));
            }
        }
    }

    #[test]
    fn a_deal_moves_from_where_the_page_showed_it_unless_its_source_keeps_the_stage() {
        let [one, two, gone] = [1, 2, 3].map(Uuid::from_u128);
        let moved =
            |from: Uuid, to: Uuid| MoveDeal { from: from.to_string(), to: to.to_string(), ..MoveDeal::default() };
        let code = |problem: Problem| problem.refusal_code().map(str::to_owned);

        assert_eq!(moved(one, two).check(Source::Manual, one, &[one, two]), Ok(two));
        // Carried twice to the same place is carried once.
        assert_eq!(moved(one, two).check(Source::Manual, two, &[one, two]), Ok(two));
        let late = moved(one, one).check(Source::Manual, two, &[one, two]).unwrap_err();
        assert_eq!(code(late).as_deref(), Some("changed_meanwhile"));
        assert!(moved(one, gone).check(Source::Manual, one, &[one, two]).unwrap_err().of_field("to").is_some());
        let kept = moved(one, two).check(Source::Hubspot, one, &[one, two]).unwrap_err();
        assert!(kept.to_string().starts_with("HubSpot keeps the stage"));
        assert_eq!(code(kept).as_deref(), Some("mastered_elsewhere"));
    }
}
