//! What the address of the page says: preset, weights, who is selected, whether all are listed.

use domain::ids::{AdvocateId, OpportunityId};
use domain::matching::{Row, Rule, Weights};

use crate::paths;

/// The address of the matching page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub preset: Option<String>,
    /// Only when they differ from the preset's.
    pub weights: Option<Weights>,
    pub advocate: Option<AdvocateId>,
    pub all_held: bool,
    /// Whose people are listed of the rules that hold back.
    pub held_by: Option<Rule>,
    /// How many rows are drawn, when it is more than at first.
    pub rows: Option<usize>,
    /// Who is shown side by side, over the page.
    pub compared: Vec<AdvocateId>,
}

impl Address {
    pub fn with_advocate(&self, advocate: Option<AdvocateId>) -> Self {
        Self { advocate, ..self.clone() }
    }

    /// The address as a link.
    pub fn href(&self, opportunity: OpportunityId) -> String {
        let mut parts = self.measure();
        if let Some(advocate) = self.advocate {
            parts.push(format!("advocate={advocate}"));
        }
        match self.held_by {
            Some(rule) => parts.push(["held=", rule.as_str()].concat()),
            None if self.all_held => parts.push("held=all".to_owned()),
            None => {}
        }
        if let Some(rows) = self.rows {
            parts.push(["rows=", &rows.to_string()].concat());
        }
        if !self.compared.is_empty() {
            let ids: Vec<String> = self.compared.iter().map(AdvocateId::to_string).collect();
            parts.push(["compare=", &ids.join(",")].concat());
        }
        with(paths::opportunity(opportunity), &parts)
    }

    /// The report of somebody by the same weights, at what a number there is made of.
    pub fn report(&self, opportunity: OpportunityId, advocate: AdvocateId, at: &str) -> String {
        [with(paths::match_report(opportunity, advocate), &self.measure()).as_str(), "#", at].concat()
    }

    /// The same report as a file.
    #[cfg(feature = "ssr")]
    pub fn printed_report(&self, opportunity: OpportunityId, advocate: AdvocateId) -> String {
        with(paths::match_report_pdf(opportunity, advocate), &self.measure())
    }

    /// What people are measured by.
    fn measure(&self) -> Vec<String> {
        let preset = self.preset.iter().map(|preset| ["preset=", &paths::encoded(preset)].concat());
        preset.chain(self.weights.iter().map(|weights| ["w=", &weights.text()].concat())).collect()
    }
}

fn with(path: String, parts: &[String]) -> String {
    if parts.is_empty() { path } else { [path.as_str(), "?", &parts.join("&")].concat() }
}

/// Where in the report the whole score, its factors and the trust in it stand.
pub const SCORE: &str = "score";
pub const FIT: &str = "fit";
pub const CONFIDENCE: &str = "confidence";

/// Where in the report the row of a score is made up.
pub const fn anchor(row: Row) -> &'static str {
    match row {
        Row::Factor(factor) => factor.as_str(),
        Row::ChanceOfAYes => "chance",
        Row::Load => "load",
        Row::Scarcity => "scarcity",
        Row::Deal => "deal",
    }
}

/// The page with what the model suggests unfolded.
pub fn suggestions(opportunity: OpportunityId) -> String {
    [&paths::opportunity(opportunity), "?ai=open"].concat()
}
