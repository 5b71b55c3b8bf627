//! What pages show of a model: beside the ranking of a deal, and in the settings.

use serde::{Deserialize, Serialize};

use super::Purpose;
use super::facets::FacetKind;
use crate::ids::{AdvocateId, OpportunityId};
use crate::problem::{FieldProblems, Problem};

/// How one thing a model was asked for stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AiState<T> {
    /// Nobody asked, or what it was asked about has changed since.
    NotAsked,
    /// A job is on its way; the page does not wait.
    Working,
    There(T),
    Unavailable {
        /// Why, in a sentence.
        why: String,
        /// "10:24"
        tried_at: String,
        /// "in 4 min"; nothing when nobody tries by itself.
        next_try: Option<String>,
    },
}

/// What a model adds beside the ranking of one deal. Nothing of it ranks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub opportunity: OpportunityId,
    pub suggested: Option<Suggested>,
}

/// What a model suggests, where the company lets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    pub facets: AiState<Vec<SuggestedFacet>>,
    pub rationale: AiState<Rationale>,
    pub order: AiState<SuggestedOrder>,
    /// Whether the reader may take a suggestion into the deal.
    pub may_accept: bool,
}

/// A need that the notes name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedFacet {
    pub kind: FacetKind,
    pub value: String,
    pub quote: String,
    /// Where the quote stands: "Background".
    pub source: String,
}

/// Why somebody fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rationale {
    pub advocate: AdvocateId,
    pub name: String,
    pub text: String,
    /// What to bring up in a call with them, and in which order; empty where nothing of it held.
    pub brief: String,
    /// The computed terms it rests on.
    pub sources: Vec<String>,
}

impl Rationale {
    /// Where it comes from, said beside it wherever it is shown.
    pub const ORIGIN: &str = "Written by a language model from the computed terms, and checked against them";
    /// What stands before the brief.
    pub const BRIEF: &str = "For the call";
}

/// Why one advocate fits, beside what was computed of them. No state where a model may not be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InWords {
    pub opportunity: OpportunityId,
    pub advocate: AdvocateId,
    pub state: Option<AiState<Rationale>>,
}

/// Another order of the first places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedOrder {
    pub moves: Vec<SuggestedMove>,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedMove {
    pub advocate: AdvocateId,
    pub name: String,
    pub organisation_name: String,
    /// The computed place.
    pub from: u8,
    pub to: u8,
}

/// The page of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiSettings {
    /// The model this installation asks; nothing when no key is configured.
    pub model: Option<String>,
    pub form: AiForm,
    /// "$1.25"
    pub spent: String,
    /// "November 2026"
    pub month: String,
    pub calls: i64,
    pub answered: i64,
    pub dropped: i64,
    /// "1.2 s", over the answered calls of the month.
    pub median: Option<String>,
    /// What the operator allows a company a day: "$5.00".
    pub day_limit: String,
    /// "14:20", while the model is left alone.
    pub resting_until: Option<String>,
    pub failures: Vec<FailedCall>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedCall {
    /// "Thu 19 Nov, 10:24"
    pub when: String,
    pub purpose: Purpose,
    pub opportunity: Option<(OpportunityId, String)>,
    pub why: String,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AiForm {
    /// "on" or nothing: how a checkbox is sent.
    pub is_on: String,
    /// Whole dollars a month.
    pub budget: String,
    pub version: String,
}

impl AiForm {
    /// The switch, and the budget in millionths of a dollar.
    pub fn check(&self) -> Result<(bool, i64), Problem> {
        let mut problems = FieldProblems::default();
        let budget = self.budget.trim().parse::<i64>().ok().filter(|dollars| (0..=100_000).contains(dollars));
        if budget.is_none() {
            problems.add("budget", "A whole number of dollars, from 0 to 100,000.");
        }
        problems.check()?;
        Ok((!self.is_on.is_empty(), budget.unwrap_or_default() * 1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_whole_dollars() {
        let check = |budget: &str| AiForm { is_on: "on".into(), budget: budget.into(), ..AiForm::default() }.check();

        assert_eq!(check(" 50 "), Ok((true, 50_000_000)));
        for wrong in ["", "-1", "1.5", "100001", "much"] {
            assert!(check(wrong).unwrap_err().of_field("budget").is_some(), "{wrong}");
        }
    }
}
