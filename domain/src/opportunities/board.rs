//! The pipeline as a board: a column a stage, a card a deal.

use chrono::NaiveDate;
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
    /// What they are worth, a sum a currency.
    pub worth: Vec<Money>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCard {
    pub id: OpportunityId,
    pub name: String,
    pub organisation: Option<OrganisationName>,
    /// "£420,000. Close and Controls".
    pub line: String,
    pub stage: Uuid,
    pub closes_on: Option<NaiveDate>,
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
    use super::*;

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
